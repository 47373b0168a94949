package contribution

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/office/sheet"
	"github.com/kaaw/nachbar/internal/strict"
)

// takeWorkbook makes rows of a copy of a table, an attachment of any other.
func takeWorkbook(ctx context.Context, r *Result, c clean.Result, opt Options) error {
	read, err := stampOf(ctx, c.Data)
	if err != nil {
		return err
	}
	var t *Template
	if read.id != "" {
		if t, err = opt.Template(read.id); err != nil {
			return err
		}
	}
	book, err := sheet.Read(ctx, "beitrag"+c.Ext, c.Data)
	var refusal *parts.Error
	if errors.As(err, &refusal) {
		r.Problems.Add(clean.Refusal(r.Name, refusal))
		return nil
	}
	if err != nil {
		return err
	}
	if t == nil || !strings.Contains(string(t.Source), "\nsheet:") {
		judge(r, bookText(book), opt)
		attach(r, c, "", opt)
		return nil
	}
	r.Copied = read.id + "@" + read.version
	if t.Version != read.version {
		r.note("older", "version", read.version, "current", t.Version)
	}
	base, err := baseBook(ctx, t, c.Ext, read)
	if err != nil {
		return err
	}
	m := tables{r: r, t: t, base: base, now: book}
	m.fields(read)
	doc, _ := strict.Split(t.Source, t.ID)
	r.Page, err = templatePage(r, t, string(doc.Body), m.rows, opt)
	if r.Page != nil {
		judge(r, m.said.String(), opt)
	}
	return err
}

// stampOf reads what a workbook says of itself.
func stampOf(ctx context.Context, src []byte) (*copied, error) {
	z, err := openArchive(ctx, src)
	if err != nil {
		return nil, err
	}
	w := wordReader{}
	for _, part := range []string{"docProps/custom.xml", "meta.xml"} {
		root, err := z.root(part)
		if err != nil {
			return nil, err
		}
		if root == nil {
			continue
		}
		w.stamp(root)
		each(root, "user-defined", func(e *etree.Element) { w.out.property(attr(e, "name"), e.Text()) })
	}
	return &w.out, nil
}

// baseBook is the template as it was copied, read as the copy is.
func baseBook(ctx context.Context, t *Template, ext string, read *copied) (*sheet.Workbook, error) {
	f, err := t.Form(strings.TrimPrefix(ext, "."))
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", t.ID, err)
	}
	file, err := f.Bytes(read.values)
	if err != nil {
		return nil, fmt.Errorf("make %s: %w", t.ID, err)
	}
	return sheet.Read(ctx, "vorlage"+ext, file)
}

func bookText(book *sheet.Workbook) string {
	var b strings.Builder
	for _, s := range book.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				b.WriteString(c.Text + "\n")
			}
		}
	}
	return b.String()
}

// tables puts the rows of a copy into the sheet of its template.
type tables struct {
	r         *Result
	t         *Template
	base, now *sheet.Workbook
	scrub     []datum
	said      strings.Builder // what stays of the neighbour
}

// fields collects the data that must go: of the stamp, and of the cells in
// which people change it.
func (m *tables) fields(read *copied) {
	data := slices.Clone(read.data)
	for id := range read.values {
		if place, found := m.now.Names[strings.ToLower(document.FieldName(id))]; found {
			data = append(data, datum{id, m.now.At(place).Text})
		}
	}
	m.scrub = scrubbed(data, m.t.Source)
}

// rows changes the rows of all tables.
func (m *tables) rows(node *yaml.Node) {
	for _, table := range list(field(node, "tables")) {
		title := text(field(table, "title"))
		now, base := sheetOf(m.now, title), sheetOf(m.base, title)
		if now == nil || base == nil {
			m.r.Changes = append(m.r.Changes, Change{Block: text(field(table, "id")), Op: "removed"})
			continue
		}
		m.table(table, base, now)
	}
}

func sheetOf(book *sheet.Workbook, name string) *sheet.Sheet {
	for i := range book.Sheets {
		if strings.EqualFold(book.Sheets[i].Name, name) {
			return &book.Sheets[i]
		}
	}
	return nil
}

// tableRow is a row by its key, with the texts of its columns.
type tableRow struct {
	key   string
	cells map[string]string // by id of the column
}

