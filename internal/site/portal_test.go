package site_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

// portal is a small site that has something of everything: path → content.
type portal map[string]string

// md is a Markdown file with front matter keys, one a line, and a body.
func md(title string, keysAndBody ...string) string {
	body := ""
	if n := len(keysAndBody); n > 0 && strings.Contains(keysAndBody[n-1], "\n") {
		keysAndBody, body = keysAndBody[:n-1], keysAndBody[n-1]
	}
	return "---\ntitle: " + fmt.Sprintf("%q", title) + "\n" + strings.Join(append(keysAndBody, ""), "\n") + "---\n" + body
}

// newPortal is a portal without problems.
func newPortal() portal {
	return portal{
		"nachbar.yaml": `title: Portal
description: Probe
baseURL: https://portal.example.org/p/
pagination: 3
audiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]
menus: {main: [{title: Bündel, page: wissen/b}, {title: Alles, page: a-z}]}
`,
		"content/_index.md":                md("Start & Ziel", "cascade: {tlp: CLEAR}", "Willkommen, siehe [BIA](leitfaden/bia.md).\n"),
		"content/leitfaden/_index.md":      md("Leitfaden", "cascade: {role: [bcm]}"),
		"content/leitfaden/bia.md":         md("BIA", "step: '7'", "bcms: [reaktiv, standard]", "tags: [analyse]", "weight: 2", "aliases: [/alt/bia/]", "Zur Frist:\n\n## Ziel\n\n[Anfang](initiierung.md#auftrag)\n"),
		"content/leitfaden/initiierung.md": md("Initiierung", "step: '3'", "bcms: [aufbau]", "weight: 1", "## Auftrag\n\nText.\n"),
		"content/leitfaden/tief/x.md":      md("Tief", "tags: [analyse, übung]"),
		"content/wissen/a.md":              md("Übung macht <Meister>", "tags: [übung]", "lastmod: 2027-01-05", "review: {every: 24m, last: 2026-10-01}"),
		"content/wissen/b.md":              md("Bündel & Co", "description: Kurz."),
		"content/wissen/c.md":              md("Ce", "tags: [analyse]"),
		"content/wissen/d.md":              md("De"),
		"content/wissen/mappe/index.md":    md("Mappe", "![Raum](raum.svg)\n"),
		"content/wissen/mappe/raum.svg":    "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"content/wissen/mappe/plan.csv":    "pdf",
		"content/aktuelles/eins.md":        md("Eins", "date: 2027-01-02", "tags: [übung]", "description: Neu."),
		"content/aktuelles/zwei.md":        md("Zwei", "date: 2027-02-02"),
		"content/termine/runde.md":         md("Runde", "start: 2027-02-14T09:00", "end: 2027-02-14T11:00", "series: r", "place: Rathaus"),
		"content/termine/reihe.md":         md("Reihe", "start: 2027-01-04", "series: r", "repeat: {every: 2w, until: 2027-06-30, except: [2027-02-01]}", "for: [it]"),
		"content/glossar/_index.md":        md("Glossar", "layout: glossary"),
		"content/intern.md":                md("Intern", "tlp: AMBER"),
		"data/rollen.yaml":                 "- {id: bcm, title: BCM-Ansprechperson}\n- {id: it, title: IT-Leitung}\n",
		"data/bsi/schritte.yaml":           "- {step: '3', title: Initiieren, page: leitfaden/initiierung}\n- {step: '7', title: Analysieren, page: leitfaden/bia}\n",
		"data/glossar.yaml":                "- {id: frist, term: Frist, short: Zeit., text: \"Siehe [BIA](/leitfaden/bia/).\"}\n- {id: bao, term: Besondere Aufbauorganisation, abbr: BAO, short: Stab.}\n",
		"static/favicon.svg":               "<svg/>",
		"static/assets/x.css":              "body{}",
		"static/assets/fonts/f.woff2":      "font",
		"i18n/de.yaml":                     portalWords,
		"layouts/base.html":                layoutBase,
		"layouts/partials/card.html":       `<a href="{{.URL}}">{{.Title}}</a>{{with .Description}} {{.}}{{end}}`,
		"layouts/_default/single.html":     layoutSingle,
		"layouts/_default/home.html":       layoutHome,
		"layouts/_default/list.html":       layoutList,
		"layouts/_default/filter.html":     `{{define "main"}}<ul>{{range .Pager.Items}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>{{end}}`,
		"layouts/_default/series.html":     `{{define "main"}}<ul>{{range .Pager.Items}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>{{end}}`,
		"layouts/_default/tag.html":        `{{define "main"}}<p>Schlagwort</p>{{end}}`,
		"layouts/_default/tags.html":       `{{define "main"}}<ul>{{range .TagCloud}}<li><a href="{{.URL}}">{{.Title}} {{.Count}}</a></li>{{end}}</ul>{{end}}`,
		"layouts/_default/az.html":         `{{define "main"}}{{range .Letters}}<h2 id="{{.Anchor}}">{{.Letter}}</h2><ul>{{range .Entries}}<li><a href="{{.URL}}">{{.Title}}</a> {{.Context}}</li>{{end}}</ul>{{end}}{{end}}`,
		"layouts/_default/glossary.html":   `{{define "main"}}<dl>{{range .Terms}}<dt id="{{.ID}}">{{.Term}}</dt><dd>{{.HTML}}</dd>{{end}}</dl>{{end}}`,
		"layouts/_default/search.html":     `{{define "main"}}<p><a href="{{rel "a-z/"}}">A–Z</a></p>{{end}}`,
		"layouts/_default/404.html":        `{{define "main"}}<p><a href="{{.Site.Home.URL}}">{{t "page.notFound"}}</a></p>{{end}}`,
		"layouts/guide/single.html":        `{{define "main"}}<p>{{.Step}} {{.StepTitle}} {{range .BCMS}}{{.Title}} {{end}}{{range .Roles}}{{.Title}} {{end}}</p>{{.Body}}{{with .Next}}<p>{{template "partials/card.html" .}}</p>{{end}}{{end}}`,
		"layouts/event/single.html":        layoutEvent,
	}
}

