package strict

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// Options change how much Decode forgives.
type Options struct {
	// Lenient is for content that was written for another generator: unknown
	// keys become warnings, known keys in the wrong case are taken, values of
	// the wrong type are warned about and left out, a single value does for a
	// list. Errors that fail closed, such as a TLP label, stay errors.
	Lenient bool
}

// Explainer is an error of UnmarshalText that names its own problem. Decode
// adds the argument "key".
type Explainer interface {
	error
	Explain() (id string, args diag.Args)
}

// failsClosed marks errors that lenient mode does not soften.
type failsClosed interface{ FailsClosed() bool }

// Decode fills into, a pointer, from node; a nil node is an empty document.
//
// A struct takes a mapping. Its fields are named by `yaml:"key"`; fields
// without that tag are left alone, embedded structs are flattened. The tag nb
// holds rules, separated by commas:
//
//	required     the key must be there and not be empty
//	enum=a|b     the value, or each item of a list, is one of these
//	min=1,max=9  characters of a text, items of a list, bounds of a number
//	doc=x.y      message key of the description in the JSON Schema
//	default=x    default in the JSON Schema; Decode does not set it
//
// A string takes the scalar as written, so 05554020 keeps its zero. Other
// types: bool (true, false), integers and floats in decimal, pointers, slices,
// map[string]T, any (see Value), yaml.Node for the raw tree, and everything
// that implements encoding.TextUnmarshaler, such as Date. Fields whose value
// could not be read keep what they held before.
func Decode(node *yaml.Node, at Source, into any, opt Options) diag.List {
	d := decoder{at: at, lenient: opt.Lenient}
	v := reflect.ValueOf(into).Elem()
	if node == nil {
		node = &yaml.Node{Kind: yaml.MappingNode, Line: 1}
		if v.Kind() == reflect.Slice {
			node.Kind = yaml.SequenceNode
		}
	}
	d.value(node, v, nil, rules{})
	return d.list
}

type decoder struct {
	at      Source
	lenient bool
	list    diag.List
	seen    counter
}

// step is one key or item on the way from the root to a value.
type step struct {
	parent *step
	name   string
	item   int // counted from 1; 0 for a key
}

// String returns the way as messages show it: "audiences[2].name".
func (s *step) String() string {
	switch {
	case s == nil:
		return ""
	case s.item > 0:
		return s.parent.String() + "[" + strconv.Itoa(s.item) + "]"
	case s.parent == nil:
		return s.name
	}
	return s.parent.String() + "." + s.name
}

// value decodes n into v and reports whether v was set.
func (d *decoder) value(n *yaml.Node, v reflect.Value, way *step, r rules) bool {
	t := v.Type()
	switch {
	case t == nodeType:
		v.Set(reflect.ValueOf(*n))
		return true
	case t.Kind() == reflect.Pointer:
		return d.pointer(n, v, way, r)
	case isEmpty(n) && way != nil && t.Kind() != reflect.Interface:
		d.empty(n, way, r)
		return false
	case readsText(t):
		return d.text(n, v, way)
	}
	switch t.Kind() {
	case reflect.Struct:
		return d.mapping(n, v, way)
	case reflect.Map:
		return d.dictionary(n, v, way)
	case reflect.Slice:
		return d.sequence(n, v, way, r)
	case reflect.Interface:
		plain := Value(n)
		v.Set(reflect.ValueOf(&plain).Elem())
		return true
	}
	return d.scalar(n, v, way, r)
}

func (d *decoder) pointer(n *yaml.Node, v reflect.Value, way *step, r rules) bool {
	fresh := reflect.New(v.Type().Elem())
	if !d.value(n, fresh.Elem(), way, r) {
		return false
	}
	v.Set(fresh)
	return true
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, way *step) bool {
	if n.Kind != yaml.MappingNode {
		return d.wrongType(n, way, "{…: …}")
	}
	p := planOf(v.Type())
	seen := make([]bool, len(p.fields))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at, found := d.lookup(p, key, n, way)
		if !found || seen[at] {
			continue
		}
		seen[at] = true
		f := &p.fields[at]
		d.value(value, v.FieldByIndex(f.index), &step{parent: way, name: f.name}, f.rules)
	}
	for i, f := range p.fields {
		if f.required && !seen[i] {
			d.soft("yaml-missing-key", n, "key", (&step{parent: way, name: f.name}).String())
		}
	}
	return true
}

// lookup finds the field of a key. In lenient mode the case does not matter
// unless the mapping also holds the key as it should be.
func (d *decoder) lookup(p *plan, key, mapping *yaml.Node, way *step) (at int, found bool) {
	if at, found = p.byName[key.Value]; found {
		return at, true
	}
	full := (&step{parent: way, name: excerpt(key.Value)}).String()
	for i, name := range p.names {
		if d.lenient && strings.EqualFold(name, key.Value) && exact(mapping, name) == nil {
			d.soft("yaml-key-case", key, "key", full, "suggestion", name)
			return i, true
		}
	}
	near := nearest(key.Value, p.names)
	if near == "" {
		near = p.known
	}
	d.soft("yaml-unknown-key", key, "key", full, "suggestion", near)
	return 0, false
}

func (d *decoder) dictionary(n *yaml.Node, v reflect.Value, way *step) bool {
	if n.Kind != yaml.MappingNode {
		return d.wrongType(n, way, "{…: …}")
	}
	m := reflect.MakeMapWithSize(v.Type(), len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		item := reflect.New(v.Type().Elem()).Elem()
		if d.value(n.Content[i+1], item, &step{parent: way, name: excerpt(name)}, rules{}) {
			m.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), item)
		}
	}
	v.Set(m)
	return true
}

func (d *decoder) sequence(n *yaml.Node, v reflect.Value, way *step, r rules) bool {
	items := n.Content
	if n.Kind != yaml.SequenceNode {
		if n.Kind == yaml.MappingNode {
			return d.wrongType(n, way, "[…, …]")
		}
		d.soft("yaml-list-expected", n, "key", way.String(), "value", excerpt(n.Value))
		if !d.lenient {
			return false
		}
		items = []*yaml.Node{n}
	}
	list := reflect.MakeSlice(v.Type(), 0, len(items))
	each := rules{enum: r.enum, required: true}
	for i, item := range items {
		element := reflect.New(v.Type().Elem()).Elem()
		if d.value(item, element, &step{parent: way, item: i + 1}, each) {
			list = reflect.Append(list, element)
		}
	}
	if r.required && len(items) == 0 {
		d.empty(n, way, r)
		return false
	}
	d.bounds(n, way, r, len(items), "yaml-list-length")
	v.Set(list)
	return true
}
