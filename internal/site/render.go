package site

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/view"
)

// errChanged means that a file is not the one the tree was made of.
var errChanged = errors.New("the file changed while the site was built")

// valid reports whether a record still describes the artefact.
func (s *snapshot) valid(a *artefact, rec *Record) bool {
	return rec != nil && s.digest(a, rec) == rec.Digest && !s.leadsAway(rec)
}

// digest is that of the answers to a record's questions and of what the
// artefact is: another page, title or layout may take over a path without any
// answer changing.
func (s *snapshot) digest(a *artefact, rec *Record) view.Digest {
	answers := s.model.Digest(rec.Shared+rec.Own, a.self())
	if a.target.Page == nil {
		kept := ""
		if a.attached != nil {
			kept = s.inspector.key(a.source)
		}
		return view.DigestText(string(answers[:]), a.place, a.source, kept)
	}
	t := a.target
	return view.DigestText(string(answers[:]), a.place, t.Name, t.Page.Title, string(t.Page.Kind), strconv.FormatBool(t.Page.BodyEmpty),
		t.List.Question, t.List.Arg, strconv.Itoa(t.List.Number), t.List.Facet, t.List.Value)
}

// render makes an artefact. buf is scratch space whose content is overwritten;
// body may share its memory and is valid until buf is used again. The error is
// one of the environment.
func (s *snapshot) render(a *artefact, buf *bytes.Buffer) (body []byte, rec *Record, err error) {
	rec = &Record{}
	switch {
	case a.source != "":
		body, err = s.copyFile(a, rec)
	case a.make != nil:
		body, err = s.makeFile(a, rec)
	default:
		body, err = s.renderPage(a, rec, buf)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", a.place, err)
	}
	rec.Sum, rec.Size = sha256.Sum256(body), int64(len(body))
	if a.source != "" && body != nil && !s.files.is(a.source, rec.Sum) {
		return nil, nil, fmt.Errorf("%s: %w", a.place, errChanged)
	}
	rec.Digest = s.digest(a, rec)
	if isPage(a.path) && body != nil && !brokenPage(rec.Problems) {
		page, problems := lint.Scan(a.path, body)
		rec.Page = page
		s.settleLinks(a, rec)
		rec.Problems.Add(s.locate(a, rec, body, problems)...)
	}
	return body, rec, nil
}

func (s *snapshot) copyFile(a *artefact, rec *Record) ([]byte, error) {
	rec.Own = view.AboutFile(a.source)
	body, err := fs.ReadFile(s.opt.FS, a.source)
	if err == nil && isPage(a.path) && !bytes.Contains(body, []byte("<html")) {
		rec.Problems.Add(diag.New("content-html-attachment", a.place, 0))
		return nil, nil
	}
	if err != nil || a.attached == nil {
		return body, err
	}
	problems, err := s.unclean(a.place, body)
	rec.Problems.Add(problems...)
	if err != nil {
		return nil, err
	}
	problems, err = s.readAttached(a, body)
	rec.Problems.Add(problems...)
	return body, err
}

func (s *snapshot) makeFile(a *artefact, rec *Record) ([]byte, error) {
	page := a.page
	if page == nil {
		page = s.generatedPage(a.path, "")
	}
	c := s.model.NewContext(view.Target{Page: page, Output: a.path})
	body, err := a.make(c)
	rec.Shared, rec.Own = s.model.Keep(c.Trace().Keys())
	if err != nil {
		rec.Problems.Add(diag.New("feed-error", a.place, 0, "reason", err.Error()))
		return nil, nil
	}
	return body, nil
}

func (s *snapshot) renderPage(a *artefact, rec *Record, buf *bytes.Buffer) ([]byte, error) {
	p := a.target.Page
	c := s.model.NewContext(a.target)
	if !p.BodyEmpty && p.Source != "" && a.target.List.Number <= 1 {
		body, hash, err := p.Read(s.opt.FS)
		if err != nil {
			return nil, err
		}
		if hash != p.Hash {
			return nil, errChanged
		}
		rec.Problems.Add(s.forgive(c.RenderBody(body))...)
		rec.Links = anchored(c.Doc().Links)
		rec.Problems.Add(drift(c, p)...)
	}
	file, ok := s.layouts.Lookup(a.target.Name, p.Path, string(p.Kind))
	if !ok {
		missing := diag.List{diag.New("layout-missing", a.place, 1, "layout", a.target.Name, "kind", string(p.Kind))}
		content.Locate(s.opt.FS, missing)
		rec.Problems.Add(missing...)
		rec.Shared, rec.Own = s.model.Keep(c.Trace().Keys())
		return nil, nil
	}
	buf.Reset()
	rec.Problems.Add(s.layouts.Execute(buf, file, c, c.Page(), a.place)...)
	rec.Problems.Add(c.Problems()...)
	rec.Shared, rec.Own = s.model.Keep(c.Trace().Keys())
	if s.opt.Index != nil && a.path == p.Output() && s.model.Tree.Page(p.Path) == p {
		if err := s.opt.Index.Add(withText(s.document(p), p, slices.Concat(c.Doc().HTML, s.generatedText(p)))); err != nil {
			return nil, err
		}
	}
	return buf.Bytes(), nil
}

// forgive turns broken links and pictures of foreign trees into warnings: they
// may be as old as the text.
func (s *snapshot) forgive(problems diag.List) diag.List {
	if !s.lenient {
		return problems
	}
	for i, p := range problems {
		if strings.HasPrefix(p.ID, "link-") || strings.HasPrefix(p.ID, "image-") {
			problems[i] = p.AsWarning()
		}
	}
	return problems
}

// anchored keeps the links that name a place in another page.
func anchored(links []markdown.Link) []markdown.Link {
	var out []markdown.Link
	for _, link := range links {
		if strings.Contains(link.Href, "#") && link.Href != "" {
			out = append(out, link)
		}
	}
	return out
}
