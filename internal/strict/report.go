package strict

import (
	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// counter keeps a document from reporting one kind of problem without end.
type counter struct{ n map[kind]int }

// kind holds the severity, so that warnings do not crowd out an error.
type kind struct {
	id       string
	severity diag.Severity
}

// allows counts p and reports whether it is among the first of its kind.
func (c *counter) allows(p diag.Problem) bool {
	if c.n == nil {
		c.n = map[kind]int{}
	}
	k := kind{p.ID, p.Severity}
	c.n[k]++
	return c.n[k] <= maxProblems
}

// soft adds a problem that lenient mode turns into a warning.
func (d *decoder) soft(id string, n *yaml.Node, pairs ...string) {
	p := d.at.Problem(id, n, pairs...)
	if d.lenient {
		p = p.AsWarning()
	}
	d.report(p)
}

func (d *decoder) report(p diag.Problem) {
	if d.seen.allows(p) {
		d.list.Add(p)
	}
}

func (d *decoder) wrongType(n *yaml.Node, way *step, want string) bool {
	if way == nil {
		d.soft("yaml-root-type", n, "want", want, "got", shape(n))
	} else {
		d.soft("yaml-wrong-type", n, "key", way.String(), "want", want, "got", shape(n))
	}
	return false
}

// empty reports a key without a value: an error where one is required, a
// warning elsewhere, since a key left blank is usually a leftover.
func (d *decoder) empty(n *yaml.Node, way *step, r rules) {
	p := d.at.Problem("yaml-empty-value", n, "key", way.String())
	if d.lenient || !r.required {
		p = p.AsWarning()
	}
	d.report(p)
}

// shape describes a node in the notation of YAML, which needs no translation.
func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "{…: …}"
	case yaml.SequenceNode:
		return "[…, …]"
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		return `"` + excerpt(n.Value) + `"`
	}
	return excerpt(n.Value)
}
