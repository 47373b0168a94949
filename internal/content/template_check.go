package content

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// templateProblems names what is wrong with a template's keys as far as its
// own file tells. Whatever could not be decoded has been reported and is left
// alone here.
func templateProblems(t *TemplateKeys, kind Kind, node *yaml.Node, at strict.Source) diag.List {
	c := templateCheck{t: t, node: node, at: at}
	if t.ID != "" && !ValidID(t.ID) {
		c.report("template-bad-id", []string{"id"}, "id", t.ID)
	}
	if kind == Template && len(t.BCMS) == 0 && !strict.Has(node, "bcms") {
		c.report("template-without-levels", nil)
	}
	c.versions()
	c.fields()
	c.sheet()
	return c.list
}

type templateCheck struct {
	t    *TemplateKeys
	node *yaml.Node
	at   strict.Source
	list diag.List
}

func (c *templateCheck) report(id string, way []string, pairs ...string) {
	c.list.Add(c.at.Problem(id, strict.Find(c.node, way...), pairs...))
}

// versions holds the version to the history: it is the newest one there, and
// every version is there once.
func (c *templateCheck) versions() {
	seen := map[Version]bool{}
	for i, change := range c.t.Changes {
		if seen[change.Version] && !change.Version.IsZero() {
			c.report("template-version-twice", []string{"changes", strconv.Itoa(i), "version"}, "version", change.Version.String())
		}
		seen[change.Version] = true
	}
	newest := c.t.Newest()
	if newest == nil || newest.Version.IsZero() || c.t.Version.IsZero() || newest.Version == c.t.Version {
		return
	}
	c.report("template-version", []string{"version"}, "version", c.t.Version.String(), "newest", newest.Version.String())
}

// fields checks the fields that only this template has.
func (c *templateCheck) fields() {
	for i, problem := range FieldProblems(c.t.Fields) {
		if problem.ID != "" {
			c.report(problem.ID, []string{"fields", strconv.Itoa(i)}, "field", c.t.Fields[i].ID)
		}
	}
}

// FieldProblems returns, for each field, what is wrong with it; the ID of a
// sound one is "".
func FieldProblems(fields []Field) []diag.Problem {
	problems := make([]diag.Problem, len(fields))
	seen := map[string]bool{}
	for i, f := range fields {
		switch {
		case f.ID == "":
		case !ValidField(f.ID):
			problems[i].ID = "field-bad-id"
		case seen[f.ID]:
			problems[i].ID = "field-twice"
		case (f.Type == "auswahl") != (len(f.Choices) > 0):
			problems[i].ID = "field-choices"
		}
		seen[f.ID] = true
	}
	return problems
}

// ValidField reports whether s may name a field: parts of small letters and
// digits, with dots between them.
func ValidField(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !isName(part, 'a', 'z') {
			return false
		}
	}
	return len(s) <= 64
}

// ownSheets are the names of the sheets that every workbook has, in the
// languages of the portal.
var ownSheets = []string{"Anleitung", "Angaben", "Listen", "Guide", "Data"}

// sheet checks what the tables of a workbook say about each other.
func (c *templateCheck) sheet() {
	if c.t.Sheet == nil {
		return
	}
	ids, titles := map[string]bool{}, map[string]bool{}
	for _, title := range ownSheets {
		titles[Twin(title)] = true
	}
	for i, table := range c.t.Sheet.Tables {
		way := []string{"sheet", "tables", strconv.Itoa(i)}
		if ids[table.ID] || titles[Twin(table.Title)] {
			c.report("sheet-twice", way, "id", table.ID)
		}
		ids[table.ID], titles[Twin(table.Title)] = true, true
		if table.ID != "" && !isName(table.ID, 'a', 'z') {
			c.report("sheet-bad-id", append(way, "id"), "id", table.ID)
		}
		if strings.ContainsAny(table.Title, `[]:*?/\'`) {
			c.report("sheet-bad-title", append(way, "title"), "title", table.Title)
		}
		c.columns(table, way)
		c.rows(table, way)
	}
}

func (c *templateCheck) columns(table SheetTable, way []string) {
	seen := map[string]bool{RowKey: true}
	for i, column := range table.Columns {
		at := slices.Concat(way, []string{"columns", strconv.Itoa(i)})
		switch {
		case column.ID == "":
		case !isName(column.ID, 'a', 'z'):
			c.report("sheet-bad-id", append(at, "id"), "id", column.ID)
		case seen[column.ID]:
			c.report("sheet-twice", at, "id", column.ID)
		}
		seen[column.ID] = true
		if (column.Type == "auswahl") != (len(column.Choices) > 0) {
			c.report("sheet-choices", at, "column", column.ID)
		}
		for _, choice := range slices.Sorted(maps.Keys(column.Colors)) {
			color := column.Colors[choice]
			if !slices.Contains(column.Choices, choice) || !slices.Contains(SheetColors(), color) {
				c.report("sheet-color", append(at, "colors", choice), "choice", choice, "color", color, "known", strings.Join(SheetColors(), ", "))
			}
		}
	}
}

func (c *templateCheck) rows(table SheetTable, way []string) {
	known := map[string]*SheetColumn{RowKey: {}}
	for i := range table.Columns {
		known[table.Columns[i].ID] = &table.Columns[i]
	}
	keys := map[string]bool{}
	for i, row := range table.Rows {
		at := slices.Concat(way, []string{"rows", strconv.Itoa(i)})
		if key := row[RowKey]; key == "" || keys[key] {
			c.report("sheet-row-key", at, "key", key)
		}
		keys[row[RowKey]] = true
		for _, id := range slices.Sorted(maps.Keys(row)) {
			value := row[id]
			switch column := known[id]; {
			case column == nil:
				c.report("sheet-row-column", append(at, id), "column", id)
			case len(column.Choices) > 0 && value != "" && !slices.Contains(column.Choices, value):
				c.report("sheet-row-choice", append(at, id), "value", value, "known", strings.Join(column.Choices, ", "))
			}
		}
	}
}
