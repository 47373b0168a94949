package strict

import (
	"reflect"
	"strconv"
	"strings"
)

// JSONSchema describes what Decode accepts for v, a struct or a pointer to
// one, as JSON Schema 2020-12, so that editors can complete and check keys.
// doc returns the text for the doc= of a field's nb tag; "" leaves the
// description out. The same struct always gives the same schema.
func JSONSchema(v any, title string, doc func(key string) string) map[string]any {
	t := reflect.TypeOf(v)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	s := schema{doc: doc, defs: map[string]any{}, names: map[reflect.Type]string{}}
	root := s.object(t)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = title
	if len(s.defs) > 0 {
		root["$defs"] = s.defs
	}
	return root
}

type schema struct {
	doc   func(string) string
	defs  map[string]any
	names map[reflect.Type]string // structs that have a place in defs
}

func (s *schema) object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, f := range planOf(t).fields {
		p := s.of(f.typ, f.rules)
		if text := s.describe(f.rules.doc); text != "" {
			p["description"] = text
		}
		if f.preset != "" {
			p["default"] = preset(f.typ, f.preset)
		}
		properties[f.name] = p
		if f.required {
			required = append(required, f.name)
		}
	}
	o := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

func (s *schema) describe(key string) string {
	if key == "" || s.doc == nil {
		return ""
	}
	return s.doc(key)
}

// of describes a type. Text may be written without quotes, so editors must not
// complain about a number where Decode takes it as text.
func (s *schema) of(t reflect.Type, r rules) map[string]any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == nodeType:
		return map[string]any{}
	case readsText(t):
		return textual(t)
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.reference(t)
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem(), rules{})}
	case reflect.Slice:
		p := map[string]any{"type": "array", "items": s.of(t.Elem(), rules{enum: r.enum})}
		return bounded(p, r, "minItems", "maxItems")
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return bounded(map[string]any{"type": "integer"}, r, "minimum", "maximum")
	case reflect.Float32, reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.String:
		if len(r.enum) > 0 {
			return map[string]any{"enum": r.enum}
		}
		return bounded(map[string]any{"type": []string{"string", "number", "boolean"}}, r, "minLength", "maxLength")
	}
	return map[string]any{}
}

// reference describes a nested struct once, under $defs; a menu item may hold
// menu items.
func (s *schema) reference(t reflect.Type) map[string]any {
	name, known := s.names[t]
	if !known {
		name = t.Name()
		for n := 2; s.defs[name] != nil; n++ {
			name = t.Name() + strconv.Itoa(n)
		}
		s.names[t] = name
		s.defs[name] = map[string]any{}
		s.defs[name] = s.object(t)
	}
	return map[string]any{"$ref": "#/$defs/" + name}
}

// textual describes a type that reads itself; it may know its values or its
// form.
func textual(t reflect.Type) map[string]any {
	p := map[string]any{"type": "string"}
	switch v := reflect.New(t).Interface().(type) {
	case interface{ SchemaValues() []string }:
		p["enum"] = v.SchemaValues()
	case interface{ SchemaPattern() string }:
		p["pattern"] = v.SchemaPattern()
	}
	return p
}

func bounded(p map[string]any, r rules, low, high string) map[string]any {
	if r.min != nil {
		p[low] = *r.min
	}
	if r.max != nil {
		p[high] = *r.max
	}
	return p
}

// preset returns the default of a field as the JSON type of the field.
func preset(t reflect.Type, text string) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		return text == "true"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case reflect.Slice:
		return strings.Split(text, "|")
	}
	return text
}