const (
	portalWords = `page.notFound: "Nicht gefunden"
page.az: "Von A bis Z"
page.tags: "Schlagworte"
page.search: "Suche"
tlp.clear: "für alle"
tlp.amber: "für Mitglieder"
filter.stufe: "Stufe"
filter.rolle: "Rolle"
filter.jahr: "Jahr"
filter.schlagwort: "Thema"
bcms.reaktiv: "Reaktiv"
bcms.aufbau: "Aufbau"
bcms.standard: "Standard"
feed.news: "Neues"
feed.events: "Termine"
feed.recent: "Neu"
feed.recent.of: "Neu: {title}"
feed.recent.text: "Was neu ist"
feed.recent.new: "Neu: {title}"
feed.recent.changed: "Anders: {title}"
page.recent: "Neu"
ui.recent.all: "Alle"
count.one: "eine Seite"
count.other: "{n} Seiten"
` + processWords
	layoutBase = `<!doctype html>
<html lang="{{.Site.Language}}">
<head>
<meta charset="utf-8">
<title>{{.Title}} – {{.Site.Title}}</title>
<link rel="stylesheet" href="{{asset "x.css"}}">
{{with .Canonical}}<link rel="canonical" href="{{.}}">{{end}}
{{range .Alternates}}<link rel="alternate" type="{{.Type}}" href="{{.URL}}" title="{{.Title}}">{{end}}
</head>
<body>
<nav aria-label="Menü"><ul>{{range .Site.Menu "main"}}<li><a href="{{.URL}}">{{.Title}}</a>{{if .Active}} hier{{end}}</li>{{end}}</ul></nav>
<main id="inhalt">
<h1>{{.Title}}</h1>
<p>{{.TLP.Name}} {{.TLP.Meaning}}</p>
{{block "main" .}}{{end}}
</main>
</body>
</html>
`
	layoutSingle = `{{define "main"}}<ol>{{range .Ancestors}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ol>
{{.Body}}
<ul>{{range .TOC}}<li><a href="#{{.ID}}">{{.Text}}</a></li>{{end}}</ul>
<ul>{{range .Tags}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>
<ul>{{range .Attachments}}<li><a href="{{.URL}}">{{.Name}} {{size .Size}}</a></li>{{end}}</ul>
<ul>{{range .Related}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>
<ul>{{range .Siblings}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>
{{range .Notes}}<p>{{date .Day "iso"}} {{.Text}} {{.Role}}</p>{{end}}{{range .By}}<p>{{.}}</p>{{end}}{{if not .Lastmod.IsZero}}<p>{{date .Lastmod "iso"}}</p>{{end}}
{{with .Review}}<p>{{date .Next "iso"}}</p>{{end}}{{if .HasDate}}<p>{{date .Date "iso"}}</p>{{end}}
{{end}}
`
	layoutHome = `{{define "main"}}{{.Body}}
<ul>{{range .Children}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>
<ul>{{range .Site.Latest "news" 2}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>
<ul>{{range .Site.Upcoming 2}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>
<ul>{{range .Site.Steps}}<li>{{.StepTitle}} {{template "partials/card.html" .}}</li>{{end}}</ul>
<p>{{date .Site.AsOf "iso"}}</p>
{{end}}
`
	layoutList = `{{define "main"}}{{.Body}}
{{range .Filters}}<p>{{.Title}}: {{range .Options}}<a href="{{.URL}}">{{.Title}} {{.Count}}</a> {{end}}</p>{{end}}
{{with .Pager}}<p>{{n "count" .Count}}</p><ul>{{range .Items}}<li>{{template "partials/card.html" .}}{{with .Event}} {{date .Start "iso"}}{{if .Past}} vorbei{{end}}{{end}}</li>{{end}}</ul>
<p>{{range .Pages}}{{if .URL}}<a href="{{.URL}}">{{.Number}}</a>{{end}} {{end}}</p>{{end}}
{{end}}
`
	layoutEvent = `{{define "main"}}{{.Body}}{{with .Event}}<p>{{date .Start "iso"}} {{.Place}} {{.Every}} {{if .Past}}vorbei{{end}} {{range .For}}{{.Title}}{{end}} <a href="{{.ICS}}">Kalender</a></p>{{end}}
<ul>{{range .SeriesPages}}<li>{{template "partials/card.html" .}}</li>{{end}}</ul>{{end}}
`
)

