package office

import (
	"fmt"
	"slices"
)

// Part is a part of an office file as a writer writes it.
type Part struct {
	Name string
	Body []byte
	// Marked says that Body is XML with marks; other parts are kept as they
	// are.
	Marked bool
	// Break stands between the lines of an answer: "<text:line-break/>", or
	// "</w:t><w:br/><w:t>". Empty makes a space of it.
	Break string
	// Stored parts are not compressed: the mimetype of ODF.
	Stored bool
}

// Form is an office file with gaps.
type Form struct {
	Entries []Entry `json:"entries"`
}

// Entry is a part of a Form: Pieces if it is text, else Data.
type Entry struct {
	Name   string  `json:"name"`
	Stored bool    `json:"stored,omitempty"`
	Break  string  `json:"break,omitempty"`
	Pieces []Piece `json:"pieces,omitempty"`
	Data   []byte  `json:"data,omitempty"`
}

// Piece is a text, a gap (Field without Cases) or a choice (Field and Cases).
type Piece struct {
	Text  string   `json:"t,omitempty"`
	Field string   `json:"f,omitempty"`
	Cases []Branch `json:"c,omitempty"`
}

// Branch is a case of a choice.
type Branch struct {
	Value  string  `json:"v"`
	Pieces []Piece `json:"p,omitempty"`
}

// NewForm takes the marks of parts apart.
func NewForm(parts []Part) (*Form, error) {
	f := &Form{}
	for _, p := range parts {
		e := Entry{Name: p.Name, Stored: p.Stored, Break: p.Break}
		if !p.Marked {
			e.Data = p.Body
			f.Entries = append(f.Entries, e)
			continue
		}
		var err error
		if e.Pieces, err = Cut(string(p.Body)); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		f.Entries = append(f.Entries, e)
	}
	return f, nil
}

// Fields lists the names of all answers that a form asks for, sorted, without
// those that begin with "@".
func (f *Form) Fields() []string {
	var names []string
	var visit func(pieces []Piece)
	visit = func(pieces []Piece) {
		for _, p := range pieces {
			if p.Field != "" && p.Field[0] != '@' {
				names = append(names, p.Field)
			}
			for _, c := range p.Cases {
				visit(c.Pieces)
			}
		}
	}
	for _, e := range f.Entries {
		visit(e.Pieces)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
