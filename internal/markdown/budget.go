package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The budgets. The 6,637 German statutes need at most a quarter of each of them
// (lines aside: one has 100,336); 22 kB made to hurt are stopped within
// milliseconds.
const (
	maxLines    = 250_000 // lines of a page
	maxDepth    = 32      // containers inside each other: lists, quotes, notes
	maxMarks    = 200_000 // marks of emphasis, links and code on a page
	maxRun      = 64      // equal marks in a row
	maxBrackets = 1_000   // "[" in one paragraph
	maxColumns  = 100     // columns of a table
	maxCells    = 100_000 // cells of all tables of a page
	maxNotes    = 500     // footnotes of a page
	maxRefLines = 2_000   // lines of link reference definitions in a row
)

// maxContinues bounds the sum, over all lines, of the containers around them.
func maxContinues(lines int) int { return 50_000 + 6*lines }

// maxWork bounds the pairs of marks that may be compared: what costs the square
// of a count is charged the square.
func maxWork(size int) int { return 500_000 + 10*size }

// budget counts what a page has spent.
type budget struct {
	continues int
	cells     int
	marks     int
	work      int
	expanded  int // bytes that link references have brought in
	reported  map[string]bool

	maxContinues, maxWork int // for a page of this size

	// Of the paragraph, heading or cell being parsed:
	in       ast.Node
	here     int // marks
	brackets int
	ticked   bool            // runs is known
	runs     [maxRun + 1]int // where the last run of that many backticks starts
}

// exceed reports, once a page, that a budget is spent.
func (p *page) exceed(id string, pos, limit int) {
	if p.budget.reported[id] {
		return
	}
	if p.budget.reported == nil {
		p.budget.reported = map[string]bool{}
	}
	p.budget.reported[id] = true
	p.report(id, pos, "max", decimal(limit))
}

// container keeps a block that holds others within maxDepth and maxContinues:
// beyond them, its mark is plain text. Without it, 22 kB of "- - - …" and blank
// lines cost goldmark 27 seconds and 9 GB.
type container struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (c container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := pageOf(pc)
	if tooDeep(pc.OpenedBlocks()) {
		_, at := reader.Position()
		p.exceed("markdown-too-deep", at.Start, maxDepth)
		return nil, parser.NoChildren
	}
	if p.budget.continues >= p.budget.maxContinues {
		return nil, parser.NoChildren
	}
	return c.BlockParser.Open(parent, reader, pc)
}

// Continue implements parser.BlockParser.
func (c container) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	p := pageOf(pc)
	p.budget.continues++
	if p.budget.continues >= p.budget.maxContinues {
		_, at := reader.Position()
		p.exceed("markdown-too-nested", at.Start, p.budget.maxContinues)
		return parser.Close
	}
	return c.BlockParser.Continue(node, reader, pc)
}

// tooDeep reports whether no container may be opened inside the blocks.
func tooDeep(open []parser.Block) bool {
	if len(open) < maxDepth {
		return false
	}
	n := 0
	for i := range open {
		switch open[i].Node.(type) {
		case *ast.List, *ast.Blockquote, *east.DefinitionList, *footnote:
			n++
		}
	}
	return n >= maxDepth
}

// counted counts the lines of items, which open only inside a container.
type counted struct{ parser.BlockParser }

// Continue implements parser.BlockParser.
func (c counted) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	pageOf(pc).budget.continues++
	return c.BlockParser.Continue(node, reader, pc)
}

// budgetParser comes before goldmark's inline parsers and takes a mark away
// from them, as plain text, when it would cost more than the page may spend.
type budgetParser struct{}

// Trigger implements parser.InlineParser.
func (budgetParser) Trigger() []byte { return []byte("*_~[]!`") }

// Parse implements parser.InlineParser.
func (budgetParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := pageOf(pc)
	b := &p.budget
	if parent != b.in {
		b.in, b.here, b.brackets, b.ticked = parent, 0, 0, false
	}
	line, segment := block.PeekLine()
	if line[0] == '!' && (len(line) == 1 || line[1] != '[') {
		return nil
	}
	n := runLength(line)
	b.here++
	b.marks++
	switch line[0] {
	case '`':
		if p.codeCloses(parent, segment.Start, n) {
			return nil
		}
		return plainText(block, segment, n)
	case '[', '!':
		b.brackets++
		b.work += b.brackets
	case ']':
		b.work += b.brackets
		if len(line) > 1 && line[1] == '(' {
			b.work += len(line) / 8
		}
	default:
		b.work += b.here
	}
	if n <= maxRun && b.work <= b.maxWork && b.marks <= maxMarks && b.brackets <= maxBrackets {
		return nil
	}
	p.exceed("markdown-too-many-marks", segment.Start, maxMarks)
	return plainText(block, segment, len(bytes.TrimRight(line, "\r\n")))
}

// codeCloses reports whether n backticks at pos have a partner in the block.
// goldmark would look for it to the end of the block for each opener.
func (p *page) codeCloses(parent ast.Node, pos, n int) bool {
	if n > maxRun {
		return false
	}
	b := &p.budget
	if !b.ticked {
		b.ticked = true
		b.runs = [maxRun + 1]int{}
		lines := parent.Lines()
		for i := range lines.Len() {
			b.findRuns(p.src, lines.At(i))
		}
	}
	return b.runs[n] > pos
}

func (b *budget) findRuns(src []byte, line text.Segment) {
	for i := line.Start; i < line.Stop; {
		next := bytes.IndexByte(src[i:line.Stop], '`')
		if next < 0 {
			return
		}
		i += next
		n := runLength(src[i:line.Stop])
		if n <= maxRun {
			b.runs[n] = i
		}
		i += n
	}
}

// runLength counts the bytes of line that equal its first one.
func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// plainText takes the next n bytes as text.
func plainText(block text.Reader, segment text.Segment, n int) ast.Node {
	block.Advance(n)
	return ast.NewTextSegment(segment.WithStop(segment.Start + n))
}
