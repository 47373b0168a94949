package bsc

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	cells "github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/oscal"
)

// oscal reads an OSCAL catalog: groups of controls. What the portal adds stands
// in its own namespace; a catalog from elsewhere lacks it, which is told for
// each question.
func (m *importer) oscal(data []byte) records {
	var all records
	if len(data) > cells.MaxFile {
		m.problem("sheet-size", 0, 0, "max", "16 MiB")
		return all
	}
	var file oscalFile
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &file); err != nil {
		m.problem("bsc-import-json", lineOfJSON(data, err), 0)
		return all
	}
	c := file.Catalog
	if c.Metadata.OSCAL == "" || len(c.Groups) == 0 {
		m.problem("bsc-import-oscal", 0, 0)
		return all
	}
	at := places{data: data}
	about := record{line: at.of("metadata"), values: map[string]value{}}
	set := func(r record, name, text string) {
		if text = strings.TrimSpace(text); text != "" {
			r.values[name] = value{text: text}
		}
	}
	day, _, _ := strings.Cut(c.Metadata.LastModified, "T")
	for name, text := range map[string]string{"title": c.Metadata.Title, "version": c.Metadata.Version, "date": day, "about": c.Metadata.Remarks} {
		set(about, name, text)
	}
	takeProps(about, c.Metadata.Props, aboutSection)
	all[aboutSection] = []record{about}
	all[changeSection] = changesOf(c.Metadata.Props, about.line)
	for _, g := range c.Groups {
		topic := record{line: at.of(g.ID), values: map[string]value{}}
		set(topic, "id", g.ID)
		set(topic, "title", g.Title)
		takeProps(topic, g.Props, topicSection)
		for _, p := range g.Parts {
			if p.Name == "overview" {
				set(topic, "about", p.Prose)
			}
		}
		all[topicSection] = append(all[topicSection], topic)
		for _, control := range g.Controls {
			q := record{line: at.of(control.ID), values: map[string]value{}}
			set(q, "topic", g.ID)
			set(q, "id", control.ID)
			set(q, "short", control.Title)
			takeProps(q, control.Props, questionSection)
			takeParts(q, control)
			all[questionSection] = append(all[questionSection], q)
		}
	}
	return all
}

// takeProps reads the properties of the portal's namespace.
func takeProps(r record, props []oscal.Prop, of section) {
	for _, name := range oscalProps[of] {
		var list []string
		for _, p := range props {
			if p.Name == name && p.Space == oscalSpace {
				list = append(list, p.Value)
			}
		}
		if len(list) > 0 {
			r.values[name] = value{text: strings.Join(list, listSeparator)}
		}
	}
}

// takeParts reads the texts and links of a question.
func takeParts(r record, control oscalControl) {
	for _, want := range oscalParts {
		for _, p := range control.Parts {
			if p.Name == want.name && p.Prose != "" {
				r.values[want.column] = value{text: p.Prose}
			}
		}
	}
	var links []string
	for _, l := range control.Links {
		if l.Rel == "related" {
			links = append(links, l.Href)
		}
	}
	if len(links) > 0 {
		r.values["links"] = value{text: strings.Join(links, listSeparator)}
	}
}

// changesOf reads what became of the predecessor's questions.
func changesOf(props []oscal.Prop, line int) []record {
	var rows []record
	for _, p := range props {
		if p.Name != changeProp || p.Space != oscalSpace {
			continue
		}
		r := record{line: line, values: map[string]value{"change": {text: p.Class}}}
		before, after, _ := strings.Cut(p.Value, ">")
		for name, text := range map[string]string{"old": before, "new": after, "why": p.Remarks} {
			if text = strings.TrimSpace(text); text != "" {
				r.values[name] = value{text: text}
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// places finds the lines of ids, in the order in which they are asked for.
type places struct {
	data []byte
	at   int
	line int
}

// of is the line of the next text "id" in quotes, or that of the last one.
func (p *places) of(id string) int {
	if p.line == 0 {
		p.line = 1
	}
	quoted, err := json.Marshal(id)
	if err != nil {
		return p.line
	}
	if found := bytes.Index(p.data[p.at:], quoted); found >= 0 && id != "" {
		p.line += bytes.Count(p.data[p.at:p.at+found], []byte("\n"))
		p.at += found
	}
	return p.line
}

// lineOfJSON is the line of a mistake in JSON.
func lineOfJSON(data []byte, err error) int {
	offset := int64(0)
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typ):
		offset = typ.Offset
	}
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
}
