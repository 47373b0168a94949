package view

import "github.com/kaaw/nachbar/internal/content"

// Field implements markdown.FieldNames. A template names fields of the registry
// and its own; the placeholders of other pages are not held to any list.
func (c *Context) Field(id string) (label string, known bool) {
	c.trace.ask("data", "felder")
	var own []content.Field
	if t := c.self.Template; t != nil {
		own = t.Fields
	}
	f, known := c.model.field(id, own)
	return f.Label, known || c.self.Template == nil
}

func (m *Model) field(id string, own []content.Field) (content.Field, bool) {
	if m.Fields == nil {
		return content.Field{}, false
	}
	return m.Fields.Lookup(id, own)
}

// FieldsDigest is that of the fields that all templates share: their labels
// stand in texts.
func (m *Model) FieldsDigest() Digest { return m.digest("data", "felder", "") }
