package bsc

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"strings"
)

// oscalVersion is the version of OSCAL (NIST) that catalogues are written in.
const oscalVersion = "1.1.3"

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
		UUID     string        `json:"uuid"`
		Metadata oscalMetadata `json:"metadata"`
		Groups   []oscalGroup  `json:"groups,omitempty"`
	}
	oscalMetadata struct {
		Title        string      `json:"title"`
		LastModified string      `json:"last-modified"`
		Version      string      `json:"version"`
		OSCAL        string      `json:"oscal-version"`
		Props        []oscalProp `json:"props,omitempty"`
		Remarks      string      `json:"remarks,omitempty"`
	}
	oscalGroup struct {
		ID       string         `json:"id"`
		Title    string         `json:"title"`
		Props    []oscalProp    `json:"props,omitempty"`
		Parts    []oscalPart    `json:"parts,omitempty"`
		Controls []oscalControl `json:"controls,omitempty"`
	}
	oscalControl struct {
		ID    string      `json:"id"`
		Title string      `json:"title"`
		Props []oscalProp `json:"props,omitempty"`
		Links []oscalLink `json:"links,omitempty"`
		Parts []oscalPart `json:"parts,omitempty"`
	}
	oscalProp struct {
		Name    string `json:"name"`
		Space   string `json:"ns,omitempty"`
		Value   string `json:"value"`
		Class   string `json:"class,omitempty"`
		Remarks string `json:"remarks,omitempty"`
	}
	oscalLink struct {
		Href string `json:"href"`
		Rel  string `json:"rel,omitempty"`
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
	meta := oscalMetadata{Title: c.Title, LastModified: c.Date + "T00:00:00Z", Version: c.Version, OSCAL: oscalVersion, Props: propsOf(about, aboutSection), Remarks: c.About}
	for _, ch := range c.Changes {
		meta.Props = append(meta.Props, oscalProp{Name: changeProp, Space: oscalSpace, Class: ch.Change, Value: strings.TrimSpace(ch.Old + " > " + ch.New), Remarks: ch.Why})
	}
	file := oscalFile{oscalCatalog{UUID: uuidOf(c.ID, c.Version), Metadata: meta}}
	for i, t := range c.Topics {
		g := oscalGroup{ID: t.ID, Title: t.Title, Props: propsOf(all[topicSection][i], topicSection), Parts: []oscalPart{{Name: "overview", Prose: t.About}}}
		for _, r := range all[questionSection] {
			if r.values["topic"].text == t.ID {
				g.Controls = append(g.Controls, controlOf(r))
			}
		}
		file.Catalog.Groups = append(file.Catalog.Groups, g)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file); err != nil {
		return nil, fmt.Errorf("export catalogue: %w", err)
	}
	return b.Bytes(), nil
}

// controlOf writes a question.
func controlOf(r record) oscalControl {
	id := r.values["id"].text
	control := oscalControl{ID: id, Title: r.values["short"].text, Props: propsOf(r, questionSection)}
	for _, link := range splitList(r.values["links"].text) {
		control.Links = append(control.Links, oscalLink{Href: link, Rel: "related"})
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
func propsOf(r record, of section) []oscalProp {
	var props []oscalProp
	for _, name := range oscalProps[of] {
		for _, text := range splitList(r.values[name].text) {
			props = append(props, oscalProp{Name: name, Space: oscalSpace, Value: text})
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
var uuidSpace = [16]byte{0x3b, 0x1d, 0x4c, 0x5e, 0x8f, 0x0a, 0x5d, 0x2b, 0x9c, 0x71, 0x6e, 0x24, 0xa8, 0x15, 0xf3, 0x60}

// uuidOf is a uuid of version 5 (RFC 9562, 5.5): the same names give the same.
func uuidOf(names ...string) string {
	h := sha1.New()
	h.Write(uuidSpace[:])
	h.Write([]byte(strings.Join(names, "\x00")))
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
