package site_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

// memberPortal is the small portal with something of everything for members
// only: in a section of theirs, and among public pages.
func memberPortal() portal {
	return newPortal().with(
		"content/mitglieder/_index.md", md("Mitglieder", "tlp: GREEN", "cascade: {tlp: AMBER, role: [it]}", "Nur für Mitglieder.\n"),
		"content/mitglieder/lage.md", md("Lage", "tags: [analyse, lage]", "Zur Frist, siehe [Mappe](mappe/index.md).\n"),
		"content/mitglieder/mappe/index.md", md("Mappe der Mitglieder", "![Raum](raum.svg)\n"),
		"content/mitglieder/mappe/raum.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"content/mitglieder/mappe/plan.csv", "a;b",
		"content/wissen/m1.md", md("Anton", "tlp: AMBER", "weight: 1", "Text.\n"),
		"content/wissen/bund/index.md", md("Bund", "tlp: GREEN"),
		"content/wissen/bund/liste.txt", "Liste",
		"content/aktuelles/intern.md", md("Internes", "tlp: AMBER", "date: 2027-06-01"),
		"content/termine/klausur.md", md("Klausur", "tlp: AMBER", "start: 2027-09-14T09:00", "series: r"),
		"data/intern.yaml", "- {id: eins, title: Eins}\n",
		"data/tlp.yaml", "intern.yaml: AMBER\nvertraulich/: AMBER\n",
		"data/vertraulich/x.yaml", "a: b\n",
	)
}

// ours reports whether a file is for members only.
func ours(name string) bool {
	for _, below := range []string{"content/mitglieder/", "content/intern", "content/wissen/m", "content/wissen/bund/", "content/aktuelles/intern", "content/termine/klausur", "data/intern.yaml", "data/vertraulich/", "data/bsc/runden/", "data/tlp.yaml"} {
		if strings.HasPrefix(name, below) && !strings.HasPrefix(name, "content/wissen/mappe/") {
			return true
		}
	}
	return false
}

// member is an author who edits what is for members only.
type member struct{ author }

func (m member) page() string {
	return m.pick(slices.DeleteFunc(slices.Sorted(maps.Keys(m.portal)), func(name string) bool {
		return !strings.HasSuffix(name, ".md") || !ours(name)
	})...)
}

// value is a text that public pages have, or that nobody has.
func (m member) value() string {
	return fmt.Sprintf("%q", m.pick("Alpha", "Übung macht <Meister>", "Zeta", "BIA", "Leitfaden", "Neu")+m.pick("", fmt.Sprint(" ", m.IntN(1000))))
}

// label keeps a page for members only.
func (m member) label() string { return m.pick("AMBER", "GREEN", "AMBER+STRICT", "RED") }

