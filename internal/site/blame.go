package site

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// byAuthors are the problems of a page's HTML that its text can cause. All
// others come from the layout: raw HTML of a text never reaches the page.
var byAuthors = map[string]bool{
	"html-anchor-missing": true,
	"html-heading-empty":  true,
	"html-heading-skip":   true,
	"html-id-bad":         true,
	"html-id-twice":       true,
	"html-link-name":      true,
	"html-table-header":   true,
}

// locate names the file that has to be changed for problems found in the HTML
// of a page: the page's Markdown, or the layout. In foreign trees what the
// author of the text cannot have known stays a warning.
func (s *snapshot) locate(a *artefact, rec *Record, body []byte, problems diag.List) diag.List {
	var skips []int // lines, those told removed
	read, times := false, map[string]int{}
	out := make(diag.List, len(problems))
	for i, p := range problems {
		switch {
		case a.source != "":
			p = inSource(a, p, p.Line)
		case !byAuthors[p.ID] || a.target.Page.Source == "":
			p = s.inLayout(a, p, lineAt(body, p.Line))
		case p.ID == "html-heading-skip":
			if !read {
				skips, read = s.skippedHeadings(a), true
			}
			line := 0
			if len(skips) > 0 {
				line, skips = skips[0], skips[1:]
			}
			p = inSource(a, p, line)
		case p.ID == "html-anchor-missing":
			link, _ := written(rec, "#"+p.Args["id"], times[p.Args["id"]])
			times[p.Args["id"]]++
			p = inSource(a, p, link.Line)
		default:
			p = inSource(a, p, 0)
		}
		out[i] = s.soften(p)
	}
	return out
}

// inSource moves a problem from the output to the source of the page and keeps
// the output's place as an argument.
func inSource(a *artefact, p diag.Problem, line int) diag.Problem {
	args := diag.Args{"output": p.Path, "outputLine": fmt.Sprint(p.Line)}
	for name, value := range p.Args {
		args[name] = value
	}
	p.Args = args
	p.Path, p.Line, p.Col = a.place, line, 0
	if p.Path == "" {
		p.Path = path.Dir(a.path)
	}
	return p
}

// inLayout moves a problem to the layout that wrote the text. A mistake of a
// layout is one problem, on however many pages it shows.
func (s *snapshot) inLayout(a *artefact, p diag.Problem, text string) diag.Problem {
	page := a.target.Page
	if page == nil {
		return inSource(a, p, 0)
	}
	file, ok := s.layouts.Lookup(a.target.Name, page.Path, string(page.Kind))
	if !ok {
		return inSource(a, p, 0)
	}
	p.Path, p.Line = s.layouts.Origin(file, text)
	p.Col = 0
	return p
}

// lineAt is a line of a text, counted from 1.
func lineAt(body []byte, n int) string {
	for ; n > 1; n-- {
		_, rest, ok := bytes.Cut(body, []byte("\n"))
		if !ok {
			return ""
		}
		body = rest
	}
	line, _, _ := bytes.Cut(body, []byte("\n"))
	return string(line)
}

// skippedHeadings are the lines of the headings that leave out a level, of
// those in the text of a's page.
func (s *snapshot) skippedHeadings(a *artefact) (lines []int) {
	p := a.target.Page
	body, _, err := p.Read(s.opt.FS)
	if err != nil {
		return nil
	}
	level, fence, n := 1, "", p.BodyLine-1
	for line := range strings.Lines(string(body)) {
		n++
		line = strings.TrimSpace(line)
		switch marks := len(line) - len(strings.TrimLeft(line, "#")); {
		case fence != "":
			if strings.HasPrefix(line, fence) {
				fence = ""
			}
		case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
			fence = line[:3]
		case marks > 0 && marks <= 6 && strings.HasPrefix(line[marks:], " "):
			if marks > level+1 {
				lines = append(lines, n)
			}
			level = marks
		}
	}
	return lines
}
