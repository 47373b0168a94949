// Package tlp knows the five labels of the Traffic Light Protocol, version
// 2.0 (FIRST, https://www.first.org/tlp/).
//
// A label says who may read an item. Everything that cannot be read as a
// label fails closed: lower case, look-alike letters of other scripts,
// invisible characters, surrounding spaces and the retired WHITE are errors,
// never guesses, and the zero Label is no label at all: it lies within
// nothing and is never published.
//
// TLP 2.0 orders the labels by how far an item may travel. CLEAR, GREEN and
// AMBER can be given to an audience of a site. AMBER+STRICT stays inside one
// organisation and RED with the people in the room, so a portal publishes
// neither.
package tlp

import "strings"

// Label is one of the five labels; the zero value means "no label".
type Label int

// The labels, ordered from the widest to the narrowest circle of readers.
const (
	Clear Label = iota + 1
	Green
	Amber
	AmberStrict
	Red
)

// Labels returns the five labels in order, Clear first.
func Labels() []Label { return []Label{Clear, Green, Amber, AmberStrict, Red} }

const prefix = "TLP:"

// String returns the label as TLP 2.0 writes it, "TLP:AMBER+STRICT", and the
// empty string for no label.
func (l Label) String() string {
	if name := l.Name(); name != "" {
		return prefix + name
	}
	return ""
}

// Name returns the label without its prefix, "AMBER+STRICT", as it is written
// in front matter; it is empty for no label.
func (l Label) Name() string {
	switch l {
	case Clear:
		return "CLEAR"
	case Green:
		return "GREEN"
	case Amber:
		return "AMBER"
	case AmberStrict:
		return "AMBER+STRICT"
	case Red:
		return "RED"
	}
	return ""
}

// Valid reports whether l is one of the five labels.
func (l Label) Valid() bool { return l >= Clear && l <= Red }

// Within reports whether an item labelled l may be read by an audience that
// gets items up to limit. It is false when either is not a label.
func (l Label) Within(limit Label) bool {
	return l.Valid() && limit.Valid() && l <= limit
}

// Publishable reports whether any audience can get an item labelled l: true
// for CLEAR, GREEN and AMBER.
func (l Label) Publishable() bool { return l.Within(Amber) }

// Parse reads "GREEN" or "TLP:GREEN". Any other spelling gives an *Error and
// no label.
func Parse(s string) (Label, error) {
	name := strings.TrimPrefix(s, prefix)
	for _, l := range Labels() {
		if name == l.Name() {
			return l, nil
		}
	}
	return 0, &Error{Text: s, Reason: reasonFor(s)}
}

// UnmarshalText is Parse for decoders. On an error the label is cleared.
func (l *Label) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	*l = parsed
	return err
}

// MarshalText writes the label as String does.
func (l Label) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// SchemaValues lists the spellings that Parse accepts, for JSON Schema.
func (Label) SchemaValues() []string {
	values := make([]string, 0, 10)
	for _, l := range Labels() {
		values = append(values, l.Name())
	}
	for _, l := range Labels() {
		values = append(values, l.String())
	}
	return values
}
