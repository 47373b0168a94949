package text

import "strings"

// flow puts the paragraphs and tables of a text document together. The readers
// of DOCX and ODT tell it what they meet.
type flow struct {
	out   *collector
	story bool   // a note, a header, a footer: nothing in it is a heading
	title string // the first paragraph in the style for titles

	paragraphs []*paragraph // open ones; text boxes stand inside others
	rows       []*row       // open ones; tables stand in cells of others
	waiting    []string     // notes to be written behind the paragraph or row
	carried    string       // text before a paragraph mark that was deleted
}

// paragraph is an open one.
type paragraph struct {
	text    strings.Builder
	level   int  // of a heading, or 0
	title   bool // has the style for titles
	hidden  bool
	dropped bool // shall not be written
	joined  bool // its end was deleted: it goes on with the next one
}

// begin opens a paragraph.
func (f *flow) begin() *paragraph {
	p := &paragraph{}
	p.text.WriteString(f.carried)
	f.carried = ""
	f.paragraphs = append(f.paragraphs, p)
	return p
}

// current returns the innermost open paragraph, or nil.
func (f *flow) current() *paragraph {
	if len(f.paragraphs) == 0 {
		return nil
	}
	return f.paragraphs[len(f.paragraphs)-1]
}

// write adds text to the open paragraph; outside of any it is layout of XML.
func (f *flow) write(text string) {
	if p := f.current(); p != nil {
		p.text.WriteString(text)
	}
}

// end closes a paragraph and writes it.
func (f *flow) end() error {
	p := f.current()
	if p == nil {
		return nil
	}
	f.paragraphs = f.paragraphs[:len(f.paragraphs)-1]
	text := p.text.String()
	switch {
	case p.dropped:
		return nil
	case p.joined:
		f.carried = text
		return nil
	case len(f.rows) > 0:
		f.rows[len(f.rows)-1].add(text)
		return nil
	case f.story || len(f.paragraphs) > 0:
		return f.line(text)
	case p.level > 0:
		if err := f.out.heading(p.level, text); err != nil {
			return err
		}
		return f.writeNotes()
	case p.title && f.title == "":
		f.title = documentTitle(text)
	}
	return f.line(text)
}

// line writes text and, unless a paragraph is still open, the notes to it.
func (f *flow) line(text string) error {
	if err := f.out.line(text); err != nil || len(f.paragraphs) > 0 {
		return err
	}
	return f.writeNotes()
}

func (f *flow) writeNotes() error {
	for _, text := range f.waiting {
		if err := f.out.line(text); err != nil {
			return err
		}
	}
	f.waiting = nil
	return nil
}

// finish writes what waited for a paragraph that did not come.
func (f *flow) finish() error {
	text := f.carried
	f.carried = ""
	return f.line(text)
}

// row is a row of a table while its cells are read.
type row struct {
	cells   []string
	cell    []string // paragraphs of the open cell
	dropped bool     // deleted or hidden
}

func (f *flow) beginRow() { f.rows = append(f.rows, &row{}) }

// openRow returns the innermost open row, or nil.
func (f *flow) openRow() *row {
	if len(f.rows) == 0 {
		return nil
	}
	return f.rows[len(f.rows)-1]
}

func (f *flow) endCell() {
	if r := f.openRow(); r != nil {
		r.endCell()
	}
}

// endRow writes a row as a line; one of a table in a table goes to the cell.
func (f *flow) endRow() error {
	r := f.openRow()
	if r == nil {
		return nil
	}
	f.rows = f.rows[:len(f.rows)-1]
	if outer := f.openRow(); outer != nil {
		outer.add(r.text())
		return nil
	}
	return f.line(r.text())
}

// add adds a paragraph to the open cell.
func (r *row) add(text string) { r.cell = append(r.cell, text) }

func (r *row) endCell() {
	if text := oneLine(strings.Join(r.cell, " ")); text != "" {
		r.cells = append(r.cells, text)
	}
	r.cell = nil
}

// text returns the row with tabs between the cells that hold something.
func (r *row) text() string {
	if r.dropped {
		return ""
	}
	return strings.Join(r.cells, "\t")
}

// oneLine returns s with one space for every gap.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
