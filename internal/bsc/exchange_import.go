package bsc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/parts"
	cells "github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/strict"
)

// Import reads a catalogue as Export writes it, from CSV, XLSX, ODS or OSCAL;
// the content tells which. With an id the catalogue gets this one, and its
// questions with it. all are the catalogues that there are, for its predecessor.
//
// All mistakes are named, by row and column of the file; with one the catalogue
// is nil. The error is one of the environment.
func Import(name string, data []byte, id string, all Catalogues) (*Catalogue, diag.List, error) {
	m := &importer{name: name}
	var tables records
	if trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"); bytes.HasPrefix(trimmed, []byte("{")) {
		tables = m.oscal(data)
	} else {
		book, err := cells.Read(context.Background(), name, data)
		var refused *parts.Error
		if errors.As(err, &refused) {
			return nil, diag.List{{ID: refused.ID, Path: name, Args: refused.Args}}, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("import catalogue: %w", err)
		}
		tables = m.tables(book)
	}
	if m.problems.HasErrors() {
		return nil, m.problems, nil
	}
	c := m.catalogue(&tables, id)
	m.checkChanges(c, all)
	if m.problems.HasErrors() {
		return nil, m.problems, nil
	}
	c.prepare()
	return c, m.problems, nil
}

// importer reads one file.
type importer struct {
	name     string
	problems diag.List
}

func (m *importer) problem(id string, line, column int, pairs ...string) {
	p := diag.New(id, m.name, line, pairs...)
	p.Col = column
	m.problems.Add(p)
}

// tables finds the tables of a workbook: sheets with their names, or, in CSV,
// rows with nothing but a name. The row that follows is the head.
func (m *importer) tables(book *cells.Workbook) records {
	var all records
	found := false
	for i := range book.Sheets {
		s := &book.Sheets[i]
		of, known := sectionOf(s.Name)
		var columns map[int]field
		for j := range s.Rows {
			row := &s.Rows[j]
			if next, title := sectionOf(row.Cells[0].Text); title && len(row.Cells) == 1 && row.Cells[0].Column == 0 {
				of, known, columns = next, true, nil
				continue
			}
			if !known {
				continue
			}
			found = true
			if columns == nil {
				columns = m.columns(of, row)
				continue
			}
			all[of] = append(all[of], m.record(row, columns))
		}
	}
	if !found {
		m.problem("bsc-import-tables", 0, 0, "known", strings.Join(sectionNames, ", "))
	}
	return all
}

// sectionOf is the table with a title.
func sectionOf(title string) (section, bool) {
	i := slices.IndexFunc(sectionNames, func(name string) bool { return strings.EqualFold(name, strings.TrimSpace(title)) })
	return section(max(i, 0)), i >= 0
}

// columns reads a head.
func (m *importer) columns(of section, row *cells.Row) map[int]field {
	columns := map[int]field{}
	for _, c := range row.Cells {
		i := slices.IndexFunc(fields[of], func(f field) bool { return f.name == strings.ToLower(c.Text) })
		if i < 0 {
			m.problem("bsc-import-column", row.Number, c.Column+1, "column", cutWord(c.Text), "table", sectionNames[of], "known", strings.Join(head(of), ", "))
			continue
		}
		columns[c.Column] = fields[of][i]
	}
	return columns
}

// record reads a row. What is no text was changed by a program that took an id
// for a day, or is a formula.
func (m *importer) record(row *cells.Row, columns map[int]field) record {
	r := record{line: row.Number, values: map[string]value{}}
	for _, c := range row.Cells {
		f, known := columns[c.Column]
		if !known {
			continue
		}
		if c.Formula || c.Kind == cells.Error {
			m.problem("bsc-import-formula", row.Number, c.Column+1, "column", f.name)
			continue
		}
		r.values[f.name] = value{column: c.Column + 1, text: strings.TrimSpace(c.Text)}
	}
	return r
}

