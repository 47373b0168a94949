package view

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/tlp"
)

// world is all that a Model is made of, ready to be changed by a test.
type world struct {
	files    fstest.MapFS // content/ and data/
	words    map[string]string
	conf     conf.Config
	assets   map[string]string // name → content
	statics  map[string]bool
	images   map[string][2]int // source → size
	layout   string
	portable bool
	told     []telling
}

// telling is an entry of the past of a page, by its path.
type telling struct {
	path, note, role string
	day              int // of January 2027
	isNew            bool
}

// past is what the tellings say of the pages that there are.
func (w *world) past(tree *content.Tree) *Past {
	past := &Past{Pages: map[string]*PastPage{}}
	for _, tell := range w.told {
		p := tree.Page(tell.path)
		if p == nil {
			continue
		}
		note := PastNote{Day: time.Date(2027, 1, tell.day, 0, 0, 0, 0, time.UTC), Text: tell.note, Role: tell.role}
		past.Entries = append(past.Entries, PastEntry{PastNote: note, New: tell.isNew, Page: p})
		own := past.Pages[tell.path]
		if own == nil {
			own = &PastPage{First: note.Day}
			past.Pages[tell.path] = own
		}
		own.Last, own.By = note.Day, append(own.By, tell.role)
		if note.Text != "" {
			own.Notes = append(own.Notes, note)
		}
	}
	SortEntries(past.Entries)
	return past
}

// newWorld makes one of pairs of a path and a file; every page is CLEAR.
func newWorld(pairs ...string) *world {
	cfg := conf.Default()
	cfg.Title, cfg.BaseURL = "Portal", "https://portal.example.org/p/"
	w := &world{
		files: fstest.MapFS{}, conf: *cfg, assets: map[string]string{}, statics: map[string]bool{}, images: map[string][2]int{},
		words: map[string]string{
			"tlp.clear": "für alle", "tlp.green": "für Mitglieder", "feed.news": "Neues", "feed.events": "Termine",
			"feed.recent": "Neu", "feed.recent.of": "Neu: {title}", "ui.recent.all": "Alle",
			"filter.stufe": "Stufe", "filter.rolle": "Rolle", "filter.jahr": "Jahr", "filter.schlagwort": "Thema",
			"bcms.reaktiv": "Reaktiv", "bcms.aufbau": "Aufbau", "bcms.standard": "Standard",
		},
	}
	w.put("content/_index.md", page("Start"))
	for i := 0; i < len(pairs); i += 2 {
		w.put(pairs[i], pairs[i+1])
	}
	return w
}

func (w *world) put(name, text string) { w.files[name] = &fstest.MapFile{Data: []byte(text)} }

// page is a Markdown file with a title and further keys, one a line.
func page(title string, keys ...string) string {
	return "---\ntitle: " + title + "\n" + strings.Join(append(keys, ""), "\n") + "---\nText von " + title + "\n"
}

func (w *world) model(t *testing.T) *Model {
	t.Helper()
	clear := tlp.Clear
	tree, problems, err := content.NewLoader(w.files, content.Options{Dir: "content", Max: tlp.Clear, DefaultLabel: &clear}).Load(context.Background())
	if err != nil || problems.HasErrors() {
		t.Fatal(problems, err)
	}
	data, found, err := LoadData(w.files, "data")
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	terms, found := GlossaryTerms(data, "data")
	if len(found) > 0 {
		t.Fatal(found)
	}
	cfg := w.conf
	return NewModel(Parts{
		Conf: &cfg, Tree: tree, Text: i18n.New("de", maps.Clone(w.words)), Data: data, Files: w.disk(), FS: w.files,
		Markdown: markdown.New(markdown.Options{}, markdown.NewGlossary(terms)), Texts: markdown.New(markdown.Options{}, nil),
		GlossaryDigest: DigestText(fmt.Sprint(terms)), Past: w.past(tree), Audience: "TLP:CLEAR", Portable: w.portable,
	})
}

// disk are the files of a world beside its pages, at one moment.
type disk struct{ w world }

func (w *world) disk() disk {
	now := *w
	now.assets, now.statics, now.images, now.files = maps.Clone(w.assets), maps.Clone(w.statics), maps.Clone(w.images), maps.Clone(w.files)
	return disk{now}
}

func (d disk) Asset(name string) (string, Digest, bool) {
	text, ok := d.w.assets[name]
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("assets/%x-%s", sum[:3], name), Digest(sum[:16]), ok
}
func (d disk) Static(path string) bool { return d.w.statics[path] }
func (d disk) Image(source string) (int, int, error) {
	size, ok := d.w.images[source]
	if !ok {
		return 0, 0, errors.New("no such picture: " + source)
	}
	return size[0], size[1], nil
}
func (d disk) Sum(source string) Digest {
	f := d.w.files[source]
	if f == nil {
		return Digest{}
	}
	return DigestText(string(f.Data))
}
func (d disk) Layout(name, section string, kind content.Kind) Digest {
	h := fnv.New64a()
	fmt.Fprint(h, d.w.layout, name, kind)
	return DigestText(fmt.Sprint(h.Sum64()))
}

// at starts the rendering of a page of the tree with its own list, as package
// site does.
func at(t *testing.T, m *Model, path string) *Page {
	t.Helper()
	p := m.Tree.Page(path)
	if p == nil {
		t.Fatalf("no page %q", path)
	}
	target := Target{Page: p, Output: p.Output(), Name: "single"}
	if p.Section && p.Parent != nil {
		target.Name = "list"
		target.List = List{Question: "kids", Arg: p.Path, Base: p.Output(), Section: p.Path, Number: 1, Size: m.Conf.Pagination}
	}
	return m.NewContext(target).Page()
}

// apart starts the rendering of a page below parent that is in no tree.
func apart(t *testing.T, m *Model, parent *content.Page, path, title, name string, list List) *Page {
	t.Helper()
	p := &content.Page{Path: path, Parent: parent, Label: m.Tree.Home.Label}
	p.Title, p.Kind = title, content.Plain
	if list.Size == 0 {
		list.Number, list.Size = 1, m.Conf.Pagination
	}
	return m.NewContext(Target{Page: p, Output: p.Output(), Name: name, List: list}).Page()
}

// titles lists pages as the tables write them.
func titles(pages []*Page) string {
	var names []string
	for _, p := range pages {
		names = append(names, p.Title())
	}
	return strings.Join(names, ", ")
}

// urls lists the addresses of pages.
func urls(pages []*Page) string {
	var names []string
	for _, p := range pages {
		names = append(names, p.URL())
	}
	return strings.Join(names, " ")
}
