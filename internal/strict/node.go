package strict

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// Problem returns an error-severity problem at a node; a nil node stands for
// the document as a whole. pairs are the names and values of its Args.
func (at Source) Problem(id string, n *yaml.Node, pairs ...string) diag.Problem {
	if n == nil {
		return at.problem(id, 1, 0, pairs...)
	}
	return at.problem(id, n.Line, n.Column, pairs...)
}

// Find follows keys and list positions (counted from 0) from root and returns
// the deepest node that exists on the way, so that a problem always has a
// place. Keys are compared without regard to case if the exact one is missing.
func Find(root *yaml.Node, way ...string) *yaml.Node {
	for _, name := range way {
		next := child(root, name)
		if next == nil {
			return root
		}
		root = next
	}
	return root
}

// Has reports whether the whole way exists.
func Has(root *yaml.Node, way ...string) bool {
	for _, name := range way {
		if root = child(root, name); root == nil {
			return false
		}
	}
	return root != nil
}

func child(n *yaml.Node, name string) *yaml.Node {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i]
		}
	case yaml.MappingNode:
		return keyed(n, name)
	}
	return nil
}

// keyed returns the value of a key, else of one that differs in case only.
func keyed(n *yaml.Node, name string) *yaml.Node {
	if value := exact(n, name); value != nil {
		return value
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if strings.EqualFold(n.Content[i].Value, name) {
			return n.Content[i+1]
		}
	}
	return nil
}

func exact(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}

// Value returns a tree as map[string]any, []any and scalars, for data that no
// struct describes. Plain scalars that can be read in one way only become
// bool (true, false), int (0, -7, 42; not 05554020, which stays text) or
// float64 (1.5); an empty value becomes nil and everything else a string.
func Value(n *yaml.Node) any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = Value(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = Value(item)
		}
		return list
	case yaml.ScalarNode:
		return scalarValue(n)
	}
	return nil
}

func scalarValue(n *yaml.Node) any {
	if n.Style&quoted != 0 {
		return n.Value
	}
	switch n.Value {
	case "", "~", "null":
		return nil
	case "true":
		return true
	case "false":
		return false
	}
	if i, err := strconv.Atoi(n.Value); err == nil && strconv.Itoa(i) == n.Value {
		return i
	}
	if f, ok := parseFloat(n.Value); ok && strconv.FormatFloat(f, 'f', -1, 64) == n.Value {
		return f
	}
	return n.Value
}