// catalogue puts the tables together and checks them as Load does its files.
func (m *importer) catalogue(tables *records, id string) *Catalogue {
	c := &Catalogue{}
	if len(tables[aboutSection]) != 1 {
		m.problem("bsc-import-one", 0, 0, "table", sectionNames[aboutSection], "n", strconv.Itoa(len(tables[aboutSection])))
		return c
	}
	if old := tables[aboutSection][0].values["id"].text; id != "" && id != old {
		rename(tables, old, id)
	}
	about := tables[aboutSection][0].node(aboutSection)
	about.Content = append(about.Content, (record{line: about.Line}).scalar("topics", 0), &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: about.Line, Content: nodes(tables[topicSection], topicSection)})
	m.decode(about, c)
	if !validID(c.ID) {
		m.problem("bsc-import-id", about.Line, 0, "id", cutWord(c.ID))
	}
	for i, t := range c.Topics {
		if line := tables[topicSection][i].line; !validTopic(t.ID) {
			m.problem("bsc-import-topic-id", line, 1, "id", cutWord(t.ID))
		} else if slices.IndexFunc(c.Topics, func(other Topic) bool { return strings.EqualFold(other.ID, t.ID) }) < i {
			m.problem("bsc-twice", line, 1, "id", t.ID)
		}
	}
	m.questions(c, tables[questionSection])
	for _, r := range tables[changeSection] {
		var ch Change
		m.decode(r.node(changeSection), &ch)
		c.Changes = append(c.Changes, ch)
	}
	return c
}

// validID reports whether an id can be the name of a folder and the start of
// question ids.
func validID(id string) bool {
	return id != "" && len(id) <= 40 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && id[0] != '-'
}

// validTopic reports whether the id of a topic can be the name of its file.
func validTopic(id string) bool {
	return id != "" && len(id) <= 10 && strings.Trim(strings.ToLower(id), "abcdefghijklmnopqrstuvwxyz0123456789") == "" &&
		!strings.EqualFold(id+".yaml", catalogueFile) && !strings.EqualFold(id+".yaml", changesFile)
}

func nodes(rows []record, of section) []*yaml.Node {
	var list []*yaml.Node
	for _, r := range rows {
		list = append(list, r.node(of))
	}
	return list
}

func (m *importer) decode(n *yaml.Node, into any) {
	m.problems.Add(strict.Decode(n, strict.Source{Path: m.name, FirstLine: 1}, into, strict.Options{})...)
}

// questions reads the questions, in the order of the topics.
func (m *importer) questions(c *Catalogue, rows []record) {
	seen := map[string]bool{}
	for _, t := range c.Topics {
		n := 0
		for _, r := range rows {
			if r.values["topic"].text != t.ID {
				continue
			}
			q := Question{Topic: t.ID}
			m.decode(r.node(questionSection, "topic"), &q)
			at := r.values["id"]
			prefix := c.ID + "-" + t.ID + "-"
			if q.ID != "" && validID(c.ID) && !strings.HasPrefix(q.ID, prefix) {
				m.problem("bsc-id", r.line, at.column, "id", cutWord(q.ID), "prefix", prefix)
			}
			if q.ID != "" && seen[q.ID] {
				m.problem("bsc-twice", r.line, at.column, "id", q.ID)
			}
			seen[q.ID] = true
			c.Questions = append(c.Questions, q)
			n++
		}
		if n == 0 {
			m.problem("bsc-import-empty", 0, 0, "topic", t.ID)
		}
	}
	for _, r := range rows {
		if topic := r.values["topic"]; c.Topic(topic.text) == nil {
			m.problem("bsc-import-topic", r.line, topic.column, "topic", cutWord(topic.text))
		}
	}
}

// rename gives a catalogue another id, and its questions with it.
func rename(tables *records, old, id string) {
	set := func(r record, key, from string) {
		v := r.values[key]
		if rest, found := strings.CutPrefix(v.text, from); found {
			v.text = id + "-" + rest
			r.values[key] = v
		}
	}
	about := tables[aboutSection][0]
	v := about.values["id"]
	v.text = id
	about.values["id"] = v
	if old == "" {
		return
	}
	for _, r := range tables[questionSection] {
		set(r, "id", old+"-")
	}
	for _, r := range tables[changeSection] {
		set(r, "new", old+"-")
	}
}

// checkChanges holds the changes to the predecessor, as Load does.
func (m *importer) checkChanges(c *Catalogue, all Catalogues) {
	if m.problems.HasErrors() {
		return
	}
	c.prepare()
	with := Catalogues{}
	for id, other := range all {
		with[id] = other
	}
	with[c.ID] = c
	for _, p := range with.checkChanges(c, changesFile) {
		p.Path = m.name
		m.problems.Add(p)
	}
}
