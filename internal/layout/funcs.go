package layout

import (
	"errors"
	"fmt"
	"html/template"
	"maps"
	"strconv"
	"strings"
	"time"
)

// Host answers the functions of a layout that depend on the page and the
// site. Addresses are relative to the page that is being rendered.
type Host interface {
	// T is the text of a message key, with named values.
	T(key string, args map[string]string) string
	// N is the text of a message key for a number of things.
	N(key string, count int) string
	// Date writes a time in a layout of package i18n.
	Date(t time.Time, layout string) string
	// Number writes a number with the separators of the language.
	Number(n int) string
	// Size writes a number of bytes for people.
	Size(n int64) string
	// Asset is the address of static/assets/<name>.
	Asset(name string) (string, error)
	// Rel is the address of a page's path ("leitfaden/") or of a file.
	Rel(path string) string
	// Data is the decoded file data/<name>.yaml.
	Data(name string) (any, error)
	// Markdown renders a text.
	Markdown(text string) template.HTML
}

var errArguments = errors.New("wants pairs of a name and a value")

// funcs are the functions of layouts; docs/layouts.md documents them.
func (inst *instance) funcs() template.FuncMap {
	all := template.FuncMap{
		"t":        inst.t,
		"n":        func(key string, n int) string { return inst.host.N(key, n) },
		"date":     func(t time.Time, layout string) string { return inst.host.Date(t, layout) },
		"number":   func(n int) string { return inst.host.Number(n) },
		"size":     func(n int64) string { return inst.host.Size(n) },
		"asset":    func(name string) (string, error) { return inst.host.Asset(name) },
		"rel":      func(path string) string { return inst.host.Rel(path) },
		"data":     func(name string) (any, error) { return inst.host.Data(name) },
		"markdown": func(text string) template.HTML { return inst.host.Markdown(text) },
		"kept":     inst.kept,
	}
	maps.Copy(all, pureFuncs())
	return all
}

// pureFuncs are the functions that depend on their arguments alone.
func pureFuncs() template.FuncMap {
	return template.FuncMap{
		"dict":  dict,
		"list":  func(items ...any) []any { return items },
		"lower": strings.ToLower,
		"join":  func(items []string, sep string) string { return strings.Join(items, sep) },
	}
}

// t is the text of a key: {{t "ui.count" "n" 3}}.
func (inst *instance) t(key string, pairs ...any) (string, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("t %q: %w", key, errArguments)
	}
	args := make(map[string]string, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return "", fmt.Errorf("t %q: %w", key, errArguments)
		}
		args[name] = inst.word(pairs[i+1])
	}
	return inst.host.T(key, args), nil
}

func (inst *instance) word(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return inst.host.Number(v)
	case fmt.Stringer:
		return v.String()
	}
	return fmt.Sprint(value)
}

// dict makes a map for a partial that needs more than one value.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %w", errArguments)
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: argument %s: %w", strconv.Itoa(i+1), errArguments)
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
