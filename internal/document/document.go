// Package document is the text of a template on its way from Markdown to an
// office file: blocks of typed elements, in which fields are still fields.
//
// Package markdown fills a Body from its syntax tree. Package exchange adds
// the cover, the labels and the stamp and makes a Document of it. The writers
// below office walk it and need to know nothing of Markdown, sites or
// templates. A Document holds no data of anybody: fields stay holes until the
// form that a writer makes is filled.
//
// A document is a list of blocks. A block has an id that stays the same from
// version to version and starts at a heading, or at an element that the author
// gave an id; it ends where the next one starts. Elements form a small closed
// set, so that a writer is one switch. Text is plain text everywhere: writers
// escape it, nobody else does.
package document

// Document is a whole office file. It is not changed while it is written.
type Document struct {
	ID, Title string
	// Lang is the language of the text, "de-DE".
	Lang string
	// Cover puts a page with Facts and History in front, Contents a table of
	// contents behind it, Landscape turns the paper.
	Cover, Contents, Landscape bool
	// Kind is what the cover calls the document, "Leitlinie".
	Kind string
	// Label is the TLP label in the head of each page, FilledLabel that of a
	// copy with data in it.
	Label, FilledLabel string
	// Owner is whom the document is for; Code, in the foot, and Notice, on the
	// cover, say where it comes from.
	Owner  []Run
	Code   string
	Notice []Run
	// Facts and History are the tables of the cover; Facts has no head, its
	// first column names the rows.
	Facts, History *Table
	Stamp          []Property
	// Fields are all fields of the document, in the order of their first
	// appearance.
	Fields []Field
	Words  Words
	Blocks []Block
}

// ShortContents is how many entries a table of contents may have for the text to
// start on its page.
const ShortContents = 16

// Property is a custom property of the file: how a copy is recognised later.
// The property of a Field has that field's value, and exists only if it has one.
type Property struct{ Name, Value, Field string }

// Field is a place for data of the reader. Empty ones show their label.
type Field struct{ ID, Label string }

// Words are the words that writers add to the text.
type Words struct {
	Contents, History string
	Page, Of          string // "Seite 2 von 9"
	// Callouts name the types of callouts, Lands are the values of the field
	// Land that a callout of a Land's law is for.
	Callouts, Lands map[string]string
	Land            string
}

// Body is what package markdown makes of a text.
type Body struct {
	Blocks []Block
	// Fields are the ids of the fields, in order, each one once.
	Fields []string
}

// Block is a group of elements with a name of its own.
type Block struct {
	ID string
	// Bookmark is the name of the bookmark around it.
	Bookmark string
	// Line is that of the source on which the block starts.
	Line     int
	Elements []Element
}

// Element is one of *Heading, *Paragraph, *List, *Table, *Callout, *Quote,
// *Code, *Figure, *Definitions and *PageBreak.
type Element interface{ element() }

// Heading is a heading. Level counts from 1 below the title; Number is "2.1",
// empty for headings without one.
type Heading struct {
	Level  int
	ID     string
	Number string
	// Bare headings get no number.
	Bare bool
	Text []Run
}

// Paragraph is running text.
type Paragraph struct{ Text []Run }

// List is a list of items, each with elements of its own.
type List struct {
	Ordered bool
	Start   int
	Items   []Item
}

// Item is an item of a list; a Task has a box to tick.
type Item struct {
	Task, Done bool
	Elements   []Element
}

// Align is where the text of a column stands.
type Align int

// The alignments.
const (
	Left Align = iota
	Center
	Right
)

// Table is a table whose Head, if it has one, names the columns.
type Table struct {
	Columns []Column
	Head    []Cell
	Rows    [][]Cell
	// RowNames says that the first column names the rows.
	RowNames bool
}

// Column is a column of a table; Width is its share of Total.
type Column struct {
	Align Align
	Width int
}

// Total is the sum of the widths of a table's columns.
const Total = 10_000

// Cell is a cell of a table.
type Cell struct{ Text []Run }

// Callout is a box. Type is note, tip, warning, danger, example, hint for
// help that a reader may take out, or the name of a Land in whose law alone it
// holds: nw or ni.
type Callout struct {
	Type     string
	Title    []Run
	Elements []Element
}

// Quote is a quotation.
type Quote struct{ Elements []Element }

// Code is preformatted text.
type Code struct{ Text string }

// Figure is a picture on its own, with a caption if Caption is not empty.
type Figure struct {
	Image   Image
	Caption string
}

// Image is a picture. Source is its file, Data are the bytes; Width and Height
// are in pixels.
type Image struct {
	Source, Alt   string
	Width, Height int
	Data          []byte
}

// Definitions is a list of terms with what they mean.
type Definitions struct{ Entries []Definition }

// Definition is a term, or several, with one or more explanations.
type Definition struct {
	Terms    [][]Run
	Elements []Element
}

// PageBreak starts a new page.
type PageBreak struct{}

func (*Heading) element()     {}
func (*Paragraph) element()   {}
func (*List) element()        {}
func (*Table) element()       {}
func (*Callout) element()     {}
func (*Quote) element()       {}
func (*Code) element()        {}
func (*Figure) element()      {}
func (*Definitions) element() {}
func (*PageBreak) element()   {}

// IsText reports whether an element starts and ends with a paragraph of its own
// that is always there: programs lose bookmarks that start or end at others.
func IsText(e Element) bool {
	switch e := e.(type) {
	case *Heading, *Paragraph, *Figure, *Definitions, *Code:
		return true
	case *List:
		return len(e.Items) > 0 && len(e.Items[0].Elements) > 0 && IsText(e.Items[0].Elements[0])
	}
	return false
}

// LeadsOn reports whether the paragraph at i says what comes next: a list or a
// table, from which no page should part it.
func LeadsOn(list []Element, i int) bool {
	if _, ok := list[i].(*Paragraph); !ok || i+1 == len(list) {
		return false
	}
	switch list[i+1].(type) {
	case *List, *Table:
		return true
	}
	return false
}

// Marks are how a run looks.
type Marks uint8

// The marks.
const (
	Bold Marks = 1 << iota
	Italic
	Strike
	Mono
)

// Run is a piece of a line: text, or exactly one of a field, a line break, a
// footnote and a picture.
type Run struct {
	Text  string
	Marks Marks
	// Link is where the run leads: an address, or "#id" of a heading or block.
	Link  string
	Field string
	Break bool
	Note  *Note
	Image *Image
}

// Note is a footnote; numbers count from 1 in the order of the text.
type Note struct {
	Number   int
	Elements []Element
}

// Plain is the text of runs without marks; label names the fields in it.
func Plain(runs []Run, label func(id string) string) string {
	var out []byte
	for _, r := range runs {
		switch {
		case r.Field != "":
			out = append(out, label(r.Field)...)
		case r.Break:
			out = append(out, ' ')
		case r.Image != nil:
			out = append(out, r.Image.Alt...)
		default:
			out = append(out, r.Text...)
		}
	}
	return string(out)
}
