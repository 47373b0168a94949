// Package view is what layouts see: pages, lists, menus and words of one
// audience's tree, ready to print, with every link relative to the page that
// is being rendered.
//
// Everything a layout can ask is a fact: a question with an answer and a
// digest of the answer, such as "the children of leitfaden". A page that is
// rendered keeps a Trace of the facts it asked for. The page has to be
// rendered again exactly when one of those facts has another digest: that is
// the law on which incremental builds and the preview server stand, and the
// reason why views reach the tree through facts only.
package view

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/board"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/markdown"
)

// Digest is the fingerprint of a fact's answer.
type Digest [16]byte

// Files is what the site serves besides pages.
type Files interface {
	// Asset returns the path in the build of static/assets/<name>, which
	// carries a hash of its content, and that hash; ok is false if there is
	// no such file.
	Asset(name string) (path string, sum Digest, ok bool)
	// Static reports whether static/<path> exists.
	Static(path string) bool
	// Image returns the size of an image in pixels, by source path below
	// the site's root; 0, 0 for pictures without a size of their own (SVG).
	Image(source string) (width, height int, err error)
	// Sum is the digest of a file's bytes, by source path.
	Sum(source string) Digest
	// Layout is the digest of the layout that name, section and kind lead to.
	Layout(name, section string, kind content.Kind) Digest
}

// Parts are what a Model is made of.
type Parts struct {
	Conf  *conf.Config
	Tree  *content.Tree
	Text  *i18n.Catalogue
	Data  *Data
	Files Files
	// Markdown renders bodies; its glossary's digest is a fact of every page
	// with a body. Texts renders texts of data files, in which no terms are
	// marked: several of them stand on one page.
	Markdown, Texts *markdown.Renderer
	GlossaryDigest  Digest
	// Fields are those that all templates share; nil has none.
	Fields *exchange.Registry
	// FS holds the files of the site.
	FS fs.FS
	// Make makes the unfilled files of a template, whose page c renders; nil
	// makes none.
	Make func(c *Context, p *content.Page) (Made, error)
	// Surveys are the catalogues and rounds that the audience may see; nil for none.
	Surveys *Surveys
	// Processes are the process catalogue and its published rounds; nil for none.
	Processes *Processes
	// Board is the state of the common results; nil for none.
	Board *board.Board
	// Past is what is known of changes; nil for nothing.
	Past *Past
	// Audience is the label up to which pages belong to this build.
	Audience string
	// Portable makes links that open from a folder: …/index.html.
	Portable bool
}

// Model answers questions about one tree. It is immutable and safe for
// concurrent use; answers are worked out once.
type Model struct {
	Parts

	answers  sync.Map          // key → []*content.Page
	digests  sync.Map          // key → Digest
	plans    sync.Map          // shared questions → *plan
	facets   sync.Map          // path of a section → []Facet
	releases sync.Map          // file of a released version → reading
	attached map[string]string // attachments: source → output path
	kinds    map[content.Kind][]*content.Page
	tags     map[string][]*content.Page
	asOf     time.Time
	// templates and heirs are by the id of a template; heirs were made of it.
	templates map[string]*content.Page
	heirs     map[string][]*content.Page
	// surveyPages are those of topics and rounds, see surveyKey.
	surveyPages map[string][]*content.Page
	// processPages are those of business processes, by the id of the process.
	processPages map[string][]*content.Page
	recent       map[string][]PastEntry // see recents
	names        map[string]string      // file name without .md → a source, for suggestions
}

// NewModel prepares the answers that need a walk over all pages.
func NewModel(parts Parts) *Model {
	m := &Model{
		Parts: parts, attached: map[string]string{},
		kinds: map[content.Kind][]*content.Page{}, tags: map[string][]*content.Page{},
		names: map[string]string{}, templates: map[string]*content.Page{}, heirs: map[string][]*content.Page{},
		surveyPages: map[string][]*content.Page{}, processPages: map[string][]*content.Page{},
	}
	for _, p := range m.Tree.Pages {
		for _, tag := range p.Tags {
			m.tags[tag] = appendOnce(m.tags[tag], p)
		}
		for _, a := range p.Attachments {
			m.attached[a.Source] = path.Join(p.Path, a.Name)
		}
		if name := nameOf(p.Source); name != "" && m.names[name] == "" {
			m.names[name] = p.Source
		}
		m.kin(p)
		if key := surveyKey(p.Survey); key != "" {
			m.surveyPages[key] = append(m.surveyPages[key], p)
		}
		if p.Process != nil && p.Process.Process != "" {
			m.processPages[p.Process.Process] = append(m.processPages[p.Process.Process], p)
		}
		if !p.Section {
			m.kinds[p.Kind] = append(m.kinds[p.Kind], p)
		}
		for _, date := range []time.Time{content.Day(p.Date), content.Day(p.Lastmod)} {
			if date.After(m.asOf) {
				m.asOf = date
			}
		}
	}
	m.recent = recents(m.Past)
	return m
}

// appendOnce adds a page unless it was the last one added: a page may name a
// tag twice.
func appendOnce(pages []*content.Page, p *content.Page) []*content.Page {
	if n := len(pages); n > 0 && pages[n-1] == p {
		return pages
	}
	return append(pages, p)
}

// AsOf is the newest date of any page: the day the content speaks of. Builds
// take it where a person would take today, so that they depend on no clock.
func (m *Model) AsOf() time.Time { return m.asOf }

// Tags lists all tags in alphabetical order.
func (m *Model) Tags() []string {
	tags := make([]string, 0, len(m.tags))
	for tag := range m.tags {
		tags = append(tags, tag)
	}
	slices.SortFunc(tags, compareNames)
	return tags
}

// OfKind lists the pages of a kind in reading order.
func (m *Model) OfKind(kind content.Kind) []*content.Page { return m.kinds[kind] }

// Tagged lists the pages that carry a tag in reading order.
func (m *Model) Tagged(tag string) []*content.Page { return m.tags[tag] }

// digestOf is the digest of a list of pages as other pages show them.
func digestOf(pages []*content.Page) Digest {
	hashes := make([]byte, 0, 64*16) // most lists are side navigations
	for _, p := range pages {
		hashes = append(hashes, p.MetaHash[:]...)
	}
	sum := sha256.Sum256(hashes)
	return Digest(sum[:16])
}

// DigestText is the digest of some text.
func DigestText(parts ...string) Digest {
	text := make([]byte, 0, 256)
	for _, part := range parts {
		text = binary.LittleEndian.AppendUint64(text, uint64(len(part)))
		text = append(text, part...)
	}
	sum := sha256.Sum256(text)
	return Digest(sum[:16])
}

func sortKey(s string) string { return content.TitleKey(s) }

// compareNames orders names as titles; of two that differ in case or umlauts
// only, one always comes first.
func compareNames(a, b string) int {
	return cmp.Or(cmp.Compare(sortKey(a), sortKey(b)), cmp.Compare(a, b))
}
