package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/view"
)

// Index takes the documents of a site; search.Builder and search.Writer are
// ones. Its methods are called by several goroutines.
type Index interface {
	// Kept returns the document that was made with a key in an earlier run: its
	// page is not rendered again for its text.
	Kept(key [32]byte) (search.Document, bool)
	// Add takes a document.
	Add(search.Document) error
}

// Texts is what can be found on a site at one moment: every page of the tree,
// and every term of the glossary. It does not change.
type Texts struct {
	snap *snapshot
	docs []search.Document // of the pages, without bodies, in reading order
	// files are the documents beside the pages, by the source of each.
	files   []search.Document
	sources []string
	// glossary are the terms that the site shows.
	glossary []view.GlossaryTerm
}

// LoadTexts loads a site for its search.
func LoadTexts(ctx context.Context, opt Options) (*Texts, error) {
	s, err := (&loader{opt: opt}).load(ctx, nil)
	if err != nil {
		return nil, err
	}
	return s.texts(), nil
}

// Texts is the site as it stands now.
func (s *Session) Texts() *Texts { return s.current().texts() }

func (s *snapshot) texts() *Texts {
	t := &Texts{snap: s}
	for _, p := range s.model.Tree.Pages {
		if a := s.routes[p.Output()]; a != nil && a.target.Page == p {
			t.docs = append(t.docs, s.document(p))
			t.attach(p)
		}
	}
	if page := s.model.Tree.Page(glossaryPath); page != nil {
		t.glossary = s.model.NewContext(view.Target{Page: page, Output: view.GlossaryOutput}).Page().Terms()
	}
	return t
}

// document is a page without its text.
func (s *snapshot) document(p *content.Page) search.Document {
	d := search.Document{
		URL: p.Output(), Title: p.Title, Trail: trail(p), Kind: string(p.Kind), Section: p.Top(),
		Roles: p.Role, Tags: p.Tags, Summary: p.Description,
		Key: sha256.Sum256(fmt.Append(nil, s.opt.Version, "\x00", s.lenient, p.Kind, s.model.GlossaryDigest, s.model.FieldsDigest(), s.generatedText(p), p.Hash)),
	}
	g := p.Guide
	if p.Template != nil {
		g = &p.Template.GuideKeys
	}
	if g != nil {
		d.Step = g.Step
		for _, level := range g.BCMS {
			d.Levels = append(d.Levels, string(level))
		}
	}
	if e := p.Event; e != nil && len(e.For) > 0 {
		d.Roles = e.For
	}
	return d
}

// trail names the pages above, without the home page.
func trail(p *content.Page) string {
	var names []string
	for up := p.Parent; up != nil && up.Parent != nil; up = up.Parent {
		names = append([]string{up.Title}, names...)
	}
	return strings.Join(names, " › ")
}

// Digest changes with everything that can be found.
func (t *Texts) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%+v\x00", t.snap.opt.Version, t.snap.model.Audience, t.Options())
	for i := range t.docs {
		fmt.Fprintf(h, "%+v\x00", t.docs[i])
	}
	for _, list := range [][]search.Document{t.files, t.terms(), t.results()} {
		for i := range list {
			fmt.Fprintf(h, "%+v\x00", list[i])
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Label is the audience's label, in lower case.
func (t *Texts) Label() string {
	return strings.ToLower(strings.TrimPrefix(t.snap.model.Audience, "TLP:"))
}

// Add gives all documents to an index. Pages whose text it does not have are
// rendered, in parallel, without their layouts.
func (t *Texts) Add(ctx context.Context, into Index) error {
	return t.add(ctx, into, func(string) bool { return false })
}

// add leaves out the pages that has knows by their URL.
func (t *Texts) add(ctx context.Context, into Index, has func(url string) bool) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(t.docs)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if has(t.docs[i].URL) {
					continue
				}
				if err := t.addPage(t.docs[i], into); err != nil {
					cancel(err)
				}
			}
		})
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for i, d := range t.files {
		if has(d.URL) {
			continue
		}
		if err := t.addFile(ctx, d, t.sources[i], into); err != nil {
			return err
		}
	}
	for _, d := range append(t.terms(), t.results()...) {
		if err := into.Add(d); err != nil {
			return err
		}
	}
	return nil
}

func (t *Texts) addPage(d search.Document, into Index) error {
	if kept, ok := into.Kept(d.Key); ok {
		d.Body, d.Headings = kept.Body, kept.Headings
		return into.Add(d)
	}
	p := t.snap.model.Tree.Page(strings.TrimSuffix(strings.TrimSuffix(d.URL, "index.html"), "/"))
	html, err := t.snap.bodyOf(p)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Source, err)
	}
	return into.Add(withText(d, p, slices.Concat(html, t.snap.generatedText(p))))
}

// bodyOf renders the body of a page by itself.
func (s *snapshot) bodyOf(p *content.Page) ([]byte, error) {
	if p.BodyEmpty || p.Source == "" {
		return nil, nil
	}
	body, hash, err := p.Read(s.opt.FS)
	if err != nil {
		return nil, err
	}
	if hash != p.Hash {
		return nil, errChanged
	}
	c := s.model.NewContext(view.Target{Page: p, Output: p.Output()})
	c.RenderBody(body)
	return c.Doc().HTML, nil
}

// withText completes a document with what its page says: the description, the
// place of an event, the body.
func withText(d search.Document, p *content.Page, html []byte) search.Document {
	lead := p.Description + "\n"
	if e := p.Event; e != nil {
		lead += e.Place + "\n" + e.Organizer + "\n"
	}
	lead = strings.TrimLeft(strings.ReplaceAll(lead, "\n\n", "\n"), "\n")
	text, sections := search.Extract(html)
	for i := range sections {
		sections[i].Start += len(lead)
	}
	d.Body, d.Headings = strings.TrimRight(lead+text, "\n"), sections
	return d
}

// indexing is an Index that hands everything on to others and remembers which
// pages it was given.
type indexing struct {
	all  []Index
	mu   sync.Mutex
	done map[string]bool
}

// Add implements Index.
func (i *indexing) Add(d search.Document) error {
	i.mu.Lock()
	i.done[d.URL] = true
	i.mu.Unlock()
	for _, into := range i.all {
		if err := into.Add(d); err != nil {
			return err
		}
	}
	return nil
}

// Kept implements Index.
func (i *indexing) Kept(key [32]byte) (search.Document, bool) {
	for _, from := range i.all {
		if d, ok := from.Kept(key); ok {
			return d, true
		}
	}
	return search.Document{}, false
}

func (i *indexing) has(url string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.done[url]
}
