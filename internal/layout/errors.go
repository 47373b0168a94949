package layout

import (
	"errors"
	"html/template"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// problem makes a problem of an error of html/template, whose text is
//
//	template: partials/nav.html:12:5: executing "…" at <.Foo>: reason
//	html/template:base.html:7:11: reason
//	template: base.html:3: reason
//
// page is the source of the page that was rendered, "" while parsing.
func (s *Set) problem(err error, file, page string) diag.Problem {
	text := err.Error()
	for _, prefix := range []string{"html/template:", "template:"} {
		text = strings.TrimPrefix(text, prefix)
	}
	text = strings.TrimSpace(text)
	name, rest, _ := strings.Cut(text, ":")
	p := diag.New("layout-error", s.Path(file), 0, "page", page)
	if _, known := s.files[name]; known {
		p.Path = s.Path(name)
		p.Line, p.Col, rest = position(rest)
	} else {
		rest = text
	}
	if page == "" {
		p.ID = "layout-syntax"
		delete(p.Args, "page")
	}
	p.Args["reason"] = reason(rest)
	return s.explain(p, err, file)
}

// explain gives mistakes that html/template finds in the finished layout, before
// it looks at a page, names of their own.
func (s *Set) explain(p diag.Problem, err error, file string) diag.Problem {
	var e *template.Error
	if !errors.As(err, &e) {
		return p
	}
	switch e.ErrorCode {
	case template.ErrNoSuchTemplate:
		_, name, _ := strings.Cut(e.Description, `"`)
		p.ID, p.Args = "layout-no-partial", diag.Args{"file": s.Path(strings.TrimSuffix(name, `"`))}
	case template.ErrEndContext, template.ErrBranchEnd, template.ErrRangeLoopReentry:
		p.ID, p.Args = "layout-unclosed", nil
		if p.Line == 0 { // html/template names the skeleton, whoever left the tag open
			p.Path = s.Path(file)
		}
	}
	return p
}

// position takes "12:5: reason" or "12: reason" apart.
func position(text string) (line, col int, rest string) {
	first, rest, _ := strings.Cut(text, ":")
	line, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0, 0, text
	}
	second, after, found := strings.Cut(rest, ":")
	if col, err = strconv.Atoi(strings.TrimSpace(second)); err == nil && found {
		return line, col + 1, after
	}
	return line, 0, rest
}

// reason drops what the place already says.
func reason(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "executing ") {
		if _, after, ok := strings.Cut(text, " at "); ok {
			text = after
		}
	}
	return text
}
