package parts

import (
	"fmt"

	"github.com/kaaw/nachbar/internal/diag"
)

// Reason sorts what is wrong with documents.
type Reason int

// The reasons. People need other remedies for each.
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

// Error says why a document cannot be read.
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

// Problem is the warning for the file at path.
func (e *Error) Problem(path string) diag.Problem {
	return diag.Problem{ID: e.ID, Severity: diag.Warning, Path: path, Args: e.Args}
}

// EncryptedFile says that a password is needed.
func EncryptedFile() error { return &Error{Reason: Encrypted, ID: "office-encrypted"} }

// LegacyFormat refuses a format of before 2007.
func LegacyFormat(format string) error {
	return &Error{Reason: Legacy, ID: "office-legacy", Args: diag.Args{"format": format}}
}

// UnsupportedFormat refuses a format without a reader.
func UnsupportedFormat(format string) error {
	return &Error{Reason: Unsupported, ID: "office-unsupported", Args: diag.Args{"format": format}}
}

// Damaged says that part, a part of an archive or the file, cannot be read.
func Damaged(part string, err error) error {
	return &Error{Reason: Unreadable, ID: "office-damaged", Args: diag.Args{"part": part}, Err: err}
}

// contradictory says that an archive lies about part.
func contradictory(part string, err error) error {
	return &Error{Reason: Unreadable, ID: "office-archive", Args: diag.Args{"part": part}, Err: err}
}

// Exceeded makes the error id; pairs are the names and values of its words.
func Exceeded(id string, pairs ...string) error {
	return &Error{Reason: OverBudget, ID: id, Args: diag.New(id, "", 0, pairs...).Args}
}

// Mebibytes writes a number of bytes: "16 MiB".
func Mebibytes(n int) string { return fmt.Sprintf("%d MiB", n>>20) }
