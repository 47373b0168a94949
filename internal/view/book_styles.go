package view

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
)

// maxRunning is the length of a running head, in characters: it has to leave room
// for the label beside it.
const maxRunning = 72

// BookStylesOf is the style sheet of a section's print edition: each chapter is
// printed on sheets of its own kind, whose head names it. (Running heads from the
// text, string-set of CSS Generated Content for Paged Media, are known to no browser
// in 2026.) label is that of the whole edition and stands on every sheet.
func (c *Context) BookStylesOf(section *content.Page, label string) []byte {
	var out strings.Builder
	font := `font:9pt "Fira Sans",sans-serif;`
	foot := fmt.Sprintf(`@bottom-left{content:%s;%s}@bottom-right{content:%s counter(page) %s counter(pages);%s}`,
		cssText(c.model.Conf.Title), font, cssText(c.T("ui.book.sheet", nil)+" "), cssText(" "+c.T("ui.book.of", nil)+" "), font)
	head := fmt.Sprintf(`@top-right{content:%s;font:600 9pt "Fira Sans",sans-serif;width:36mm}`, cssText(label))
	sheet := func(name, running string) {
		left := ""
		if running != "" {
			left = fmt.Sprintf("@top-left{content:%s;%stext-align:start}", cssText(running), font)
		}
		fmt.Fprintf(&out, "@page %s{%s%s%s}\n", name, left, head, foot)
	}
	sheet("deckblatt", "")
	sheet("verzeichnis", section.Title)
	sheet("uebersicht", section.Title)
	sheet("anhang", running(section.Title, c.T("ui.book.terms", nil)))
	chapters := c.bookChapters(section)
	for _, ch := range chapters {
		if ch.overview() {
			continue
		}
		sheet(ch.ID, running(section.Title, strings.TrimSpace(ch.Number+" "+ch.Heading)))
	}
	out.WriteString("@media print{\n.book-cover{page:deckblatt}.book-contents{page:verzeichnis}.book-terms{page:anhang}\n")
	for _, ch := range chapters {
		name := ch.ID
		if ch.overview() { // several stand on one sheet
			name = "uebersicht"
		}
		fmt.Fprintf(&out, "[data-book=%q]{page:%s}\n", ch.ID, name)
	}
	out.WriteString("}\n")
	return []byte(out.String())
}

// running is a running head: the book, and the chapter as far as there is room.
func running(book, chapter string) string {
	line := []rune(book + " · " + chapter)
	if len(line) > maxRunning {
		return string(line[:maxRunning-1]) + "…"
	}
	return string(line)
}

// cssText writes a text as a string of CSS (CSS Syntax 3, 4.3.5). What could end the
// string, or the style sheet in a page, is escaped.
func cssText(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		if r < ' ' || r == '"' || r == '\\' || r == '<' || r == '>' || r == 0x7f {
			fmt.Fprintf(&out, `\%x `, r)
			continue
		}
		out.WriteRune(r)
	}
	out.WriteByte('"')
	return out.String()
}
