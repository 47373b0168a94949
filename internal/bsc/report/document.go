package report

import (
	"strings"

	"github.com/kaaw/nachbar/internal/document"
)

// barLength is how many signs a bar has in an office file.
const barLength = 20

// Bar draws 0 to 100 with signs that tell apart in black and white and in print.
func Bar(percent int) string {
	full := min(max((percent*barLength+50)/100, 0), barLength)
	return strings.Repeat("█", full) + strings.Repeat("░", barLength-full)
}

// Document is a report as an office text. Each heading down to the second level
// starts a block with a bookmark, to which the table of contents leads.
func Document(m Model, w Words) document.Document {
	d := document.Document{
		ID: "bericht", Title: m.Title, Lang: "de-DE", Contents: m.Contents, Label: m.Label, FilledLabel: m.Label,
		Owner: []document.Run{{Text: m.Owner}}, Code: m.Code, Words: documentWords(w),
		Stamp: []document.Property{{Name: "nachbar.report", Value: m.Kind}},
	}
	var current document.Block
	end := func() {
		if len(current.Elements) > 0 {
			d.Blocks = append(d.Blocks, current)
		}
		current = document.Block{}
	}
	for _, b := range m.Blocks {
		switch {
		case b.Kind == Break: // a block of its own, so that no bookmark needs a paragraph beside it
			end()
			d.Blocks = append(d.Blocks, document.Block{Elements: []document.Element{element(b)}})
			continue
		case b.Kind == Heading && b.Level <= 2:
			end()
			current.ID, current.Bookmark = b.ID, bookmark(b.ID)
		}
		current.Elements = append(current.Elements, element(b))
	}
	end()
	return d
}

func documentWords(w Words) document.Words {
	return document.Words{
		Contents: w.T("contents"), Page: w.T("page"), Of: w.T("of"),
		Callouts: map[string]string{"note": w.T("callout.note"), "warning": w.T("callout.warning")},
	}
}

// bookmark is a hidden bookmark's name for an id of letters, digits and hyphens.
func bookmark(id string) string { return "_nb_" + strings.ReplaceAll(id, "-", "_") }

// element is a block as the writers of office files take it.
func element(b Block) document.Element {
	switch b.Kind {
	case Heading:
		return &document.Heading{Level: b.Level, ID: b.ID, Text: runs(b.Text)}
	case List:
		list := &document.List{}
		for _, item := range b.Items {
			list.Items = append(list.Items, document.Item{Elements: []document.Element{&document.Paragraph{Text: runs(item)}}})
		}
		return list
	case Table:
		return table(b)
	case Callout:
		c := &document.Callout{Type: b.Tone, Title: runs(b.Text)}
		for _, inner := range b.Blocks {
			c.Elements = append(c.Elements, element(inner))
		}
		return c
	case Break:
		return &document.PageBreak{}
	}
	return &document.Paragraph{Text: runs(b.Text)}
}

func table(b Block) *document.Table {
	t := &document.Table{RowNames: b.Columns[0].Type == NameColumn}
	for _, c := range b.Columns {
		column := document.Column{Width: c.Width}
		if c.Type == NumberColumn {
			column.Align = document.Right
		}
		t.Columns = append(t.Columns, column)
		t.Head = append(t.Head, document.Cell{Text: runs(plain(c.Title))})
	}
	for _, row := range b.Rows {
		var out []document.Cell
		for i, c := range row {
			text := runs(c.Text)
			if b.Columns[i].Type == BarColumn {
				text = append([]document.Run{{Text: Bar(c.Bar), Marks: document.Mono}, {Text: "\u00a0"}}, text...)
			}
			out = append(out, document.Cell{Text: text})
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

func runs(list []Run) []document.Run {
	var out []document.Run
	for _, r := range list {
		run := document.Run{Text: r.Text, Link: r.Link, Break: r.Break}
		if r.Bold {
			run.Marks |= document.Bold
		}
		if r.Italic {
			run.Marks |= document.Italic
		}
		out = append(out, run)
	}
	return out
}
