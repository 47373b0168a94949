package view

import (
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/versions"
)

// lineWriter writes lines for layouts, with the labels of fields.
type lineWriter struct {
	c   *Context
	own []content.Field
	// even says that neither version is the newer one.
	even bool
}

func (w *lineWriter) block(b versions.BlockChange) DiffBlock {
	var lines []versions.LineChange
	for _, l := range b.Lines {
		// Else it stands above the block, or is no text.
		if l.Op == versions.Changed || l.Kind != versions.Heading && (l.Kind != versions.Break || l.Op != versions.Same) {
			lines = append(lines, l)
		}
	}
	return DiffBlock{ID: b.ID, Title: w.plain(b.Title), Op: b.Op.String(), Moved: b.Moved, Parts: w.parts(lines, skipped(lines))}
}

// parts writes lines; skip are the ones to leave out.
func (w *lineWriter) parts(lines []versions.LineChange, skip map[int]int) []Part {
	var out []Part
	for i := 0; i < len(lines); i++ {
		if inTable(lines[i]) {
			table, n := w.table(lines, skip, i)
			out = append(out, Part{Table: table})
			i += n - 1
			continue
		}
		if n := skip[i]; n > 0 {
			out = append(out, Part{Skipped: n})
			i += n - 1
			continue
		}
		line := w.line(lines[i])
		out = append(out, Part{Line: &line})
	}
	return out
}

func inTable(l versions.LineChange) bool { return l.Kind == versions.Row || l.Kind == versions.Head }

// table writes the rows from line start on; n is how many lines they are.
func (w *lineWriter) table(lines []versions.LineChange, skip map[int]int, start int) (table *DiffTable, n int) {
	table = &DiffTable{}
	i := start
	for ; i < len(lines) && inTable(lines[i]); i++ {
		switch n := skip[i]; {
		case lines[i].Kind == versions.Head && len(table.Rows) > 0:
			return table, i - start
		case lines[i].Kind == versions.Head:
			table.Head = append(table.Head, w.line(lines[i]))
		case n > 0:
			table.Rows = append(table.Rows, DiffLine{Skipped: n})
			i += n - 1
		default:
			table.Rows = append(table.Rows, w.line(lines[i]))
		}
	}
	return table, i - start
}

// minSkip is how many lines that stayed the same are worth leaving out.
const minSkip = 3

// skipped finds runs of lines, of one sort, that stayed the same and have no
// change beside them: where they start and how many they are.
func skipped(lines []versions.LineChange) map[int]int {
	out := map[int]int{}
	quiet := func(i int) bool {
		near := func(j int) bool { return j < 0 || j >= len(lines) || lines[j].Op == versions.Same }
		return lines[i].Op == versions.Same && near(i-1) && near(i+1) && lines[i].Kind != versions.Head && lines[i].Kind != versions.Heading
	}
	for i := 0; i < len(lines); i++ {
		n := 0
		for i+n < len(lines) && quiet(i+n) && inTable(lines[i+n]) == inTable(lines[i]) {
			n++
		}
		if n >= minSkip {
			out[i] = n
		}
		i += max(n-1, 0)
	}
	return out
}

func (w *lineWriter) line(l versions.LineChange) DiffLine {
	out := DiffLine{Op: l.Op.String(), Kind: string(l.Kind), Type: l.Type, Level: l.Level, Links: w.pieces(l.Links)}
	for _, part := range l.Parts {
		out.Cells = append(out.Cells, w.pieces(part))
	}
	return out
}

// pieces cuts fields out of spans.
func (w *lineWriter) pieces(spans []versions.Span) []Piece {
	var out []Piece
	for _, s := range spans {
		op, text := s.Op.String(), s.Text
		if w.even && s.Op != versions.Same {
			op = "marked"
		}
		for text != "" {
			start := strings.Index(text, "{{")
			end := strings.Index(text, "}}")
			if start < 0 || end < start {
				out = append(out, Piece{Op: op, Text: text})
				break
			}
			if start > 0 {
				out = append(out, Piece{Op: op, Text: text[:start]})
			}
			out = append(out, Piece{Op: op, Text: w.label(text[start+2 : end]), Field: true})
			text = text[end+2:]
		}
	}
	return out
}

// plain is a text in which fields show their labels.
func (w *lineWriter) plain(text string) string {
	var b strings.Builder
	for _, piece := range w.pieces([]versions.Span{{Text: text}}) {
		b.WriteString(piece.Text)
	}
	return b.String()
}

func (w *lineWriter) label(id string) string {
	w.c.trace.ask("data", "felder")
	if f, ok := w.c.model.field(id, w.own); ok && f.Label != "" {
		return f.Label
	}
	return id
}