func (p portal) fs() fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range p {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// with is the portal with more files: pairs of path and content; "" removes.
func (p portal) with(pairs ...string) portal {
	q := maps.Clone(p)
	for i := 0; i < len(pairs); i += 2 {
		if q[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(q, pairs[i])
		}
	}
	return q
}

// memory is a Sink that keeps files as a disk does: a file that is written has
// a new time.
type memory struct {
	mu     sync.Mutex
	files  map[string][]byte
	stamps map[string]site.Stamp
	staged map[string][]byte
	clock  int64
	puts   int
}

func newMemory() *memory {
	return &memory{files: map[string][]byte{}, stamps: map[string]site.Stamp{}, staged: map[string][]byte{}}
}

func (m *memory) Intact(path string, stamp site.Stamp) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.stamps[path]
	return ok && known == stamp
}

func (m *memory) Put(path string, body []byte) (site.Stamp, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.puts++
	if old, ok := m.files[path]; ok && bytes.Equal(old, body) {
		return m.stamps[path], false, nil
	}
	m.clock++
	m.staged[path] = bytes.Clone(body)
	stamp := site.Stamp{Size: int64(len(body)), ModTime: m.clock}
	m.stamps["staged "+path] = stamp
	return stamp, true, nil
}

func (m *memory) Commit(keep func(string) bool) (removed int, err error) {
	for path := range m.files {
		if !keep(path) {
			delete(m.files, path)
			delete(m.stamps, path)
			removed++
		}
	}
	for path, body := range m.staged {
		m.files[path], m.stamps[path] = body, m.stamps["staged "+path]
	}
	return removed, m.Abort()
}

func (m *memory) Abort() error {
	for path := range m.staged {
		delete(m.stamps, "staged "+path)
	}
	m.staged = map[string][]byte{}
	return nil
}

// construct builds a file system with an empty cache; there is no error.
func construct(t *testing.T, opt site.Options) (*memory, site.Result) {
	t.Helper()
	sink := newMemory()
	result, err := site.Build(context.Background(), opt, sink, &site.Cache{})
	if err != nil {
		t.Fatal(err)
	}
	return sink, result
}

// outputs builds a portal that has no errors.
func outputs(t *testing.T, opt site.Options) map[string][]byte {
	t.Helper()
	sink, result := construct(t, opt)
	if result.Problems.HasErrors() {
		t.Fatalf("problems: %s", listing(result.Problems))
	}
	return sink.files
}

// listing writes problems down, one a line, with all they say.
func listing(list diag.List) string {
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "%s:%d:%d %s %s %v\n", p.Path, p.Line, p.Col, p.Severity, p.ID, p.Args)
	}
	return b.String()
}

// difference names the first files in which two builds differ, "" for none.
func difference(got, want map[string][]byte) string {
	var lines []string
	for _, path := range slices.Sorted(maps.Keys(want)) {
		if body, ok := got[path]; !ok {
			lines = append(lines, path+" is missing")
		} else if !bytes.Equal(body, want[path]) {
			lines = append(lines, fmt.Sprintf("%s is\n%s\nwant\n%s", path, body, want[path]))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[path]; !ok {
			lines = append(lines, path+" is left over")
		}
	}
	if others := slices.DeleteFunc(slices.Clone(lines), describesBuild); len(others) > 0 {
		lines = others // which is why the lists of files differ too
	}
	return strings.Join(lines[:min(3, len(lines))], "\n")
}

func describesBuild(line string) bool {
	return strings.HasPrefix(line, "manifest.json ") || strings.HasPrefix(line, "pruefsummen.txt ")
}

// live is a site that is edited while it is served.
type live struct {
	mu  sync.RWMutex
	now fs.FS
}

func (l *live) set(fsys fs.FS) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now = fsys
}

func (l *live) Open(name string) (fs.File, error) {
	l.mu.RLock()
	now := l.now
	l.mu.RUnlock()
	return now.Open(name)
}
