package versions

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/document"
)

// tablePrefix starts the ids of the blocks that are tables of a workbook.
const tablePrefix = "blatt-"

// Freeze is the template as it stands; body is the text of its page. p is a
// template or a policy.
func Freeze(p *content.Page, body document.Body) *Version {
	keys := p.Template
	v := &Version{ID: keys.ID, Number: keys.Version, Title: p.Title}
	if newest := keys.Newest(); newest != nil && !newest.Date.IsZero() {
		v.Date = content.Day(newest.Date).Format("2006-01-02")
	}
	for _, block := range body.Blocks {
		f := freezer{}
		f.elements(block.Elements, 0)
		f.footnotes()
		v.Blocks = append(v.Blocks, Block{ID: block.ID, Lines: f.lines})
	}
	if keys.Sheet != nil {
		for _, table := range keys.Sheet.Tables {
			v.Blocks = append(v.Blocks, sheetBlock(table))
		}
	}
	return v
}

// freezer writes elements as lines.
type freezer struct {
	lines []Line
	notes []*document.Note
}

func (f *freezer) elements(list []document.Element, level int) {
	for _, e := range list {
		f.element(e, level)
	}
}

func (f *freezer) element(e document.Element, level int) {
	switch e := e.(type) {
	case *document.Heading:
		f.add(Line{Kind: Heading, Level: e.Level}, e.Text)
	case *document.Paragraph:
		f.add(Line{Kind: Text, Level: level}, e.Text)
	case *document.List:
		f.list(e, level)
	case *document.Table:
		f.table(e, level)
	case *document.Callout:
		f.add(Line{Kind: Callout, Type: e.Type, Level: level}, e.Title)
		f.elements(e.Elements, level+1)
	case *document.Quote:
		f.add(Line{Kind: Quote, Level: level}, nil)
		f.elements(e.Elements, level+1)
	case *document.Code:
		f.lines = append(f.lines, Line{Kind: Code, Level: level, Text: e.Text})
	case *document.Figure:
		f.lines = append(f.lines, Line{Kind: Figure, Level: level, Text: joinWords(e.Image.Alt, e.Caption)})
	case *document.Definitions:
		for _, entry := range e.Entries {
			for _, term := range entry.Terms {
				f.add(Line{Kind: Term, Level: level}, term)
			}
			f.first(entry.Elements, Line{Kind: Definition, Level: level})
		}
	case *document.PageBreak:
		f.lines = append(f.lines, Line{Kind: Break})
	}
}

func (f *freezer) list(list *document.List, level int) {
	for _, item := range list.Items {
		kind := Item
		switch {
		case item.Task:
			kind = Task
		case list.Ordered:
			kind = Step
		}
		f.first(item.Elements, Line{Kind: kind, Level: level})
	}
}

// first writes elements the first of which, if it is a paragraph, is the given
// line.
func (f *freezer) first(elements []document.Element, line Line) {
	var text []document.Run
	if len(elements) > 0 {
		if p, ok := elements[0].(*document.Paragraph); ok {
			text, elements = p.Text, elements[1:]
		}
	}
	f.add(line, text)
	f.elements(elements, line.Level+1)
}

func (f *freezer) table(t *document.Table, level int) {
	row := func(kind Kind, cells []document.Cell) {
		line := Line{Kind: kind, Level: level, Cells: make([]string, len(cells))}
		for i, c := range cells {
			line.Cells[i] = f.text(c.Text, &line)
		}
		f.lines = append(f.lines, line)
	}
	if len(t.Head) > 0 {
		row(Head, t.Head)
	}
	for _, cells := range t.Rows {
		row(Row, cells)
	}
}

func (f *freezer) add(line Line, runs []document.Run) {
	line.Text = f.text(runs, &line)
	f.lines = append(f.lines, line)
}

// text is what runs say; addresses are noted in line.
func (f *freezer) text(runs []document.Run, line *Line) string {
	var b strings.Builder
	for _, r := range runs {
		if strings.Contains(r.Link, ":") && !slices.Contains(line.Links, r.Link) && r.Link != r.Text {
			line.Links = append(line.Links, r.Link)
		}
		switch {
		case r.Field != "":
			b.WriteString("{{" + r.Field + "}}")
		case r.Break:
			b.WriteByte('\n')
		case r.Image != nil:
			b.WriteString(r.Image.Alt)
		case r.Note != nil:
			f.notes = append(f.notes, r.Note)
			b.WriteString("[^]")
		default:
			b.WriteString(r.Text)
		}
	}
	return strings.TrimSpace(b.String())
}

// footnotes writes the notes of the block below it.
func (f *freezer) footnotes() {
	seen := map[*document.Note]bool{}
	for i := 0; i < len(f.notes); i++ { // notes may refer to further ones
		if note := f.notes[i]; !seen[note] {
			seen[note] = true
			f.first(note.Elements, Line{Kind: Note})
		}
	}
}

// sheetBlock is a table of a workbook: its help, what its columns hold, and the
// rows that are filled in.
func sheetBlock(t content.SheetTable) Block {
	b := Block{ID: tablePrefix + t.ID, Lines: []Line{{Kind: Heading, Level: 1, Text: t.Title}}}
	if t.Help != "" {
		b.Lines = append(b.Lines, Line{Kind: Text, Text: t.Help})
	}
	head := Line{Kind: Head, Cells: []string{""}}
	for _, c := range t.Columns {
		about := joinWords(c.Title+" ("+cmp.Or(c.Type, "text")+")", c.Help)
		if len(c.Choices) > 0 {
			about += " " + strings.Join(c.Choices, " / ")
		}
		b.Lines = append(b.Lines, Line{Kind: Column, Text: about})
		head.Cells = append(head.Cells, c.Title)
	}
	if len(t.Rows) > 0 {
		b.Lines = append(b.Lines, head)
	}
	for _, row := range t.Rows {
		line := Line{Kind: Row, Cells: []string{row[content.RowKey]}}
		for _, c := range t.Columns {
			line.Cells = append(line.Cells, row[c.ID])
		}
		b.Lines = append(b.Lines, line)
	}
	return b
}

func joinWords(a, b string) string { return strings.TrimSpace(a + " " + b) }
