package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/text"
)

// trimmed returns a line without the blanks around it.
func trimmed(src []byte, line text.Segment) *text.Segment {
	for line.Start < line.Stop && isBlank(src[line.Start]) {
		line.Start++
	}
	for line.Start < line.Stop && isBlank(src[line.Stop-1]) {
		line.Stop--
	}
	line.Padding = 0
	return &line
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// column is what the line below the head says of a column: how its text is
// aligned, and its width as a number of dashes, which only office files use.
type column struct {
	align align
	width int
}

// delimiters returns the columns that a line such as "|:--|--:|" describes, or
// nil.
func delimiters(line []byte) []column {
	if len(line) < 2 || line[0] != '|' && line[0] != '-' && line[0] != ':' {
		return nil
	}
	bar := false
	for _, c := range line {
		if c != '|' && c != '-' && c != ':' && c != ' ' && c != '\t' {
			return nil
		}
		bar = bar || c == '|' || c == ':'
	}
	if !bar {
		return nil
	}
	var columns []column
	for part := range bytes.SplitSeq(inner(line), []byte{'|'}) {
		dashes := bytes.Trim(part, " \t")
		align, ok := alignment(dashes)
		if !ok {
			return nil
		}
		columns = append(columns, column{align, len(dashes)})
	}
	return columns
}

// inner returns a line of a table without the bars at its ends.
func inner(line []byte) []byte {
	line = bytes.TrimPrefix(line, []byte{'|'})
	if n := len(line); n > 0 && line[n-1] == '|' && (n == 1 || line[n-2] != '\\') {
		line = line[:n-1]
	}
	return line
}

// alignment reads the "---", ":--", "--:" or ":-:" of a column.
func alignment(s []byte) (align, bool) {
	dashes := bytes.TrimPrefix(s, []byte{':'})
	left := len(dashes) < len(s)
	middle := bytes.TrimSuffix(dashes, []byte{':'})
	right := len(middle) < len(dashes)
	if len(middle) == 0 || len(bytes.Trim(middle, "-")) > 0 {
		return alignNone, false
	}
	switch {
	case left && right:
		return alignCenter, true
	case left:
		return alignLeft, true
	case right:
		return alignRight, true
	}
	return alignNone, true
}

// nextCell returns where the cell at the start of s ends: at a bar without a
// backslash.
func nextCell(s []byte) int {
	for i, c := range s {
		if c == '|' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return len(s)
}

func countCells(line []byte) int {
	s := inner(line)
	n := 1
	for {
		end := nextCell(s)
		if end == len(s) {
			return n
		}
		s = s[end+1:]
		n++
	}
}
