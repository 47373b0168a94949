package contribution

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/beevik/etree"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// archive opens what package clean wrote.
type archive struct{ a *parts.Archive }

func openArchive(ctx context.Context, src []byte) (archive, error) {
	a, err := parts.Open(ctx, src, lookBudget)
	if err != nil {
		return archive{}, fmt.Errorf("open document: %w", err)
	}
	return archive{a}, nil
}

// root is the first element of a part, nil if there is none. The file was
// cleaned, so its depth and the number of its elements are bounded.
func (z archive) root(part string) (*etree.Element, error) {
	raw, err := z.a.Raw(part)
	if err != nil || raw == nil {
		return nil, err
	}
	defer raw.Close()
	src, err := io.ReadAll(raw)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", part, err)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(src); err != nil {
		return nil, fmt.Errorf("read %s: %w", part, err)
	}
	return doc.Root(), nil
}

// attr is the value of an attribute by its local name.
func attr(e *etree.Element, name string) string {
	for _, a := range e.Attr {
		if a.Key == name {
			return a.Value
		}
	}
	return ""
}

// child is the first element of a path of local names, nil without it.
func child(e *etree.Element, names ...string) *etree.Element {
	for _, name := range names {
		if e == nil {
			return nil
		}
		var next *etree.Element
		for _, c := range e.ChildElements() {
			if c.Tag == name {
				next = c
				break
			}
		}
		e = next
	}
	return e
}

// each calls visit for all elements below e of a local name.
func each(e *etree.Element, tag string, visit func(*etree.Element)) {
	if e == nil {
		return
	}
	for _, c := range e.ChildElements() {
		if c.Tag == tag {
			visit(c)
		}
		each(c, tag, visit)
	}
}

// outermost is each without what stands inside of those that are found: what is
// nested is read with its outer one, once, however deep it is.
func outermost(e *etree.Element, tag string, visit func(*etree.Element)) {
	for _, c := range e.ChildElements() {
		if c.Tag == tag {
			visit(c)
		} else {
			outermost(c, tag, visit)
		}
	}
}

// properties reads the stamp into a copy.
func (c *copied) property(name, value string) {
	switch field, own := strings.CutPrefix(name, "nachbar.a."); {
	case own:
		c.set(field, value)
	case name == "nachbar.id":
		c.id = value
	case name == "nachbar.version":
		c.version = value
	}
}

// set notes a value of the neighbour; placeholders are none. The first one, of
// the stamp, is what the copy was filled with.
func (c *copied) set(field, value string) {
	value = strings.TrimSpace(value)
	if value == "" || strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]") {
		return
	}
	if c.values == nil {
		c.values = map[string]string{}
	}
	if c.values[field] == "" {
		c.values[field] = value
	}
	c.data = append(c.data, datum{field, value})
}