func (m *tables) table(table *yaml.Node, base, now *sheet.Sheet) {
	columns := list(field(table, "columns"))
	was, is := rowsOf(base, columns), rowsOf(now, columns)
	old := map[string]tableRow{}
	for _, row := range was {
		old[row.key] = row
	}
	own := map[string]*yaml.Node{}
	for _, row := range list(field(table, "rows")) {
		own[text(field(row, "key"))] = row
	}
	var rows []*yaml.Node
	change := Change{Block: text(field(table, "id")), Op: "changed"}
	for i, row := range is {
		before, known := old[row.key]
		node := own[row.key]
		if !known || node == nil || row.key == "" {
			row.key = cmp.Or(row.key, fmt.Sprintf("NEU-%02d", i+1))
			node = &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
			put(node, "key", row.key)
			before = tableRow{}
		}
		delete(own, row.key)
		for _, c := range columns {
			id := text(field(c, "id"))
			if row.cells[id] == before.cells[id] {
				continue
			}
			value := row.cells[id]
			for _, d := range m.scrub {
				value = strings.ReplaceAll(value, d.value, "{{"+d.field+"}}")
			}
			m.said.WriteString(value + "\n")
			change.Lines = append(change.Lines, fmt.Sprintf("%s, %s: %q → %q", row.key, text(field(c, "title")), before.cells[id], value))
			put(node, id, value)
		}
		rows = append(rows, node)
	}
	for _, row := range was {
		if own[row.key] != nil {
			change.Lines = append(change.Lines, "- "+row.key)
		}
	}
	if len(change.Lines) > 0 {
		m.r.Changes = append(m.r.Changes, change)
	}
	if node := field(table, "rows"); node != nil {
		node.Content = rows
	} else if len(rows) > 0 {
		table.Content = append(table.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "rows"}, &yaml.Node{Kind: yaml.SequenceNode, Content: rows})
	}
}

// rowsOf reads the rows below the names of the columns; those of totals are
// worked out and have no data.
func rowsOf(s *sheet.Sheet, columns []*yaml.Node) (rows []tableRow) {
	at := map[string]int{}
	for _, row := range s.Rows {
		if len(at) == 0 {
			found := map[string]int{}
			for _, c := range columns {
				for _, cell := range row.Cells {
					if cell.Text == text(field(c, "title")) {
						found[text(field(c, "id"))] = cell.Column
					}
				}
			}
			if len(found) == len(columns) {
				at = found
			}
			continue
		}
		r := tableRow{key: row.Cell(0).Text, cells: map[string]string{}}
		filled, formula := false, false
		for _, c := range columns {
			id := text(field(c, "id"))
			cell := row.Cell(at[id])
			// A formula is a total, but for texts: there it names a field.
			if cell.Formula && cell.Kind == sheet.Number {
				formula = true
				continue
			}
			r.cells[id] = cellText(cell, text(field(c, "type")))
			filled = filled || cell.Text != ""
		}
		if formula && !filled {
			continue
		}
		if filled {
			rows = append(rows, r)
		}
	}
	return rows
}

// cellText is a cell as front matter has it.
func cellText(c sheet.Cell, typ string) string {
	if c.Kind == sheet.Number {
		n, err := strconv.ParseFloat(c.Text, 64)
		switch {
		case err != nil:
		case typ == "prozent":
			return strconv.FormatFloat(math.Round(n*1e10)/1e8, 'f', -1, 64)
		case typ == "uhrzeit":
			minutes := int(math.Round(n * 24 * 60))
			return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
		}
	}
	if day, clock, found := strings.Cut(c.Text, "T"); found && c.Kind == sheet.Day {
		if typ == "uhrzeit" {
			return clock[:min(5, len(clock))]
		}
		return day
	}
	return c.Text
}

// field is the value of a key of a mapping, nil without it.
func field(node *yaml.Node, key string) *yaml.Node {
	if node == nil {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

func list(node *yaml.Node) []*yaml.Node {
	if node == nil {
		return nil
	}
	return node.Content
}

func text(node *yaml.Node) string {
	if node == nil {
		return ""
	}
	return node.Value
}

// put sets a text in a row; an empty one goes.
func put(node *yaml.Node, key, value string) {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			if value == "" {
				node.Content = slices.Delete(node.Content, i, i+2)
			} else {
				node.Content[i+1] = quoted(value)
			}
			return
		}
	}
	if value != "" {
		node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, quoted(value))
	}
}

func quoted(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Style: yaml.DoubleQuotedStyle}
}