func (m member) edits() map[string]func() {
	p, page := m.portal, m.page()
	fresh := m.pick("content/mitglieder/", "content/mitglieder/tief/", "content/wissen/m") + m.pick("p", "q", "r") + ".md"
	text := m.pick("Mehr zur Frist.\n", "\n## Ziel\n\n[BIA](/leitfaden/bia/)\n", "Zur BAO[^1].\n\n[^1]: Note.\n", "```go\nvar x int\n```\n", "{#block}\n")
	set := func(key string, values ...string) func() { return func() { m.set(page, key, m.pick(values...)) } }
	return map[string]func(){
		"body":     func() { p[page] += text },
		"title":    set("title", m.value(), m.value()),
		"describe": set("description", m.value(), ""),
		"tags":     set("tags", "", "[analyse]", "[übung, Ubung]", "[neu, geheim]", "[Analyse]"),
		"date":     set("date", "2027-03-01", "2030-01-01", "2020-01-01"),
		"lastmod":  set("lastmod", "", "2031-05-05", "2026-01-01"),
		"weight":   set("weight", "", "-5", "1", "99"),
		"draft":    set("draft", "", "true"),
		"slug":     set("slug", "", "kurz", "b", "bia"),
		"alias":    set("aliases", "", "[/leitfaden/bia/]", "[/alt/bia/, /geheim.html]"),
		"layout":   set("layout", "", "blank", "list"),
		"role":     set("role", "", "[it]", "[bcm, it]"),
		"toc":      set("toc", "", "true", "false"),
		"review":   set("review", "", "{every: 1m, last: 2020-01-01, role: x}"),
		"label": func() {
			if page != "content/mitglieder/_index.md" {
				m.set(page, "tlp", m.label())
			}
		},
		"event": func() {
			m.set("content/termine/klausur.md", "start", m.pick("2026-01-01", "2029-09-14T09:00", "2027-02-14"))
		},
		"series": func() { m.set("content/termine/klausur.md", "series", m.pick("r", "s", "")) },
		"repeat": func() { m.set("content/termine/klausur.md", "repeat", m.pick("", "{every: 1w, until: 2031-01-01}")) },
		"news":   func() { m.set("content/aktuelles/intern.md", "date", m.pick("2026-12-31", "2029-01-01")) },
		"section": func() {
			m.set("content/mitglieder/_index.md", "cascade", m.pick("{tlp: AMBER}", "{tlp: RED, role: [bcm]}", "{tlp: GREEN, kind: guide}"))
		},
		"unindex": func() { m.set("content/mitglieder/_index.md", "tlp", m.pick("AMBER", "GREEN", "RED")) },
		"add":     func() { p[fresh] = md("Neu", "tlp: "+m.label(), "tags: [analyse]", text) },
		"delete":  func() { m.drop(page) },
		"move":    func() { m.relocate(page, fresh) },
		"bundle": func() {
			p["content/mitglieder/neu/index.md"] = md("Bündel", text)
			p["content/mitglieder/neu/x.pdf"] = "%PDF-"
		},
		"file":    func() { p["content/mitglieder/mappe/plan.csv"] = strings.Repeat("x;", m.IntN(9)) },
		"newfile": func() { p["content/mitglieder/mappe/"+m.pick("a.docx", "b.png", "c.ics")] = fmt.Sprint(m.IntN(99)) },
		"nofile":  func() { delete(p, "content/wissen/bund/liste.txt") },
		"picture": func() {
			p["content/mitglieder/mappe/raum.svg"] = "<svg xmlns='http://www.w3.org/2000/svg' width='" + fmt.Sprint(m.IntN(9)) + "'/>"
		},
		"data":     func() { p["data/intern.yaml"] = "- {id: eins, title: " + m.value() + "}\n" },
		"datafile": func() { p["data/vertraulich/"+m.pick("x", "y")+".yaml"] = "a: " + m.value() + "\n" },
		"round":    func() { p["data/bsc/runden/"+m.pick("2026", "2027")+".json"] = fmt.Sprint(m.IntN(99)) },
		"version":  func() { p["content/mitglieder/karte/versions/1.0.0.json"] = fmt.Sprint(m.IntN(99)) },
		"template": func() { p["content/mitglieder/karte/index.md"] = templateOf("karte", "", text) },
		"process":  func() { p["content/mitglieder/prozess.md"] = md("Prozess", "kind: process", "process: 01-01") },
		"time":     func() {}, // of files: every build has others
		"commit":   func() {}, // likewise
	}
}

// drop removes a page unless it labels others.
func (m member) drop(page string) {
	if path.Base(page) != "_index.md" {
		delete(m.portal, page)
	}
}

func (m member) relocate(page, to string) {
	if path.Base(page) != "_index.md" {
		m.portal[to] = strings.Replace(m.portal[page], "---\n", "---\ntlp: AMBER\n", 1)
		if strings.Contains(m.portal[page], "\ntlp: ") {
			m.portal[to] = m.portal[page]
		}
		delete(m.portal, page)
	}
}

// options are those of a build of the portal as it is, with times of files and
// commits of members that say nothing.
func (m member) options() site.Options {
	files := m.portal.fs()
	for name, file := range files {
		if ours(name) {
			file.ModTime = time.Unix(m.Int64N(1<<31), 0)
		}
	}
	return site.Options{FS: files, Version: "test", Log: func(context.Context) (*history.Log, error) { return m.log(files), nil }}
}

