package clean

import (
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/picture"
)

// ownWords are the messages of package parts that speak of reading a text, with
// those that speak of refusing a file.
var ownWords = map[string]string{
	"office-encrypted": "clean-encrypted", "office-legacy": "clean-legacy", "office-unsupported": "clean-unsupported",
	"office-size": "clean-size", "office-xml": "clean-xml", "office-time": "clean-time",
}

// Refusal is the problem of the file at path that File has refused with err.
func Refusal(path string, err *parts.Error) diag.Problem {
	id := err.ID
	if own, found := ownWords[id]; found {
		id = own
	}
	p := err.Problem(path)
	p.ID, p.Severity = id, diag.Error
	if inner, found := ownWords[p.Args["id"]]; found && id == "clean-entry" {
		p.Args = diag.Args{"part": p.Args["part"], "id": inner}
	}
	return p
}

// Judges reports whether a file beside a page is of a kind that File knows:
// office files, PDF and pictures, by their content, and archives, entry by entry.
// Others, such as tables of values or a text that is called "plan.pdf", are offered
// as they are, for browsers to save and not to show.
func Judges(name string, src []byte) bool {
	ext := strings.ToLower(path.Ext(name))
	if slices.Contains(plainTypes, ext) {
		return false
	}
	return ext == ".zip" || picture.Recognise(src) != "" || parts.Recognise(src) != parts.Unknown || ext == ".svg"
}
