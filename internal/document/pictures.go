package document

// Pictures visits all pictures of blocks in the order of the text.
func Pictures(blocks []Block, visit func(*Image)) {
	v := visitor{visit: visit, notes: map[*Note]bool{}}
	for _, block := range blocks {
		v.elements(block.Elements)
	}
}

type visitor struct {
	visit func(*Image)
	notes map[*Note]bool // notes may be referred to several times
}

func (v visitor) elements(list []Element) {
	for _, element := range list {
		v.element(element)
	}
}

func (v visitor) element(e Element) {
	switch e := e.(type) {
	case *Heading:
		v.runs(e.Text)
	case *Paragraph:
		v.runs(e.Text)
	case *List:
		for _, item := range e.Items {
			v.elements(item.Elements)
		}
	case *Table:
		for _, row := range append([][]Cell{e.Head}, e.Rows...) {
			for _, c := range row {
				v.runs(c.Text)
			}
		}
	case *Callout:
		v.runs(e.Title)
		v.elements(e.Elements)
	case *Quote:
		v.elements(e.Elements)
	case *Figure:
		v.visit(&e.Image)
	case *Definitions:
		for _, entry := range e.Entries {
			for _, term := range entry.Terms {
				v.runs(term)
			}
			v.elements(entry.Elements)
		}
	}
}

func (v visitor) runs(runs []Run) {
	for _, r := range runs {
		if r.Image != nil {
			v.visit(r.Image)
		}
		if r.Note != nil && !v.notes[r.Note] {
			v.notes[r.Note] = true
			v.elements(r.Note.Elements)
		}
	}
}
