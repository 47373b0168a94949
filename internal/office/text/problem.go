package text

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// ErrNoDocument tells that a file is no document of any kind this package
// knows of, and that its name does not say it were one: an image, a list as
// CSV, an archive. There is nothing to warn of.
var ErrNoDocument = errors.New("not a document")

// Reason sorts what is wrong with documents.
type Reason int

// The reasons. The editors need other remedies for each.
const (
	Encrypted   Reason = iota // a password is needed
	Legacy                    // a format of before 2007, or RTF
	Unsupported               // a format without a reader, such as slides
	Unreadable                // damaged, contradictory, or not what its name says
	OverBudget                // larger or deeper than a document has to be
)

// String returns the reason in a word or two.
func (r Reason) String() string {
	switch r {
	case Encrypted:
		return "encrypted"
	case Legacy:
		return "legacy format"
	case Unsupported:
		return "unsupported format"
	case Unreadable:
		return "unreadable"
	default:
		return "over budget"
	}
}

// Error says why a document has no text.
type Error struct {
	Reason Reason
	// ID names the message: diag.<ID> in the catalogue, filled with Args.
	ID   string
	Args diag.Args
	// Err is what the parser said, or nil.
	Err error
}

// Error describes the problem for a log.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%v (%s): %v", e.Reason, e.ID, e.Err)
	}
	return fmt.Sprintf("%v (%s)", e.Reason, e.ID)
}

// Unwrap returns what the parser said.
func (e *Error) Unwrap() error { return e.Err }

// Problem is the warning for the file at path: the attachment is published,
// but a search does not find what stands in it.
func (e *Error) Problem(path string) diag.Problem {
	return diag.Problem{ID: e.ID, Severity: diag.Warning, Path: path, Args: e.Args}
}

func encrypted() error { return &Error{Reason: Encrypted, ID: "office-encrypted"} }

func legacy(format string) error {
	return &Error{Reason: Legacy, ID: "office-legacy", Args: diag.Args{"format": format}}
}

func unsupported(format string) error {
	return &Error{Reason: Unsupported, ID: "office-unsupported", Args: diag.Args{"format": format}}
}

// damaged says that part, a part of an archive or the file, cannot be read.
func damaged(part string, err error) error {
	return &Error{Reason: Unreadable, ID: "office-damaged", Args: diag.Args{"part": part}, Err: err}
}

// contradictory says that an archive lies about part.
func contradictory(part string, err error) error {
	return &Error{Reason: Unreadable, ID: "office-archive", Args: diag.Args{"part": part}, Err: err}
}

// overBudget makes the error id; pairs are the names and values of its words.
func overBudget(id string, pairs ...string) error {
	return &Error{Reason: OverBudget, ID: id, Args: diag.New(id, "", 0, pairs...).Args}
}

// noDocument is the answer to content that is of no known kind.
func noDocument(name string) error {
	format := promises(name)
	if format == "" {
		return ErrNoDocument
	}
	return &Error{Reason: Unreadable, ID: "office-mismatch", Args: diag.Args{"format": format}}
}

// Promised reports whether a name says that the file is a document.
func Promised(name string) bool { return promises(name) != "" }

// promises returns the format that the suffix of a name stands for, or "".
func promises(name string) string {
	switch suffix := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); suffix {
	case "docx", "docm", "dotx", "odt", "ott", "xlsx", "xlsm", "xltx", "ods", "ots", "pdf",
		"doc", "dot", "xls", "xlt", "ppt", "rtf", "pptx", "odp":
		return strings.ToUpper(suffix)
	}
	return ""
}

func mebibytes(n int) string { return fmt.Sprintf("%d MiB", n>>20) }
