package site

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/search"
)

// attach lists the documents beside a page, without their texts: what stands in
// them is found like the page itself. A file that cannot be read ends the build
// when it is copied, not here.
func (t *Texts) attach(p *content.Page) {
	for _, a := range p.Attachments {
		if d, ok := t.snap.attachment(p, a.Name, a.Source); ok {
			t.sources = append(t.sources, a.Source)
			t.files = append(t.files, d)
		}
	}
}

// attachment is the document of a file beside a page, without its text; ok is
// false for what is no document and for what cannot be read.
func (s *snapshot) attachment(p *content.Page, name, source string) (d search.Document, ok bool) {
	if !text.Promised(name) {
		return d, false
	}
	sum, err := s.files.sum(source)
	if err != nil {
		return d, false
	}
	return search.Document{
		URL: path.Join(p.Path, name), Title: path.Base(name), Trail: trailTo(p),
		Kind: search.KindFile, Section: p.Top(), Roles: p.Role, Tags: p.Tags,
		Key: sha256.Sum256(fmt.Append(nil, s.opt.Version, "\x00", name, "\x00", sum)),
	}, true
}

// trailTo names the page and those above it.
func trailTo(p *content.Page) string {
	if above := trail(p); above != "" {
		return above + " › " + p.Title
	}
	return p.Title
}

// addFile gives the document of an attachment to an index. One that cannot be
// read is found by its name.
func (t *Texts) addFile(ctx context.Context, d search.Document, source string, into Index) error {
	if kept, ok := into.Kept(d.Key); ok {
		d.Title, d.Names, d.Body, d.Headings = kept.Title, kept.Names, kept.Body, kept.Headings
		return into.Add(d)
	}
	src, err := fs.ReadFile(t.snap.opt.FS, source)
	if err != nil {
		return fmt.Errorf("index %s: %w", source, err)
	}
	txt, err := t.snap.readDocument(ctx, d.URL, src)
	var unreadable *text.Error
	if err != nil && !errors.As(err, &unreadable) && !errors.Is(err, text.ErrNoDocument) {
		return fmt.Errorf("index %s: %w", source, err)
	}
	return into.Add(withFileText(d, txt))
}

// withFileText completes the document of an attachment with what stands in it.
// Its headings are no places that a link could lead to.
func withFileText(d search.Document, txt text.Text) search.Document {
	if txt.Title != "" && txt.Title != d.Title {
		d.Names = []string{d.Title}
		d.Title = txt.Title
	}
	var body strings.Builder
	for _, section := range txt.Sections {
		if section.Title != "" {
			d.Headings = append(d.Headings, search.Section{Title: section.Title, Start: body.Len()})
			body.WriteString(section.Title + "\n")
		}
		if section.Text != "" {
			body.WriteString(section.Text + "\n")
		}
	}
	d.Body = strings.TrimRight(body.String(), "\n")
	return d
}

// readDocument reads the text of an attachment; PDFs share an engine.
func (s *snapshot) readDocument(ctx context.Context, name string, src []byte) (text.Text, error) {
	if s.opt.Documents == nil {
		return text.Extract(name, src)
	}
	return s.opt.Documents.Extract(ctx, name, src)
}

// readAttached gives an attachment that was read just now to the index of the
// build, warns of one whose text nobody will find, and tells what must not be
// shared in it.
func (s *snapshot) readAttached(a *artefact, src []byte) (problems diag.List, err error) {
	d, ok := s.attachment(a.attached, strings.TrimPrefix(strings.TrimPrefix(a.path, a.attached.Path), "/"), a.source)
	if !ok {
		return s.inspector.inspectFile(a.source, src, text.Text{}), nil
	}
	txt, err := s.readDocument(context.Background(), a.path, src)
	problems = s.inspector.inspectFile(a.source, src, txt)
	if !s.model.Conf.HasSearch() {
		return problems, nil
	}
	var unreadable *text.Error
	if errors.As(err, &unreadable) {
		problems.Add(unreadable.Problem(a.place))
	}
	if s.opt.Index == nil || err != nil && unreadable == nil {
		return problems, nil // an engine that does not start is told by the index
	}
	return problems, s.opt.Index.Add(withFileText(d, txt))
}
