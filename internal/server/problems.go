package server

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// maxShown bounds the problems on a page; all of them are for nachbar check.
const maxShown = 50

// report is the "problems" event: worded problems and the overlay's words.
type report struct {
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Lang     string `json:"lang"`
	Title    string `json:"title"`
	Dismiss  string `json:"dismiss"`
	More     string `json:"more,omitempty"` // says how many are not shown
	Problems []line `json:"problems"`
}

// line is one problem in words.
type line struct {
	Severity string `json:"severity"` // "error" or "warning"
	Label    string `json:"label"`    // the same, translated
	Place    string `json:"place"`    // path:line:col, as far as known
	ID       string `json:"id,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// report words what is wrong now; changeErr, if any, comes first.
func (s *Server) report(changeErr error) report {
	list := s.site.Problems().Sorted()
	t := s.opt.Translate
	rep := report{Lang: t.T("server.lang", nil), Dismiss: t.T("server.overlay.dismiss", nil), Problems: []line{}}
	rep.Errors, rep.Warnings = list.Count()
	if changeErr != nil {
		rep.Errors++
		rep.Problems = append(rep.Problems, s.failure("server.change-failed", changeErr))
	}
	rep.Title = t.T("server.overlay.title", map[string]string{
		"errors": strconv.Itoa(rep.Errors), "warnings": strconv.Itoa(rep.Warnings),
	})
	lines, more := s.lines(list)
	rep.Problems, rep.More = append(rep.Problems, lines...), more
	return rep
}

// lines words up to maxShown problems, errors before warnings, and says how
// many more there are.
func (s *Server) lines(list diag.List) (lines []line, more string) {
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, p := range list {
			if p.Severity == severity && len(lines) < maxShown {
				lines = append(lines, s.line(p))
			}
		}
	}
	if rest := len(list) - len(lines); rest > 0 {
		more = s.opt.Translate.T("server.overlay.more", map[string]string{"count": strconv.Itoa(rest)})
	}
	return lines, more
}

func (s *Server) line(p diag.Problem) line {
	message, hint := diag.Text(p, s.opt.Translate)
	place := diag.Clean(p.Path)
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
		if p.Col > 0 {
			place += ":" + strconv.Itoa(p.Col)
		}
	}
	return line{
		Severity: p.Severity.String(),
		Label:    s.opt.Translate.T("server.severity."+p.Severity.String(), nil),
		Place:    place,
		ID:       p.ID,
		Message:  message,
		Hint:     hint,
	}
}

// failure words an error that is no problem of the content.
func (s *Server) failure(key string, err error) line {
	return line{
		Severity: diag.Error.String(),
		Label:    s.opt.Translate.T("server.severity.error", nil),
		Message:  s.opt.Translate.T(key, map[string]string{"error": diag.Clean(err.Error())}),
	}
}

// problemsOf returns the problems that an error of Site.Output carries.
func problemsOf(err error) diag.List {
	var carrier interface{ Problems() diag.List }
	if errors.As(err, &carrier) {
		return carrier.Problems()
	}
	return nil
}

//go:embed broken.html
var brokenHTML string

// brokenPage lists problems in place of a page.
var brokenPage = template.Must(template.New("broken").Parse(brokenHTML))

// broken answers for an output that cannot be built.
func (s *Server) broken(err error) answer {
	t := s.opt.Translate
	var lines []line
	var more string
	if list := problemsOf(err); len(list) > 0 {
		lines, more = s.lines(list.Sorted())
	} else {
		lines = []line{s.failure("server.broken.failed", err)}
	}
	var b bytes.Buffer
	// Fails only if the template does not fit its data, which a test excludes.
	_ = brokenPage.Execute(&b, map[string]any{
		"Lang": t.T("server.lang", nil), "Title": t.T("server.broken.title", nil),
		"Intro": t.T("server.broken.intro", nil), "Lines": lines, "More": more,
	})
	return answer{http.StatusInternalServerError, "500.html", "", b.Bytes(), hash(b.Bytes())}
}

// plainPage is a page of one sentence.
func (s *Server) plainPage(title string) []byte {
	var b bytes.Buffer
	_ = brokenPage.Execute(&b, map[string]any{"Lang": s.opt.Translate.T("server.lang", nil), "Title": title})
	return b.Bytes()
}
