// Package form is an office file with holes: the parts of a ZIP archive in
// which the data of a municipality is still missing.
//
// The writers below office make a Form of a template once. Fill puts values
// into it, which is nothing but copying text, so that the command line, the
// build and the browser, which has the same few lines in TypeScript, give the
// same bytes for the same values.
//
// A hole is written between two control characters that cannot occur in XML,
// so no text of an author or a reader can make or break one:
//
//	Value(id)             the value of a field, escaped for XML
//	If(cond) … Else … End one of two texts; they nest
//
// A condition is Filled(id), Is(id, value) or Any: whether any field of the
// document has a value.
package form

import (
	"errors"
	"fmt"
	"strings"
)

// Form is a file to be filled. It is immutable and safe for concurrent use. As
// JSON it is what the browser fills.
type Form struct {
	Parts []Part `json:"parts"`
}

// Part is an entry of the archive. Text has holes; Data, for pictures, has none
// and is used where Text is empty. Stored entries are not compressed.
type Part struct {
	Name   string `json:"name"`
	Text   string `json:"text,omitempty"`
	Data   []byte `json:"data,omitempty"`
	Stored bool   `json:"stored,omitempty"`
}

// The marks of a hole.
const (
	open  = "\x01"
	close = "\x02"

	opValue = 'v'
	opIf    = '?'
	opElse  = ':'
	opEnd   = '.'
)

// Value is a hole for the value of a field.
func Value(id string) string { return open + "v" + id + close }

// Condition decides between two texts.
type Condition string

// Any holds if any field of the document has a value.
const Any Condition = "*"

// Filled holds if a field has a value.
func Filled(id string) Condition { return Condition("f" + id) }

// Is holds if a field has this value.
func Is(id, value string) Condition { return Condition("=" + id + "=" + value) }

// If opens a choice that Else may part and End closes.
func If(c Condition) string { return open + "?" + string(c) + close }

// Else and End are the rest of a choice.
const (
	Else = open + ":" + close
	End  = open + "." + close
)

// File is an entry of a filled form.
type File struct {
	Name   string
	Data   []byte
	Stored bool
}

// errBroken says that the holes of a form do not fit together: a writer is at
// fault, not an author.
var errBroken = errors.New("the form is broken")

// Fill puts values in. Fields without a value are empty.
func (f *Form) Fill(values map[string]string) ([]File, error) {
	files := make([]File, 0, len(f.Parts))
	for _, part := range f.Parts {
		data := part.Data
		if part.Text != "" {
			text, err := fill(part.Text, values)
			if err != nil {
				return nil, fmt.Errorf("fill %s: %w", part.Name, err)
			}
			data = text
		}
		files = append(files, File{Name: part.Name, Data: data, Stored: part.Stored})
	}
	return files, nil
}

// fill copies what lies between the holes and decides at each choice.
func fill(text string, values map[string]string) ([]byte, error) {
	out := make([]byte, 0, len(text))
	var shown []bool // of the choices around, whether their text is copied
	visible := func() bool { return len(shown) == 0 || shown[len(shown)-1] }
	for text != "" {
		at := strings.Index(text, open)
		if at < 0 {
			at = len(text)
		}
		if visible() {
			out = append(out, text[:at]...)
		}
		if text = text[at:]; text == "" {
			break
		}
		end := strings.Index(text, close)
		if end < 2 {
			return nil, errBroken
		}
		hole := text[1:end]
		text = text[end+1:]
		switch last := len(shown) - 1; {
		case hole[0] == opValue && visible():
			out = append(out, Escape(values[hole[1:]])...)
		case hole[0] == opValue:
		case hole[0] == opIf:
			shown = append(shown, visible() && holds(hole[1:], values))
		case last < 0:
			return nil, errBroken
		case hole[0] == opElse:
			outer := last == 0 || shown[last-1]
			shown[last] = outer && !shown[last]
		case hole[0] == opEnd:
			shown = shown[:last]
		}
	}
	if len(shown) > 0 {
		return nil, errBroken
	}
	return out, nil
}

// holds decides a condition.
func holds(c string, values map[string]string) bool {
	if Condition(c) == Any {
		return len(values) > 0 && filled(values)
	}
	id := c[1:]
	if c[0] == '=' {
		name, want, _ := strings.Cut(id, "=")
		return values[name] == want
	}
	return values[id] != ""
}

// filled reports whether a field has a value; what the filling itself adds does
// not count.
func filled(values map[string]string) bool {
	for id, value := range values {
		if value != "" && !strings.HasPrefix(id, Own) {
			return true
		}
	}
	return false
}

// Own starts the ids of values that are no fields: the day of copying.
const Own = "nachbar."
