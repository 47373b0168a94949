package site_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

// author edits a portal as people do, by chance.
type author struct {
	*rand.Rand
	portal portal
}

func (a author) pick(from ...string) string { return from[a.IntN(len(from))] }

// page is the path of some Markdown file of the portal.
func (a author) page() string {
	var pages []string
	for _, name := range slices.Sorted(maps.Keys(a.portal)) {
		if strings.HasSuffix(name, ".md") && name != "content/_index.md" {
			pages = append(pages, name)
		}
	}
	return a.pick(pages...)
}

// set replaces a key of a page's front matter, or adds it; "" removes it.
func (a author) set(name, key, value string) {
	head, body, ok := strings.Cut(strings.TrimPrefix(a.portal[name], "---\n"), "---\n")
	if !ok {
		return
	}
	lines := slices.DeleteFunc(strings.SplitAfter(head, "\n"), func(line string) bool {
		return line == "" || strings.HasPrefix(line, key+":")
	})
	if value != "" {
		lines = append(lines, key+": "+value+"\n")
	}
	a.portal[name] = "---\n" + strings.Join(lines, "") + "---\n" + body
}

func (a author) title() string {
	return fmt.Sprintf("%q", a.pick("Alpha", "Übung", "Zeta & Söhne", "24 Stunden", "BIA", "Frist <x>", "Alpha"))
}

// edits are all that may happen to a portal, by name.
func (a author) edits() map[string]func() {
	page, p := a.page(), a.portal
	section := a.pick("content/leitfaden", "content/wissen", "content/aktuelles", "content/termine", "content/neu", "content/neu/tief")
	fresh := section + "/" + a.pick("p", "q", "r") + ".md"
	keys := []string{"tags: [" + a.pick("analyse", "übung", "neu, analyse", "Neu", "\"a\\nb\"") + "]"}
	switch path.Base(section) {
	case "termine":
		keys = append(keys, "start: 2027-0"+a.pick("1", "2", "3")+"-15")
	case "aktuelles":
		keys = append(keys, "date: 2027-0"+a.pick("1", "2", "3")+"-15")
	}
	return map[string]func(){
		"body": func() {
			p[page] += a.pick("Mehr zur Frist.\n", "\n## Ziel\n", "[B](b.md)\n", "[X](/leitfaden/bia/#ziel)\n", "[Plan](mappe/plan.csv)\n")
		},
		"title":    func() { a.set(page, "title", a.title()) },
		"tags":     func() { a.set(page, "tags", a.pick("", "[analyse]", "[übung, Ubung]", "[Analyse]", "[neu, neu]")) },
		"weight":   func() { a.set(page, "weight", a.pick("", "1", "2", "7", "-1")) },
		"draft":    func() { a.set(page, "draft", a.pick("", "true")) },
		"label":    func() { a.set(page, "tlp", a.pick("", "AMBER", "CLEAR", "GREEN")) },
		"slug":     func() { a.set(page, "slug", a.pick("", "", "kurz", "b", "mappe")) },
		"alias":    func() { a.set(page, "aliases", a.pick("", "[/alt/bia/]", "[/alt/a.html, /früher/]")) },
		"layout":   func() { a.set(page, "layout", a.pick("", "", "blank", "list")) },
		"describe": func() { a.set(page, "description", a.title()) },
		"role":     func() { a.set(page, "role", a.pick("", "[it]", "[bcm, it]")) },
		"date":     func() { a.set(page, "lastmod", a.pick("", "2027-03-01", "2027-01-03", "2026-01-01")) },
		"event": func() {
			a.set("content/termine/runde.md", "start", a.pick("2027-01-14T09:00", "2027-02-01", "2027-02-14T08:00"))
		},
		"cascade": func() {
			a.set("content/leitfaden/_index.md", "cascade", a.pick("", "{role: [it]}", "{bcms: [aufbau]}", "{kind: page}", "{tlp: AMBER}"))
		},
		"add": func() {
			p[fresh] = md("Neu "+a.pick("1", "2"), append(keys, a.pick("Text\n", "Zur BAO.\n", "[B](../wissen/b.md)\n"))...)
		},
		"index":  func() { p[section+"/_index.md"] = md(a.pick("Eins", "Zwei")) },
		"delete": func() { delete(p, page) },
		"rmdir":  func() { a.remove(a.pick("content/neu", "content/leitfaden/tief", "content/wissen/mappe")) },
		"move":   func() { a.move(page, fresh) },
		"movedir": func() {
			a.move(a.pick("content/wissen/mappe", "content/leitfaden/tief", "content/neu"), a.pick("content/wissen/mappe", "content/neu/mappe", "content/leitfaden/tief"))
		},
		"file": func() { p["content/wissen/mappe/plan.csv"] = strings.Repeat("x", a.IntN(3)) },
		"picture": func() {
			p["content/wissen/mappe/raum.svg"] = "<svg xmlns='http://www.w3.org/2000/svg' width='" + a.pick("1", "2") + "'/>"
		},
		"asset": func() { p["static/assets/x.css"] = "body{color:" + a.pick("red", "blue") + "}" },
		"font":  func() { p["static/assets/fonts/f.woff2"] = a.pick("font", "other") },
		"static": func() {
			p[a.pick("static/robot.txt", "static/wissen/zusatz.pdf", "static/favicon.svg")] = a.pick("eins", "zwei")
		},
		"base": func() { p["layouts/base.html"] = layoutBase + "<!-- " + a.pick("1", "2") + " -->\n" },
		"partial": func() {
			p["layouts/partials/card.html"] = `<a href="{{.URL}}">` + a.pick("", "→ ") + `{{.Title}}</a>`
		},
		"single": func() { p["layouts/_default/single.html"] = layoutSingle + a.pick("", "{{/* x */}}") },
		"nearest": func() {
			p[a.pick("layouts/leitfaden/single.html", "layouts/wissen/list.html", "layouts/news/single.html", "layouts/_default/blank.html")] = `{{define "main"}}` + a.pick("<p>eigen</p>", "{{.Body}}") + `{{end}}`
		},
		"unlayout": func() {
			delete(p, a.pick("layouts/leitfaden/single.html", "layouts/wissen/list.html", "layouts/news/single.html"))
		},
		"roles": func() { p["data/rollen.yaml"] = "- {id: bcm, title: " + a.title() + "}\n- {id: it, title: IT}\n" },
		"steps": func() {
			p["data/bsi/schritte.yaml"] = "- {step: '3', title: " + a.title() + "}\n- {step: '7', title: x, page: leitfaden/bia}\n"
		},
		"glossary": func() {
			p["data/glossar.yaml"] = "- {id: frist, term: " + a.pick("Frist", "Text", "Mehr") + ", short: " + a.title() + ", text: \"" + a.pick("a", "## Ziel") + "\"}\n"
		},
		"settings": func() {
			p["nachbar.yaml"] = strings.Replace(newPortal()["nachbar.yaml"], "pagination: 3", "pagination: "+a.pick("2", "3", "4"), 1) + a.lenient()
		},
		"menu": func() {
			p["nachbar.yaml"] = strings.Replace(newPortal()["nachbar.yaml"], "title: Alles", "title: "+a.pick("Liste", "Alles"), 1) + a.lenient()
		},
		"process": func() {
			p["data/prozesse/01.yaml"] = processFile(process("01-01", a.pick("Eins", "Zwei"), a.pick("4h", "3T"), a.pick("01-02", "")), process("01-02", a.pick("Drei", "Vier"), ">30T"))
			p["layouts/process/single.html"] = `{{define "main"}}{{with .Process}}<p>{{.Class}} {{.Unit}} {{range .Needs}}<a href="{{.URL}}">{{.Title}}</a>{{end}} {{range .NeededBy}}{{.Title}}{{end}}</p>{{end}}{{end}}`
		},
		"ownprocess": func() {
			p[a.pick("content/prozesse/01-01.md", "content/prozesse/01-02/index.md", "content/prozesse/_index.md")] = md("Eigener", a.pick("", "tags: [neu]"))
		},
		"unprocess": func() { delete(p, "data/prozesse/01.yaml") },
		"words":     func() { p["i18n/de.yaml"] = strings.Replace(portalWords, "Seiten", a.pick("Seiten", "Einträge"), 1) },
		"nothing":   func() {},
		"unrelated": func() { p["README.md"] += "x" },
	}
}

