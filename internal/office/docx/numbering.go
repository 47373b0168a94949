package docx

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
)

// levels is the number of levels that lists and headings have; listStep is how
// far each one is indented.
const (
	levels   = 6
	listStep = 397
)

// The kinds of numbering; the outline of headings is the first list.
const (
	abstractOutline = iota
	abstractBullets
	abstractNumbers
	abstractBoxes
	abstractTicked
)

// instance is a list of the document: numbered ones start anew.
type instance struct{ abstract, level, start int }

// numFor is the number of the list that an item belongs to. number keeps that
// of an ordered list for its further items.
func (w *writer) numFor(l *document.List, item document.Item, depth int, number *int) int {
	switch {
	case l.Ordered:
		if *number == 0 {
			*number = w.newList(instance{abstractNumbers, min(depth, levels-1), max(l.Start, 1)})
		}
		return *number
	case item.Task && item.Done:
		return w.shared(abstractTicked)
	case item.Task:
		return w.shared(abstractBoxes)
	}
	return w.shared(abstractBullets)
}

// shared is the list of all items of a kind that do not count.
func (w *writer) shared(abstract int) int {
	for i, l := range w.lists {
		if l.abstract == abstract {
			return i + 2
		}
	}
	return w.newList(instance{abstract: abstract})
}

func (w *writer) newList(l instance) int {
	w.lists = append(w.lists, l)
	return len(w.lists) + 1 // 1 is the outline
}

// numbering is the part of all numberings: kinds first, then lists.
func (w *writer) numbering() string {
	w.raw(xmlHead, `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`)
	w.abstract(abstractOutline, func(n int) string {
		return level(n, "decimal", dotted(n), fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, n+1), 0, 567+57*n, "")
	})
	w.abstract(abstractBullets, func(n int) string {
		return level(n, "bullet", [...]string{"•", "–"}[n%2], "", listStep*n, listStep, "")
	})
	w.abstract(abstractNumbers, func(n int) string {
		return level(n, [...]string{"decimal", "lowerLetter"}[n%2], fmt.Sprintf("%%%d.", n+1), "", listStep*n, listStep, "")
	})
	const symbols = `<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:cs="Segoe UI Symbol"/></w:rPr>`
	w.abstract(abstractBoxes, func(n int) string { return level(n, "bullet", "☐", "", listStep*n, listStep, symbols) })
	w.abstract(abstractTicked, func(n int) string { return level(n, "bullet", "☒", "", listStep*n, listStep, symbols) })
	w.raw(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i, l := range w.lists {
		w.raw(fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>`, i+2, l.abstract))
		if l.abstract == abstractNumbers {
			w.raw(fmt.Sprintf(`<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, l.level, l.start))
		}
		w.raw("</w:num>")
	}
	w.raw("</w:numbering>")
	return w.take()
}

func (w *writer) abstract(id int, of func(n int) string) {
	w.raw(fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>`, id))
	for n := range levels {
		if id == abstractOutline && n == levels-1 {
			break // there are five styles of headings
		}
		w.raw(of(n))
	}
	w.raw("</w:abstractNum>")
}

func level(n int, format, text, style string, left, hang int, look string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/>%s<w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr>%s</w:lvl>`,
		n, format, style, text, left+hang, hang, look)
}

// dotted is the pattern of a heading's number: %1.%2.
func dotted(n int) string {
	parts := make([]string, n+1)
	for i := range parts {
		parts[i] = fmt.Sprintf("%%%d", i+1)
	}
	return strings.Join(parts, ".")
}
