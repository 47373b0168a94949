package bsc

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// Files are the YAML files of a catalogue by their names, as Load reads them.
func (c *Catalogue) Files() (map[string][]byte, error) {
	all, err := recordsOf(c)
	if err != nil {
		return nil, err
	}
	about := all[aboutSection][0].node(aboutSection)
	list := func(name string, rows []*yaml.Node) []*yaml.Node {
		return []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: name}, {Kind: yaml.SequenceNode, Tag: "!!seq", Content: rows}}
	}
	about.Content = append(about.Content, list("topics", nodes(all[topicSection], topicSection))...)
	files := map[string]*yaml.Node{catalogueFile: about}
	for _, t := range c.Topics {
		var rows []*yaml.Node
		for _, r := range all[questionSection] {
			if r.values["topic"].text == t.ID {
				rows = append(rows, r.node(questionSection, "topic"))
			}
		}
		files[strings.ToLower(t.ID)+".yaml"] = &yaml.Node{Kind: yaml.MappingNode, Content: list("questions", rows)}
	}
	if len(c.Changes) > 0 {
		rows := nodes(all[changeSection], changeSection)
		for _, row := range rows {
			row.Style = yaml.FlowStyle
		}
		files[changesFile] = &yaml.Node{Kind: yaml.MappingNode, Content: list("changes", rows)}
	}
	out := map[string][]byte{}
	for name, root := range files {
		var b bytes.Buffer
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		if err := e.Encode(root); err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
		out[name] = b.Bytes()
	}
	return out, nil
}
