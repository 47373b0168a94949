package contribution

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/versions"
)

// line is a paragraph, a heading or a row of a document. A run of a field has
// the field's id and the text that is shown.
type line struct {
	kind  versions.Kind
	typ   string // of a callout
	level int    // of a heading from 1, of an item from 0
	inBox bool   // stands in a callout
	cells [][]document.Run
}

// copied is a document as it was read.
type copied struct {
	id, version string
	// values are what the copy was filled with, by field; data is all of the
	// neighbour that stands in fields, changed values too.
	values map[string]string
	data   []datum
	blocks []readBlock
	// before are the lines in front of the first block, such as the cover.
	before []line
}

// datum is a value of a field.
type datum struct{ field, value string }

// readBlock is the lines from a bookmark to the next one.
type readBlock struct {
	bookmark string
	lines    []line
}

// add puts a line where it belongs.
func (c *copied) add(bookmark string, l line) {
	if l.blank() {
		return
	}
	last := len(c.blocks) - 1
	switch {
	case bookmark == "":
		c.before = append(c.before, l)
	case last >= 0 && c.blocks[last].bookmark == bookmark:
		c.blocks[last].lines = append(c.blocks[last].lines, l)
	default:
		c.blocks = append(c.blocks, readBlock{bookmark: bookmark, lines: []line{l}})
	}
}

func (c *copied) block(bookmark string) (readBlock, bool) {
	for _, b := range c.blocks {
		if b.bookmark == bookmark {
			return b, true
		}
	}
	return readBlock{}, false
}

// all are all lines, in order.
func (c *copied) all() []line {
	list := append([]line(nil), c.before...)
	for _, b := range c.blocks {
		list = append(list, b.lines...)
	}
	return list
}

func (c *copied) text() string {
	var b strings.Builder
	for _, l := range c.all() {
		b.WriteString(l.plain(false) + "\n")
	}
	return b.String()
}

func (c *copied) firstHeading() string {
	for _, l := range c.all() {
		if l.kind == versions.Heading {
			return l.plain(false)
		}
	}
	return ""
}

func (l line) blank() bool {
	for _, cell := range l.cells {
		for _, r := range cell {
			if strings.TrimSpace(r.Text) != "" || r.Field != "" || r.Image != nil {
				return false
			}
		}
	}
	return l.kind != versions.Row && l.kind != versions.Head && l.kind != versions.Callout
}

// plain is the text of a line, cells with " | " between them; with named, fields
// are {{id}}, else what is shown.
func (l line) plain(named bool) string {
	cells := make([]string, len(l.cells))
	for i, cell := range l.cells {
		var b strings.Builder
		for _, r := range cell {
			switch {
			case r.Field != "" && named:
				b.WriteString("{{" + r.Field + "}}")
			case r.Break:
				b.WriteByte(' ')
			default:
				b.WriteString(r.Text)
			}
		}
		cells[i] = strings.Join(strings.Fields(b.String()), " ")
	}
	return strings.Join(cells, " | ")
}

// escaper keeps plain text from being taken for Markdown.
var escaper = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "|", `\|`, "~~", `\~~`)

// marks are the signs around runs; the outermost first.
var marks = []struct {
	mark document.Marks
	sign string
}{{document.Bold, "**"}, {document.Italic, "*"}, {document.Strike, "~~"}}

