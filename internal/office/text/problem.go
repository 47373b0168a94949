package text

import (
	"errors"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// ErrNoDocument tells that a file is no document of any kind this package
// knows of, and that its name does not say it were one: an image, a list as
// CSV, an archive. There is nothing to warn of.
var ErrNoDocument = errors.New("not a document")

// Error says why a document has no text, Reason sorts what is wrong.
type (
	Error  = parts.Error
	Reason = parts.Reason
)

// The reasons. The editors need other remedies for each.
const (
	Encrypted   = parts.Encrypted   // a password is needed
	Legacy      = parts.Legacy      // a format of before 2007, or RTF
	Unsupported = parts.Unsupported // a format without a reader, such as slides
	Unreadable  = parts.Unreadable  // damaged, contradictory, or not what its name says
	OverBudget  = parts.OverBudget  // larger or deeper than a document has to be
)

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
