package bsc

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A catalogue travels as four tables: what it is, its topics, its questions and
// what became of the predecessor's. Their columns are called as the keys of the
// YAML files, with "grundschutz" for refs.grundschutz. CSV has the tables one
// below the other, a workbook a sheet for each, OSCAL puts the same values into
// its own places (exchange_oscal.go). On the way in, every table becomes nodes
// of YAML that know their place in the file that came, so that one decoder
// checks a catalogue whatever it was written in.

// section is one of the tables.
type section int

const (
	aboutSection section = iota
	topicSection
	questionSection
	changeSection
)

// sectionNames are the titles of the tables.
var sectionNames = []string{"Katalog", "Themen", "Fragen", "Zuordnung"}

// field is a column: where the value stands in the YAML file, and whether it is
// a list.
type field struct {
	name, parent string
	list         bool
}

// fields are the columns of the tables, in their order.
var fields = [][]field{
	aboutSection: {{name: "id"}, {name: "title"}, {name: "version"}, {name: "date"}, {name: "about"}, {name: "license"}, {name: "example"}, {name: "predecessor"}, {name: "gspp"}},
	topicSection: {{name: "id"}, {name: "title"}, {name: "about"}, {name: "wiba", list: true}},
	questionSection: {
		{name: "topic"}, {name: "id"}, {name: "text"}, {name: "short"}, {name: "help"}, {name: "evidence"}, {name: "advice"}, {name: "strength"}, {name: "risk"}, {name: "decision"},
		{name: "weight"}, {name: "effort"}, {name: "priority"},
		{name: "grundschutz", parent: "refs", list: true}, {name: "wiba", parent: "refs", list: true}, {name: "gspp", parent: "refs", list: true}, {name: "bcm", parent: "refs", list: true}, {name: "links", list: true},
	},
	changeSection: {{name: "old"}, {name: "new"}, {name: "change"}, {name: "why"}},
}

// listSeparator stands between the values of a list in one cell.
const listSeparator = " | "

// record is a row of a table: the values by column, at the places where they
// came from.
type record struct {
	line   int
	values map[string]value
}

type value struct {
	column int // from 1, 0 if the row has no such cell
	text   string
}

// records are the tables of a catalogue.
type records [4][]record

// recordsOf takes a catalogue apart.
func recordsOf(c *Catalogue) (records, error) {
	var all records
	add := func(to section, of any) error {
		var n yaml.Node
		if err := n.Encode(of); err != nil {
			return fmt.Errorf("export catalogue %s: %w", c.ID, err)
		}
		r := record{values: map[string]value{}}
		for _, f := range fields[to] {
			if text := textAt(&n, f); text != "" {
				r.values[f.name] = value{text: text}
			}
		}
		all[to] = append(all[to], r)
		return nil
	}
	about := *c
	about.Topics, about.Questions, about.Changes = nil, nil, nil
	if err := add(aboutSection, about); err != nil {
		return all, err
	}
	for _, t := range c.Topics {
		if err := add(topicSection, t); err != nil {
			return all, err
		}
	}
	for _, q := range c.Questions {
		if err := add(questionSection, q); err != nil {
			return all, err
		}
	}
	for _, ch := range c.Changes {
		if err := add(changeSection, ch); err != nil {
			return all, err
		}
	}
	return all, nil
}

// textAt is the value of a field in a mapping, a list as one text; "" for none
// and for false.
func textAt(n *yaml.Node, f field) string {
	if f.parent != "" {
		n = valueOf(n, f.parent)
	}
	switch n = valueOf(n, f.name); {
	case n == nil || n.Value == "false":
		return ""
	case n.Kind == yaml.SequenceNode:
		var list []string
		for _, item := range n.Content {
			list = append(list, item.Value)
		}
		return strings.Join(list, listSeparator)
	default:
		return n.Value
	}
}

func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n == nil {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// node writes a record as it stands in a YAML file, its places those of the
// record. skip names columns that the file does not have.
func (r record) node(of section, skip ...string) *yaml.Node {
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: r.line, Column: 1}
	var refs *yaml.Node
	for _, f := range fields[of] {
		v := r.values[f.name]
		if v.text == "" || slices.Contains(skip, f.name) {
			continue
		}
		to := root
		if f.parent != "" {
			if refs == nil {
				refs = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: r.line, Column: v.column, Style: yaml.FlowStyle}
				root.Content = append(root.Content, r.scalar(f.parent, v.column), refs)
			}
			to = refs
		}
		item := r.scalar(v.text, v.column)
		if f.list {
			item = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: r.line, Column: v.column, Style: yaml.FlowStyle}
			for _, text := range splitList(v.text) {
				item.Content = append(item.Content, r.scalar(text, v.column))
			}
		}
		to.Content = append(to.Content, r.scalar(f.name, v.column), item)
	}
	return root
}

// scalar is a value, as a number or a truth value where it looks like one: the
// decoder knows what it has to be.
func (r record) scalar(text string, column int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: r.line, Column: column}
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' {
		n.Tag = "!!int"
	} else if text == "true" || text == "false" {
		n.Tag = "!!bool"
	}
	return n
}
