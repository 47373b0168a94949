package strict

import (
	"encoding"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

const quoted = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

// isEmpty reports a key with nothing behind it, or with "~".
func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Style&quoted == 0 && (n.Value == "" || n.Value == "~")
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, way *step, r rules) bool {
	want := sample(v.Kind())
	if n.Kind != yaml.ScalarNode {
		return d.wrongType(n, way, want)
	}
	if v.Kind() == reflect.String {
		return d.str(n, v, way, r)
	}
	if n.Style&quoted != 0 {
		return d.wrongType(n, way, want)
	}
	switch v.Kind() {
	case reflect.Bool:
		b, ok := parseBool(n.Value)
		if !ok {
			return d.wrongType(n, way, want)
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, v.Type().Bits())
		if err != nil {
			return d.wrongType(n, way, want)
		}
		if !d.bounds(n, way, r, int(i), "yaml-out-of-range") {
			return false
		}
		v.SetInt(i)
	case reflect.Float32, reflect.Float64:
		f, ok := parseFloat(n.Value)
		if !ok {
			return d.wrongType(n, way, want)
		}
		v.SetFloat(f)
	default:
		return d.wrongType(n, way, want)
	}
	return true
}

func (d *decoder) str(n *yaml.Node, v reflect.Value, way *step, r rules) bool {
	switch {
	case r.required && strings.TrimSpace(n.Value) == "":
		d.empty(n, way, r)
		return false
	case len(r.enum) > 0 && !slices.Contains(r.enum, n.Value):
		near := nearest(n.Value, r.enum)
		if near == "" {
			near = strings.Join(r.enum, ", ")
		}
		d.soft("yaml-bad-value", n, "key", way.String(), "value", excerpt(n.Value),
			"allowed", strings.Join(r.enum, ", "), "suggestion", near)
		return false
	}
	if r.max != nil || r.min != nil {
		d.bounds(n, way, r, utf8.RuneCountInString(n.Value), "yaml-text-length")
	}
	v.SetString(n.Value)
	return true
}

// text hands a scalar to UnmarshalText, which decides about its form.
func (d *decoder) text(n *yaml.Node, v reflect.Value, way *step) bool {
	if n.Kind != yaml.ScalarNode {
		return d.wrongType(n, way, `"…"`)
	}
	fresh := reflect.New(v.Type())
	err := fresh.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Value))
	if err == nil {
		v.Set(fresh.Elem())
		return true
	}
	explained, ok := err.(Explainer)
	if !ok {
		d.soft("yaml-invalid-value", n, "key", way.String(), "value", excerpt(n.Value), "reason", excerpt(err.Error()))
		return false
	}
	id, args := explained.Explain()
	p := d.at.Problem(id, n, "key", way.String())
	for name, value := range args {
		p.Args[name] = value
	}
	if closed, ok := err.(failsClosed); d.lenient && !(ok && closed.FailsClosed()) {
		p = p.AsWarning()
	}
	d.report(p)
	return false
}

// bounds reports a count or a number outside of min and max.
func (d *decoder) bounds(n *yaml.Node, way *step, r rules, have int, id string) bool {
	low, high := "…", "…"
	ok := true
	if r.min != nil {
		low = strconv.Itoa(*r.min)
		ok = have >= *r.min
	}
	if r.max != nil {
		high = strconv.Itoa(*r.max)
		ok = ok && have <= *r.max
	}
	if !ok {
		d.soft(id, n, "key", way.String(), "count", strconv.Itoa(have), "min", low, "max", high)
	}
	return ok
}

func parseBool(s string) (value, ok bool) {
	switch s {
	case "true", "True", "TRUE":
		return true, true
	case "false", "False", "FALSE":
		return false, true
	}
	return false, false
}

// parseFloat takes decimal notation only: no infinities, hexadecimals or
// underscores.
func parseFloat(s string) (float64, bool) {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// sample shows what a value of the kind looks like.
func sample(k reflect.Kind) string {
	switch k {
	case reflect.Bool:
		return "true | false"
	case reflect.Float32, reflect.Float64:
		return "1.5"
	case reflect.String:
		return `"…"`
	}
	return "123"
}
