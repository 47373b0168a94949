// Package report makes reports of one municipality's answers: a short one for
// its head, a long one for those who lead the IT, the list of measures, and the
// answers as OSCAL assessment results.
//
// A report is a Model first: blocks of text, lists, tables and bars without a
// format. The browser makes the same model of the same input (web/ts/bsc), so
// that a municipality gets the same report from the page as from the command
// line; testdata holds the two together. All sentences stand in one file,
// data/bsc/berichte.yaml, which both sides are handed.
//
// Document makes an office text of a model, HTML a page for a browser, Workbook
// the list of measures as a table. A report holds answers of one municipality:
// it is labelled TLP:AMBER+STRICT and never becomes part of a portal.
package report

// Kinds of reports.
const (
	Short = "short"
	Long  = "long"
)

// Label is the TLP label of all reports.
const Label = "TLP:AMBER+STRICT"

// Model is a report without a format. As JSON it is what web/ts/bsc/types.ts
// describes.
type Model struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	// Owner is whom the report is about, Label its TLP label with what follows
	// from it; both stand in the head of each page, Code in the foot.
	Owner string `json:"owner"`
	Label string `json:"label"`
	Code  string `json:"code"`
	// Contents asks for a table of contents.
	Contents bool    `json:"contents"`
	Blocks   []Block `json:"blocks"`
}

// Kinds of blocks.
const (
	Heading = "heading"
	Text    = "text"
	List    = "list"
	Table   = "table"
	Callout = "callout"
	Break   = "break"
)

// Block is a part of a report; which fields it has depends on its kind.
type Block struct {
	Kind string `json:"kind"`
	// Level of a heading counts from 1, ID is the name of its place.
	Level int    `json:"level,omitempty"`
	ID    string `json:"id,omitempty"`
	// Text is the line of a heading or paragraph, or the title of a callout.
	Text []Run `json:"text,omitempty"`
	// Items are those of a list.
	Items [][]Run `json:"items,omitempty"`
	// Caption names a table for those who do not see it.
	Caption string   `json:"caption,omitempty"`
	Columns []Column `json:"columns,omitempty"`
	Rows    [][]Cell `json:"rows,omitempty"`
	// Tone of a callout is "note" or "warning", Blocks are inside it.
	Tone   string  `json:"tone,omitempty"`
	Blocks []Block `json:"blocks,omitempty"`
}

// Run is a piece of a line; a break stands alone.
type Run struct {
	Text   string `json:"text,omitempty"`
	Bold   bool   `json:"bold,omitempty"`
	Italic bool   `json:"italic,omitempty"`
	// Link is a whole address.
	Link  string `json:"link,omitempty"`
	Break bool   `json:"break,omitempty"`
}

// Types of columns: one that names the rows, text, numbers on the right, bars.
const (
	NameColumn   = "name"
	TextColumn   = "text"
	NumberColumn = "number"
	BarColumn    = "bar"
)

// Column is a column of a table; Width is its share of document.Total.
type Column struct {
	Title string `json:"title"`
	Type  string `json:"type"`
	Width int    `json:"width"`
}

// Cell is a cell of a table. Bar, in a bar column, counts from 0 to 100; the
// text says it as well.
type Cell struct {
	Text []Run `json:"text,omitempty"`
	Bar  int   `json:"bar,omitempty"`
}

func heading(level int, id, title string) Block {
	return Block{Kind: Heading, Level: level, ID: id, Text: plain(title)}
}

func paragraph(runs ...Run) Block { return Block{Kind: Text, Text: runs} }

func callout(tone, title string, blocks ...Block) Block {
	return Block{Kind: Callout, Tone: tone, Text: plain(title), Blocks: blocks}
}

// plain is a line of one run, none for an empty text.
func plain(text string) []Run {
	if text == "" {
		return nil
	}
	return []Run{{Text: text}}
}

func cell(text string) Cell { return Cell{Text: plain(text)} }

func cells(texts ...string) []Cell {
	row := make([]Cell, len(texts))
	for i, text := range texts {
		row[i] = cell(text)
	}
	return row
}

// lines puts lines into one cell.
func lines(list ...[]Run) Cell {
	var c Cell
	for _, line := range list {
		if len(line) == 0 {
			continue
		}
		if len(c.Text) > 0 {
			c.Text = append(c.Text, Run{Break: true})
		}
		c.Text = append(c.Text, line...)
	}
	return c
}