// log is a history with one public commit and any number for members.
func (m member) log(files fstest.MapFS) *history.Log {
	log := &history.Log{Head: fmt.Sprint(m.Uint64())}
	log.Blobs = func(_ context.Context, names []string, each func(string, []byte)) error {
		for _, name := range names {
			if file := files[name]; file != nil {
				each(name, file.Data)
			} else {
				each(name, nil)
			}
		}
		return nil
	}
	commit := func(day int, names []string, note string) {
		c := history.Commit{Day: time.Date(2027, 1, day, 0, 0, 0, 0, time.UTC), Parts: []history.Part{{Role: "Redaktion " + note, Name: "N", Files: names, Notes: []history.Note{{Text: note}}}}}
		for _, name := range names {
			c.Changes = append(c.Changes, history.Change{Path: name, Blob: name, New: true})
		}
		log.Commits = append(log.Commits, c)
	}
	var public, inner []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if ours(name) {
			inner = append(inner, name)
		} else {
			public = append(public, name)
		}
	}
	for range m.IntN(4) {
		commit(10+m.IntN(10), []string{m.pick(inner...)}, "intern "+m.value())
	}
	commit(5, public, "offen")
	return log
}

// interference is how often what is for members changes.
func interference() int {
	if os.Getenv("NACHBAR_SOAK") != "" {
		return 2000
	}
	return 200
}

// TestWhatIsForMembersNeverChangesThePublicBuild edits what is for members, by
// chance, and holds each public build to the first one, byte for byte: clean
// ones, and ones that go on with the cache of the last.
func TestWhatIsForMembersNeverChangesThePublicBuild(t *testing.T) {
	m := member{author{rand.New(rand.NewPCG(7, 11)), memberPortal()}}
	want := outputs(t, m.options())
	sink, cache := newMemory(), &site.Cache{}
	done, changes := map[string]int{}, 0
	for step := range interference() {
		before := maps.Clone(m.portal)
		edits := m.edits()
		what := m.pick(slices.Sorted(maps.Keys(edits))...)
		edits[what]()
		done[what]++
		if !maps.Equal(before, m.portal) {
			changes++
		}
		opt := m.options()
		place := fmt.Sprintf("step %d, after %q", step, what)
		clean, result := construct(t, opt)
		if result.Problems.HasErrors() {
			t.Fatalf("%s: problems: %s", place, listing(result.Problems))
		}
		if d := difference(clean.files, want); d != "" {
			t.Fatalf("%s: %s", place, d)
		}
		if step%4 != 0 {
			continue
		}
		if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
			t.Fatalf("%s: %v", place, err)
		}
		if d := difference(sink.files, want); d != "" {
			t.Fatalf("%s, incremental: %s", place, d)
		}
		if m.IntN(20) == 0 {
			m.portal = memberPortal()
		}
	}
	if changes < interference()/2 || len(done) < 30 {
		t.Errorf("%d changes of %d kinds: the law says little", changes, len(done))
	}
}

// TestThePublicBuildOpensNothingForMembers watches what is read: of withheld
// content no more than, once, the files of pages, whose front matter says whom
// they are for. (Data are looked through for names of people, for editors only.)
func TestThePublicBuildOpensNothingForMembers(t *testing.T) {
	p := memberPortal().with("data/bsc/runden/2026.json", "{}", "content/mitglieder/karte/index.md", templateOf("karte", "", "Text.\n"), "content/mitglieder/karte/versions/1.0.0.json", "{}")
	w := &counted{FS: p.fs(), opened: map[string]int{}}
	if _, err := site.Check(context.Background(), site.Options{FS: w, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	for name, n := range w.opened {
		page := strings.HasSuffix(name, ".md")
		if ours(name) && path.Ext(name) != "" && !strings.HasPrefix(name, "data/") && (!page || n > 1) {
			t.Errorf("%s was opened %d times", name, n)
		}
	}
	if w.opened["content/mitglieder/lage.md"] != 1 || w.opened["content/leitfaden/bia.md"] < 2 || w.opened["content/wissen/mappe/raum.svg"] == 0 {
		t.Error("the watch says little")
	}
}

// counted counts how often files are opened.
type counted struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]int
}

func (c *counted) Open(name string) (fs.File, error) {
	c.mu.Lock()
	c.opened[name]++
	c.mu.Unlock()
	return c.FS.Open(name)
}
