package bsc

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/oscal"
)

// oscalSpace is the namespace of properties and parts that are the portal's own.
const oscalSpace = "https://github.com/kaaw/nachbar/ns/bsc"

// The OSCAL model of a catalogue, as far as it is used: groups are topics,
// controls questions. A control has its question as the part "statement", its
// help as "guidance"; further parts and the properties of the namespace above
// have the names of the columns. Changes to the predecessor are properties of
// the catalogue, "old > new".
type (
	oscalFile struct {
		Catalog oscalCatalog `json:"catalog"`
	}
	oscalCatalog struct {
		UUID     string         `json:"uuid"`
		Metadata oscal.Metadata `json:"metadata"`
		Groups   []oscalGroup   `json:"groups,omitempty"`
	}
	oscalGroup struct {
		ID       string         `json:"id"`
		Title    string         `json:"title"`
		Props    []oscal.Prop   `json:"props,omitempty"`
		Parts    []oscalPart    `json:"parts,omitempty"`
		Controls []oscalControl `json:"controls,omitempty"`
	}
	oscalControl struct {
		ID    string       `json:"id"`
		Title string       `json:"title"`
		Props []oscal.Prop `json:"props,omitempty"`
		Links []oscal.Link `json:"links,omitempty"`
		Parts []oscalPart  `json:"parts,omitempty"`
	}
	oscalPart struct {
		ID    string `json:"id,omitempty"`
		Name  string `json:"name"`
		Space string `json:"ns,omitempty"`
		Prose string `json:"prose"`
	}
)

// Names of the parts of a control, and of those the columns are called
// otherwise.
var oscalParts = []struct{ column, name, suffix string }{
	{"text", "statement", "_smt"}, {"help", "guidance", "_gdn"}, {"evidence", "evidence", "_evi"}, {"advice", "advice", "_adv"},
	{"strength", "strength", "_str"}, {"risk", "risk", "_rsk"}, {"decision", "decision", "_dec"},
}

// oscalProps are the columns that are properties, by table.
var oscalProps = map[section][]string{
	aboutSection:    {"id", "license", "example", "predecessor", "gspp"},
	topicSection:    {"wiba"},
	questionSection: {"weight", "effort", "priority", "grundschutz", "wiba", "gspp", "bcm"},
}

// changeProp is the property of a change.
const changeProp = "change"

// oscal writes the catalogue as an OSCAL catalog in JSON. Its uuid follows from
// id and version, so that it stays the same.
func (c *Catalogue) oscal() ([]byte, error) {
	all, err := recordsOf(c)
	if err != nil {
		return nil, err
	}
	about := all[aboutSection][0]
	meta := oscal.Metadata{Title: c.Title, LastModified: oscal.Midnight(c.Date), Version: c.Version, OSCAL: oscal.Version, Props: propsOf(about, aboutSection), Remarks: c.About}
	for _, ch := range c.Changes {
		meta.Props = append(meta.Props, oscal.Prop{Name: changeProp, Space: oscalSpace, Class: ch.Change, Value: strings.TrimSpace(ch.Old + " > " + ch.New), Remarks: ch.Why})
	}
	file := oscalFile{oscalCatalog{UUID: uuidSpace.UUID(c.ID, c.Version), Metadata: meta}}
	for i, t := range c.Topics {
		g := oscalGroup{ID: t.ID, Title: t.Title, Props: propsOf(all[topicSection][i], topicSection), Parts: []oscalPart{{Name: "overview", Prose: t.About}}}
		for _, r := range all[questionSection] {
			if r.values["topic"].text == t.ID {
				g.Controls = append(g.Controls, controlOf(r))
			}
		}
		file.Catalog.Groups = append(file.Catalog.Groups, g)
	}
	data, err := oscal.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("export catalogue: %w", err)
	}
	return data, nil
}

// controlOf writes a question.
func controlOf(r record) oscalControl {
	id := r.values["id"].text
	control := oscalControl{ID: id, Title: r.values["short"].text, Props: propsOf(r, questionSection)}
	for _, link := range splitList(r.values["links"].text) {
		control.Links = append(control.Links, oscal.Link{Href: link, Rel: "related"})
	}
	for _, p := range oscalParts {
		part := oscalPart{ID: id + p.suffix, Name: p.name, Prose: r.values[p.column].text}
		if p.name == p.column {
			part.Space = oscalSpace
		}
		control.Parts = append(control.Parts, part)
	}
	return control
}

// propsOf are the properties of a record, one for each value of a list.
func propsOf(r record, of section) []oscal.Prop {
	var props []oscal.Prop
	for _, name := range oscalProps[of] {
		for _, text := range splitList(r.values[name].text) {
			props = append(props, oscal.Prop{Name: name, Space: oscalSpace, Value: text})
		}
	}
	return props
}

// splitList takes the text of a list apart.
func splitList(text string) []string {
	var list []string
	for _, item := range strings.Split(text, strings.TrimSpace(listSeparator)) {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// uuidSpace is the namespace of the uuids, itself a uuid of version 5.
var uuidSpace = oscal.Space{0x3b, 0x1d, 0x4c, 0x5e, 0x8f, 0x0a, 0x5d, 0x2b, 0x9c, 0x71, 0x6e, 0x24, 0xa8, 0x15, 0xf3, 0x60}
