package clean

import (
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/parts"
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
