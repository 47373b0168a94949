package text

import (
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// maxText is the size of all the text of a document, in bytes.
const maxText = 8 << 20

// collector puts cleaned pieces of text into sections.
type collector struct {
	sections []Section
	lines    strings.Builder // of the last section
	open     bool            // there is a last section
	size     int
}

// maxHeading is the length of a heading, in bytes; longer ones are paragraphs
// that somebody gave the style for its looks.
const maxHeading = 400

// heading opens a section. A heading without text is none.
func (c *collector) heading(level int, title string) error {
	if title = oneLine(clean(title)); title == "" || len(title) > maxHeading {
		return c.line(title)
	}
	c.begin(level, title)
	return c.count(title)
}

// begin ends the last section and opens one.
func (c *collector) begin(level int, title string) {
	c.end()
	c.sections = append(c.sections, Section{Title: title, Level: level})
	c.open = true
}

// end ends the last section, so that the next line opens one without a title.
func (c *collector) end() {
	if c.open {
		c.sections[len(c.sections)-1].Text = c.lines.String()
	}
	c.lines.Reset()
	c.open = false
}

// line adds a paragraph or a row.
func (c *collector) line(text string) error {
	if text = clean(text); text == "" {
		return nil
	}
	if !c.open {
		c.begin(0, "")
	}
	if c.lines.Len() > 0 {
		c.lines.WriteByte('\n')
	}
	c.lines.WriteString(text)
	return c.count(text)
}

// count refuses documents that make much text of few bytes.
func (c *collector) count(text string) error {
	if c.size += len(text) + 1; c.size > maxText {
		return parts.Exceeded("office-text", "max", parts.Mebibytes(maxText))
	}
	return nil
}

func (c *collector) done() []Section {
	c.end()
	return c.sections
}

// documentTitle makes one line of a title, at most 300 characters long.
func documentTitle(s string) string {
	s = oneLine(clean(s))
	if runes := []rune(s); len(runes) > 300 {
		return string(runes[:299]) + "…"
	}
	return s
}

// language returns s if it has the shape of a language tag, else "".
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) < 2 || len(s) > 35 || s == "zxx" {
		return ""
	}
	for _, r := range s {
		if !(r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
			return ""
		}
	}
	return s
}

// placeholder reports what programs write in place of a title: the name of a
// file, or the word for a document that was never saved.
func placeholder(s string) bool {
	s = strings.ToLower(s)
	for _, word := range []string{"dokument", "document", "untitled", "unbenannt", "ohne titel", "mappe"} {
		if rest, ok := strings.CutPrefix(s, word); ok && strings.Trim(rest, " 0123456789") == "" {
			return true
		}
	}
	return promises(s) != "" || strings.HasPrefix(s, "microsoft word") || strings.HasPrefix(s, "microsoft excel")
}
