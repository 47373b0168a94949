package strict

import (
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// checker walks a tree once and reports what the parser lets through.
type checker struct {
	at   Source
	list diag.List
	seen counter
	keys int
}

// node checks n at a depth, the root's being 1. It returns false when a budget
// is spent and the tree must not be used.
func (c *checker) node(n *yaml.Node, depth int) bool {
	if depth > MaxDepth && n.Kind != yaml.ScalarNode {
		c.add("yaml-too-deep", n, "max", strconv.Itoa(MaxDepth))
		return false
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		c.add("yaml-alias", n)
		return false
	}
	if n.Style&yaml.TaggedStyle != 0 {
		c.add("yaml-tag", n, "tag", excerpt(n.Tag))
	}
	switch n.Kind {
	case yaml.ScalarNode:
		c.scalar(n)
	case yaml.MappingNode:
		return c.mapping(n, depth)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			if !c.node(item, depth+1) {
				return false
			}
		}
	}
	return true
}

func (c *checker) mapping(n *yaml.Node, depth int) bool {
	if c.keys += len(n.Content) / 2; c.keys > MaxKeys {
		c.add("yaml-too-many-keys", n, "max", strconv.Itoa(MaxKeys))
		return false
	}
	c.findDuplicates(n)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			c.add("yaml-complex-key", key)
			return false
		case key.Tag == "!!merge":
			c.add("yaml-merge-key", key)
		}
		if !c.node(key, depth+1) || !c.node(value, depth+1) {
			return false
		}
	}
	return true
}

// findDuplicates compares the keys of one mapping: small ones pairwise, large
// ones by a table, so that a bomb of equal keys costs linear time.
func (c *checker) findDuplicates(n *yaml.Node) {
	const small = 16
	pairs := n.Content
	if len(pairs) <= 2*small {
		for i := 2; i < len(pairs); i += 2 {
			for j := 0; j < i; j += 2 {
				if pairs[i].Value == pairs[j].Value {
					c.duplicate(pairs[i], pairs[j].Line)
					break
				}
			}
		}
		return
	}
	first := make(map[string]int, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		if line, seen := first[pairs[i].Value]; seen {
			c.duplicate(pairs[i], line)
			continue
		}
		first[pairs[i].Value] = pairs[i].Line
	}
}

func (c *checker) duplicate(key *yaml.Node, first int) {
	c.add("yaml-duplicate-key", key, "key", excerpt(key.Value), "first", strconv.Itoa(c.at.line(first)))
}

// scalar checks what escapes in double quotes can smuggle past the byte scan.
func (c *checker) scalar(n *yaml.Node) {
	if n.Style&yaml.DoubleQuotedStyle == 0 {
		return
	}
	value := []byte(n.Value)
	found := append(CheckText(value, c.at), checkScripts(value, c.at)...)
	if len(found) > 0 {
		p := found[0]
		p.Line, p.Col = c.at.line(n.Line), n.Column
		c.report(p)
	}
}

func (c *checker) add(id string, n *yaml.Node, pairs ...string) {
	c.report(c.at.problem(id, n.Line, n.Column, pairs...))
}

func (c *checker) report(p diag.Problem) {
	if c.seen.allows(p) {
		c.list.Add(p)
	}
}