// inline writes runs as Markdown. Neighbours of one look are joined first:
// programs cut runs where they like.
func inline(runs []document.Run) string {
	var b strings.Builder
	for _, r := range joinRuns(runs) {
		text := escaper.Replace(r.Text)
		switch {
		case r.Field != "":
			text = "{{" + r.Field + "}}"
		case r.Break:
			b.WriteString(" ")
			continue
		case r.Marks&document.Mono != 0 && !strings.Contains(r.Text, "`"):
			text = "`" + r.Text + "`"
		}
		core := strings.TrimSpace(text)
		if core == "" {
			b.WriteString(text)
			continue
		}
		lead, tail := text[:strings.Index(text, core)], text[strings.Index(text, core)+len(core):]
		for i := len(marks) - 1; i >= 0; i-- {
			if r.Marks&marks[i].mark != 0 {
				core = marks[i].sign + core + marks[i].sign
			}
		}
		if strings.HasPrefix(r.Link, "http://") || strings.HasPrefix(r.Link, "https://") || strings.HasPrefix(r.Link, "mailto:") {
			core = "[" + core + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(r.Link) + ">)"
		}
		b.WriteString(lead + core + tail)
	}
	text := strings.TrimSpace(strings.Join(strings.Fields(b.String()), " "))
	if text != "" && strings.ContainsRune("#>-+=", rune(text[0])) {
		return `\` + text
	}
	return text
}

func joinRuns(runs []document.Run) []document.Run {
	var out []document.Run
	for _, r := range runs {
		if n := len(out) - 1; n >= 0 && r.Field == "" && !r.Break && r.Image == nil && out[n].Field == "" && !out[n].Break && out[n].Image == nil &&
			out[n].Marks == r.Marks && out[n].Link == r.Link {
			out[n].Text += r.Text
			continue
		}
		out = append(out, r)
	}
	return out
}

// content is a line as Markdown without the sign in front of it.
func (l line) content() string {
	cells := make([]string, len(l.cells))
	for i, cell := range l.cells {
		if cells[i] = inline(cell); l.kind == versions.Heading || l.kind == versions.Head {
			cells[i] = strings.ReplaceAll(cells[i], "**", "")
		}
	}
	return strings.Join(cells, " | ")
}

// markdown is a line with its sign. Headings of a page start at "##".
func (l line) markdown() string {
	indent := strings.Repeat("   ", l.level)
	text := l.content()
	switch l.kind {
	case versions.Heading:
		return strings.Repeat("#", min(l.level+1, 6)) + " " + text
	case versions.Item:
		text = indent + "- " + text
	case versions.Step:
		text = indent + "1. " + text
	case versions.Task:
		text = indent + "- [ ] " + text
	case versions.Row, versions.Head:
		text = "| " + text + " |"
	case versions.Quote:
		text = "> " + text
	case versions.Code:
		text = "    " + l.plain(true)
	case versions.Callout:
		text = "> [!" + strings.ToUpper(l.typ) + "]"
		if title := l.content(); title != "" {
			text += " " + title
		}
		return text
	}
	if l.inBox {
		return "> " + text
	}
	return text
}

// compose writes the lines of a block, with blank lines where Markdown needs
// them.
func compose(list []line, id string) string {
	var b strings.Builder
	for i, l := range list {
		text := l.markdown()
		if i == 0 && l.kind == versions.Heading && id != "" {
			text += " {#" + id + "}"
		}
		if i > 0 && !closeBy(list[i-1], l) {
			if l.inBox && (list[i-1].inBox || list[i-1].kind == versions.Callout) {
				b.WriteString(">\n")
			} else {
				b.WriteByte('\n')
			}
		}
		b.WriteString(text + "\n")
		if l.kind == versions.Head || l.kind == versions.Row && (i == 0 || list[i-1].kind != versions.Row && list[i-1].kind != versions.Head) {
			b.WriteString(fmt.Sprintf("|%s\n", strings.Repeat("---|", len(l.cells))))
		}
	}
	return b.String()
}

// closeBy reports whether two lines stand without a blank line between them.
func closeBy(a, b line) bool {
	list := func(l line) bool {
		return l.kind == versions.Item || l.kind == versions.Step || l.kind == versions.Task
	}
	table := func(l line) bool { return l.kind == versions.Row || l.kind == versions.Head }
	return list(a) && list(b) && (a.kind == b.kind || a.level != b.level) && a.inBox == b.inBox || table(a) && table(b) && len(a.cells) == len(b.cells) ||
		a.kind == versions.Code && b.kind == versions.Code || a.kind == versions.Callout && b.inBox
}
