package strict

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

// plan is what a struct type says about a mapping.
type plan struct {
	fields []field
	byName map[string]int
	names  []string // the keys in the order of the struct
	known  string   // the same in one line, for hints
}

// field is one key of a mapping.
type field struct {
	name  string
	index []int // for reflect.Value.FieldByIndex
	typ   reflect.Type
	rules
}

// rules are the words of an nb tag.
type rules struct {
	required bool
	enum     []string
	min, max *int // characters of a text, items of a list, bounds of a number
	doc      string
	preset   string // default, for the schema only
}

// plans remembers planOf: a pure function of the type, asked for every page.
var plans sync.Map // reflect.Type → *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{byName: map[string]int{}}
	p.collect(t, nil)
	for _, f := range p.fields {
		p.names = append(p.names, f.name)
	}
	p.known = strings.Join(p.names, ", ")
	plans.Store(t, p)
	return p
}

// collect adds the fields of t; embedded structs are flattened, fields without
// a yaml tag are not part of the document.
func (p *plan) collect(t reflect.Type, parent []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), parent...), i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			p.collect(f.Type, index)
			continue
		}
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		p.byName[name] = len(p.fields)
		p.fields = append(p.fields, field{name: name, index: index, typ: f.Type, rules: parseRules(f.Tag.Get("nb"))})
	}
}

func parseRules(tag string) rules {
	var r rules
	for word := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "required":
			r.required = true
		case "enum":
			r.enum = strings.Split(value, "|")
		case "min":
			r.min = number(value)
		case "max":
			r.max = number(value)
		case "doc":
			r.doc = value
		case "default":
			r.preset = value
		}
	}
	return r
}

func number(s string) *int {
	if n, err := strconv.Atoi(s); err == nil {
		return &n
	}
	return nil
}

var (
	nodeType = reflect.TypeFor[yaml.Node]()
	textType = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// readsText reports whether a pointer to t has UnmarshalText.
func readsText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(textType) }