// lenient makes the portal a foreign tree now and then: mistakes are warnings.
func (a author) lenient() string {
	return a.pick("", "strict: false\ntlp: CLEAR\n", "strict: false\ntlp: CLEAR\n")
}

func (a author) remove(dir string) {
	maps.DeleteFunc(a.portal, func(name, _ string) bool { return strings.HasPrefix(name, dir+"/") })
}

func (a author) move(from, to string) {
	if from == to || strings.HasPrefix(to, from+"/") {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(a.portal)) {
		if rest, ok := strings.CutPrefix(name, from); ok && (rest == "" || rest[0] == '/') {
			a.portal[to+rest] = a.portal[name]
			delete(a.portal, name)
		}
	}
}

// edit does one to three things and returns their names and the changed paths.
func (a author) edit() (what, changed []string) {
	before := maps.Clone(a.portal)
	for range 1 + a.IntN(3)/2 {
		edits := a.edits()
		name := a.pick(slices.Sorted(maps.Keys(edits))...)
		edits[name]()
		what = append(what, name)
	}
	for name := range before {
		if a.portal[name] != before[name] {
			changed = append(changed, name)
		}
	}
	for name := range a.portal {
		if _, ok := before[name]; !ok {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return what, changed
}

// mend takes back what keeps a portal from being built, so that the walk of
// edits goes on.
func (a author) mend() {
	for name, text := range newPortal() {
		if strings.HasPrefix(name, "content/") || name == "nachbar.yaml" {
			a.portal[name] = text
		}
	}
	for name := range a.portal {
		if _, ours := newPortal()[name]; !ours && strings.HasPrefix(name, "content/") {
			delete(a.portal, name)
		}
	}
}

// TestIncrementalBuildsEqualCleanOnes is the law of the build: whatever is
// edited, a build with the cache of the last one, read back from its file,
// gives the bytes and the problems of a clean one; and so does a session.
func TestIncrementalBuildsEqualCleanOnes(t *testing.T) {
	const steps = 70
	built, kept := 0, 0
	for seed := range uint64(walks) {
		a := author{rand.New(rand.NewPCG(seed, 11)), newPortal().with("layouts/_default/recent.html", recentLayouts()["layouts/_default/recent.html"])}
		fsys, told := &live{now: a.portal.fs()}, &telling{chronicle: chronicle{{day: "2026-11-01", edits: maps.Clone(a.portal)}}}
		opt := site.Options{FS: fsys, Version: "test", Log: told.log}
		session, err := site.NewSession(context.Background(), opt)
		if err != nil {
			t.Fatal(err)
		}
		sink, cache := newMemory(), &site.Cache{}
		failed := 0
		for step := range steps {
			what, changed := a.edit()
			if failed == 4 {
				before := maps.Clone(a.portal)
				a.mend()
				what, changed = append(what, "mend"), append(changed, slices.Collect(maps.Keys(before))...)
				changed = append(changed, slices.Collect(maps.Keys(a.portal))...)
			}
			fsys.set(a.portal.fs())
			if seed > 0 && len(changed) > 0 && a.IntN(3) > 0 { // what is not committed has no history
				told.commit(a, changed)
			}
			place := fmt.Sprintf("seed %d, step %d, after %q", seed, step, what)

			clean, want := construct(t, opt)
			before := maps.Clone(sink.files)
			got, err := site.Build(context.Background(), opt, sink, cache)
			if err != nil {
				t.Fatalf("%s: %v", place, err)
			}
			if listing(got.Problems) != listing(want.Problems) {
				t.Fatalf("%s: problems are\n%swant\n%s", place, listing(got.Problems), listing(want.Problems))
			}
			if want.Problems.HasErrors() {
				failed++
				if d := difference(sink.files, before); d != "" {
					t.Fatalf("%s: a failed build changed\n%s", place, d)
				}
			} else {
				failed = 0
				built++
				kept += got.Stats.Kept
				if d := difference(sink.files, clean.files); d != "" {
					t.Fatalf("%s: %s", place, d)
				}
				cache = throughFile(t, cache)
			}
			compareOutputs(t, place, session, changed, clean.files)
			compareProblems(t, place, session, want)
		}
	}
	if built < 30*walks || kept < 20*built {
		t.Errorf("%d builds kept %d files: the law says little", built, kept)
	}
}

// telling is a chronicle that grows while a site is served.
type telling struct {
	mu        sync.Mutex
	chronicle chronicle
}

func (t *telling) log(ctx context.Context) (*history.Log, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.chronicle.log(ctx)
}

// commit adds a deed about the changed files, with words by chance.
func (t *telling) commit(a author, changed []string) {
	d := deed{day: fmt.Sprintf("2026-12-%02d", 1+a.IntN(28)), role: a.pick("", "Redaktion", "Gruppe"), who: a.pick("A", "B"), edits: portal{}}
	for _, name := range changed {
		d.edits[name] = a.portal[name]
	}
	if a.IntN(2) == 0 {
		d.notes = note(a.pick("", "", "leitfaden/bia", "wissen/a", "wissen"), a.pick("Eins", "Zwei"))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.chronicle = append(t.chronicle, d)
}

// throughFile writes a cache and reads it again.
func throughFile(t *testing.T, cache *site.Cache) *site.Cache {
	t.Helper()
	var file bytes.Buffer
	if err := cache.Save(&file); err != nil {
		t.Fatal(err)
	}
	read, err := site.ReadCache(&file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// compareOutputs tells a session what changed and compares all it would serve
// with a clean build.
func compareOutputs(t *testing.T, place string, session *site.Session, changed []string, want map[string][]byte) {
	t.Helper()
	ctx := context.Background()
	if err := session.Change(ctx, changed); err != nil {
		t.Fatalf("%s: %v", place, err)
	}
	for path, body := range want {
		if path == "manifest.json" || path == "pruefsummen.txt" {
			continue
		}
		got, err := session.Output(ctx, path)
		if err != nil || !bytes.Equal(got.Body, body) {
			t.Fatalf("%s: %s is served as\n%s, %v\nwant\n%s", place, path, got.Body, err, body)
		}
	}
	if _, err := session.Output(ctx, "none/index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s: a page that does not exist gives %v", place, err)
	}
}

// compareProblems lets a session check its site and compares what it found
// with a clean build.
func compareProblems(t *testing.T, place string, session *site.Session, want site.Result) {
	t.Helper()
	ctx := context.Background()
	if done, err := session.CheckAll(ctx); err != nil || !done {
		t.Fatalf("%s: check ended %t, %v", place, done, err)
	}
	if got := session.Problems(); listing(got) != listing(want.Problems) {
		t.Fatalf("%s: the session says\n%sthe build\n%s", place, listing(got), listing(want.Problems))
	}
}
