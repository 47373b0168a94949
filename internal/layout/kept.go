package layout

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
)

// keptDir holds parts whose result depends on their dot alone. They know none
// of the functions that depend on the page, so that a result can be used for
// every page: a line of a side navigation is the same on sixty of them.
const keptDir = "kept/"

// maxKept is how many results an instance remembers.
const maxKept = 16 << 10

var (
	errNoKept     = errors.New("no such file")
	errComparable = errors.New("wants a list of values that can be compared")
)

// keptResult names a result: the part, and what it was made of.
type keptResult struct {
	part string
	dot  any
}

// kept is the function {{kept "kept/navitem.html" .Items}}: the part, once for
// every item of a list, a line each. What it returns was escaped by
// html/template like all other output.
func (inst *instance) kept(part string, list any) (template.HTML, error) {
	items := reflect.ValueOf(list)
	if items.Kind() != reflect.Slice || !items.Type().Elem().Comparable() {
		return "", fmt.Errorf("kept %q: %w", part, errComparable)
	}
	if inst.parts.Lookup(part) == nil {
		return "", fmt.Errorf("kept %q: %w", part, errNoKept)
	}
	var out strings.Builder
	for i := range items.Len() {
		result, err := inst.result(part, items.Index(i).Interface())
		if err != nil {
			return "", err
		}
		out.WriteString(string(result))
		out.WriteByte('\n')
	}
	return template.HTML(out.String()), nil
}

// result is a part with its dot, rendered now or earlier.
func (inst *instance) result(part string, dot any) (template.HTML, error) {
	key := keptResult{part, dot}
	if known, ok := inst.results[key]; ok {
		return known, nil
	}
	var out strings.Builder
	if err := inst.parts.ExecuteTemplate(&out, part, dot); err != nil {
		return "", err
	}
	if len(inst.results) >= maxKept {
		clear(inst.results)
	}
	result := template.HTML(strings.TrimSpace(out.String()))
	inst.results[key] = result
	return result, nil
}

// parseParts parses everything in keptDir.
func (inst *instance) parseParts() {
	inst.parts = template.New(keptDir).Funcs(pureFuncs())
	for _, name := range inst.set.names() {
		if !strings.HasPrefix(name, keptDir) {
			continue
		}
		if _, err := inst.parts.New(name).Parse(inst.set.files[name]); err != nil && inst.broken == nil {
			inst.broken = err
		}
	}
}
