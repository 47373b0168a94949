package clean

import (
	"slices"
	"strings"
)

// node is an element, or text if it has no name. Names are those of the
// specifications, "w:p", whatever prefixes the file uses.
type node struct {
	name  string
	text  string
	attrs []attr
	kids  []*node
}

type attr struct{ name, value string }

// attr is the value of an attribute, "" if there is none.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (n *node) has(name string) bool {
	return slices.ContainsFunc(n.attrs, func(a attr) bool { return a.name == name })
}

func (n *node) removeAttr(name string) {
	n.attrs = slices.DeleteFunc(n.attrs, func(a attr) bool { return a.name == name })
}

func (n *node) setAttr(name, value string) {
	for i := range n.attrs {
		if n.attrs[i].name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, attr{name, value})
}

// child is the first child of this name, found along a path of names; nil if
// there is none.
func (n *node) child(path ...string) *node {
	for _, name := range path {
		i := slices.IndexFunc(n.kids, func(k *node) bool { return k.name == name })
		if i < 0 {
			return nil
		}
		n = n.kids[i]
	}
	return n
}

// characters is the text of a node and all below it.
func (n *node) characters() string {
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	n.each(func(k *node) { b.WriteString(k.text) })
	return b.String()
}

// each visits a node and all below it, in the order of the file.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.each(visit)
	}
}

// verdict is what becomes of an element.
type verdict int

const (
	keep   verdict = iota
	drop           // with all that is in it
	unwrap         // what is in it takes its place
)

// prune decides on all elements below n, outer ones first.
func (n *node) prune(decide func(n, above *node) verdict) {
	out := make([]*node, 0, len(n.kids))
	for _, k := range n.kids {
		if k.name == "" {
			out = append(out, k)
			continue
		}
		switch decide(k, n) {
		case keep:
			k.prune(decide)
			out = append(out, k)
		case unwrap:
			k.prune(decide)
			out = append(out, k.kids...)
		}
	}
	n.kids = out
}

// settle has the fallback take the place of alternatives that all were left
// out.
func settle(root *node) {
	root.prune(func(n, above *node) verdict {
		switch {
		case n.name == "mc:AlternateContent" && n.child("mc:Choice") == nil,
			n.name == "mc:Fallback" && above.name == "mc:AlternateContent" && above.child("mc:Choice") == nil:
			return unwrap
		}
		return keep
	})
}
