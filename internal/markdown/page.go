package markdown

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/kaaw/nachbar/internal/diag"
)

// pageKey is where the parsers of this package find the page they work on.
var pageKey = parser.NewContextKey()

// maxProblems is the number of problems reported of one page: nobody reads
// more, and a hostile page could make millions.
const maxProblems = 100

// What a page may keep for the next one.
const (
	maxKept   = 4096    // ids
	maxBuffer = 8 << 20 // bytes of output
)

// page is one call of Render: its input, its output and what was seen so far.
type page struct {
	r   *Renderer
	src []byte
	res Resolver

	path      string
	firstLine int
	at        cursor
	problems  diag.List

	out     []byte
	scratch []byte
	lines   []text.Segment
	doc     Doc

	ids       ids
	headings  []Heading
	footnotes footnotes
	marked    []bool // glossary terms already marked, by index
	budget    budget
	fields    map[string]bool // already in doc.Fields
	linkText  bool            // the source may hold bare links
	summary   bool            // the summary is complete
	inLink    int
	noTerms   int // glossary terms are not marked while > 0
	inCell    bool
	tables    int
	unmarked  int      // terms not marked yet
	noComment ast.Node // the paragraph known to hold no end of a comment
}

// pageOf returns the page that is being parsed.
func pageOf(pc parser.Context) *page { return pc.Get(pageKey).(*page) }

// open takes a page from the pool, so that buffers and maps are used again.
func (r *Renderer) open(src []byte, path string, firstLine int, res Resolver) *page {
	p, ok := r.pages.Get().(*page)
	if !ok {
		p = &page{r: r}
		p.ids.used, p.ids.last = map[string]bool{}, map[string]int{}
	}
	p.src, p.path, p.firstLine, p.res = src, path, max(firstLine, 1), res
	if r.glossary != nil && len(p.marked) != len(r.glossary.terms) {
		p.marked = make([]bool, len(r.glossary.terms))
	}
	if r.glossary != nil {
		p.unmarked = len(r.glossary.terms)
	}
	return p
}

// close gives p back, without the input and without what the caller now owns.
func (r *Renderer) close(p *page) {
	if len(p.ids.used) > maxKept { // clearing costs what the largest page did
		p.ids.used, p.ids.last = map[string]bool{}, map[string]int{}
	}
	clear(p.ids.used)
	clear(p.ids.last)
	clear(p.marked)
	*p = page{
		r: r, out: p.out[:0], scratch: p.scratch[:0], lines: p.lines[:0], headings: p.headings[:0],
		ids: ids{used: p.ids.used, last: p.ids.last}, marked: p.marked,
	}
	if cap(p.out) <= maxBuffer {
		r.pages.Put(p)
	}
}

// acceptable checks what must hold before the parser sees the text.
func (p *page) acceptable() bool {
	if len(p.src) > p.r.opt.MaxBytes {
		p.report("markdown-too-large", 0, "size", decimal(len(p.src)), "max", decimal(p.r.opt.MaxBytes))
		return false
	}
	lines := bytes.Count(p.src, newline)
	if lines > maxLines {
		p.report("markdown-too-many-lines", 0, "lines", decimal(lines), "max", decimal(maxLines))
		return false
	}
	p.budget.maxContinues, p.budget.maxWork = maxContinues(lines), maxWork(len(p.src))
	if !utf8.Valid(p.src) {
		at := invalidAt(p.src)
		p.report("text-invalid-utf8", at, "byte", fmt.Sprintf("0x%02X", p.src[at]))
		p.src = bytes.ToValidUTF8(p.src, []byte("\ufffd"))
	}
	p.checkBidi()
	p.ids.reserve(p.r.opt.Reserved, p.src)
	p.linkText = mayHoldLinks(p.src)
	return true
}

// invalidAt returns the position of the first byte that is not UTF-8.
func invalidAt(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// checkBidi reports controls that make text read otherwise than it is stored
// (U+202A to U+202E, U+2066 to U+2069): they can disguise what a reviewer sees.
func (p *page) checkBidi() {
	for i := 0; ; {
		n := bytes.IndexByte(p.src[i:], 0xE2)
		if n < 0 || i+n+2 >= len(p.src) {
			return
		}
		i += n
		if isBidiControl(p.src[i+1], p.src[i+2]) {
			r, _ := utf8.DecodeRune(p.src[i:])
			p.fault("text-bidi", i, "char", fmt.Sprintf("U+%04X", r))
		}
		i++
	}
}

// isBidiControl tells by the two bytes that follow 0xE2.
func isBidiControl(b, c byte) bool {
	return b == 0x80 && c >= 0xAA && c <= 0xAE || b == 0x81 && c >= 0xA6 && c <= 0xA9
}

// report adds a problem at an offset of the source.
func (p *page) report(id string, pos int, args ...string) {
	p.add(diag.New(id, p.path, 0, args...), pos)
}

// warn is report for what does not stop a build.
func (p *page) warn(id string, pos int, args ...string) {
	p.add(diag.New(id, p.path, 0, args...).AsWarning(), pos)
}

// fault is report, but in lenient mode warn.
func (p *page) fault(id string, pos int, args ...string) {
	if p.r.opt.Lenient {
		p.warn(id, pos, args...)
		return
	}
	p.report(id, pos, args...)
}

func (p *page) add(problem diag.Problem, pos int) {
	if len(p.problems) >= maxProblems {
		return
	}
	problem.Line, problem.Col = p.position(pos)
	p.problems.Add(problem)
}

// cursor remembers a position whose line is known. Positions come nearly in
// order, so counting from the last one keeps all look-ups together linear.
type cursor struct{ pos, lines int }

// line returns the number of the line in the file that holds offset pos.
func (p *page) line(pos int) int {
	pos = min(max(pos, 0), len(p.src))
	if pos >= p.at.pos {
		p.at.lines += bytes.Count(p.src[p.at.pos:pos], newline)
	} else {
		p.at.lines -= bytes.Count(p.src[pos:p.at.pos], newline)
	}
	p.at.pos = pos
	return p.firstLine + p.at.lines
}

// position returns line and column, in characters, of offset pos.
func (p *page) position(pos int) (line, col int) {
	pos = min(max(pos, 0), len(p.src))
	const far = 4096 // columns beyond are of no use to anybody
	start := max(pos-far, 0)
	if nl := bytes.LastIndexByte(p.src[start:pos], '\n'); nl >= 0 {
		return p.line(pos), utf8.RuneCount(p.src[start+nl+1:pos]) + 1
	}
	if start > 0 {
		return p.line(pos), 0
	}
	return p.line(pos), utf8.RuneCount(p.src[:pos]) + 1
}

var newline = []byte{'\n'}
