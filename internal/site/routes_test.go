package site_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/site"
)

// refs are the links of a page.
func refs(page lint.Page) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, ref := range page.Refs {
			if !yield(ref.URL) {
				return
			}
		}
	}
}

func TestABuildHasAFileForEverythingThatCanBeRead(t *testing.T) {
	var got []string
	for path := range maps.Keys(outputs(t, site.Options{FS: newPortal().fs()})) {
		if !strings.HasPrefix(path, "assets/x.") && !strings.HasPrefix(path, "suche/d/") { // their names have a hash
			got = append(got, path)
		}
	}
	slices.Sort(got)
	want := strings.Fields(`404.html a-z/index.html
aktuelles/eins/index.html aktuelles/feed.xml aktuelles/index.html aktuelles/zwei/index.html
alt/bia/index.html assets/fonts/f.woff2 favicon.svg glossar/index.html index.html
leitfaden/bia/index.html leitfaden/index.html leitfaden/initiierung/index.html
leitfaden/schlagwort/analyse/index.html leitfaden/schlagwort/uebung/index.html
leitfaden/stufe/aufbau/index.html leitfaden/stufe/reaktiv/index.html leitfaden/stufe/standard/index.html
leitfaden/tief/index.html leitfaden/tief/x/index.html manifest.json
neu/aktuelles/feed.json neu/aktuelles/feed.xml neu/feed.json neu/feed.xml neu/wissen/feed.json neu/wissen/feed.xml pruefsummen.txt robots.txt
schlagworte/analyse/index.html schlagworte/index.html schlagworte/uebung/feed.json schlagworte/uebung/feed.xml schlagworte/uebung/index.html sitemap.xml suche/index.html suche/index.js
termine/index.html termine/reihe/index.html termine/reihe/r/index.html termine/reihe/r/termine.ics
termine/reihe/termin.ics termine/runde/index.html termine/runde/termin.ics termine/termine.ics
wissen/a/index.html wissen/b/index.html wissen/c/index.html wissen/d/index.html wissen/index.html
wissen/mappe/index.html wissen/mappe/plan.csv wissen/mappe/raum.svg
wissen/schlagwort/analyse/index.html wissen/schlagwort/uebung/index.html wissen/seite/2/index.html`)
	if !slices.Equal(got, want) {
		t.Errorf("files are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFilesForProgramsSayWhereThePortalIs(t *testing.T) {
	files := outputs(t, site.Options{FS: newPortal().fs()})
	for path, parts := range map[string][]string{
		"sitemap.xml":               {"<loc>https://portal.example.org/p/</loc>", "<loc>https://portal.example.org/p/wissen/a/</loc>", "2027-01-05"},
		"robots.txt":                {"Sitemap: https://portal.example.org/p/sitemap.xml"},
		"aktuelles/feed.xml":        {"<title>Eins</title>", `href="https://portal.example.org/p/aktuelles/zwei/"`, "Neu."},
		"termine/termine.ics":       {"SUMMARY:Runde", "RRULE:FREQ=WEEKLY;INTERVAL=2", "LOCATION:Rathaus", "TZID:Europe/Berlin"},
		"termine/runde/termin.ics":  {"SUMMARY:Runde", "DTSTART;TZID=Europe/Berlin:20270214T090000"},
		"404.html":                  {`href="/p/"`, "Nicht gefunden"},
		"alt/bia/index.html":        {`content="0; url=../../leitfaden/bia/"`, `<a href="../../leitfaden/bia/">BIA</a>`, "noindex"},
		"leitfaden/bia/index.html":  {`rel="canonical" href="https://portal.example.org/p/leitfaden/bia/"`, `href="../initiierung/#auftrag"`, "Analysieren", "BCM-Ansprechperson", `href="../../glossar/#frist"`},
		"wissen/mappe/index.html":   {`src="raum.svg"`, `href="plan.csv"`, "3 B"},
		"wissen/a/index.html":       {"Übung macht &lt;Meister&gt;", "2028-10-01"},
		"termine/index.html":        {"2027-02-14"},
		"wissen/seite/2/index.html": {"5 Seiten", `<a href="../../">1</a>`},
		"schlagworte/index.html":    {`<a href="analyse/">analyse 3</a>`},
		"glossar/index.html":        {`<dt id="bao">Besondere Aufbauorganisation</dt>`, `<a href="../leitfaden/bia/">BIA</a>`},
	} {
		for _, part := range parts {
			if !strings.Contains(string(files[path]), part) {
				t.Errorf("%s lacks %s:\n%s", path, part, files[path])
			}
		}
	}
	silent := newPortal()
	silent["nachbar.yaml"] = strings.Replace(silent["nachbar.yaml"], "baseURL: https://portal.example.org/p/\n", "", 1)
	files = outputs(t, site.Options{FS: silent.fs()})
	if files["sitemap.xml"] != nil || files["robots.txt"] == nil || files["aktuelles/feed.xml"] == nil {
		t.Error("a portal without an address has a map of addresses, or no feed")
	}
	for path, body := range files {
		if strings.Contains(string(body), "portal.example.org") {
			t.Errorf("%s names an address that nobody wrote", path)
		}
	}
}

func TestTwoThingsCannotStandInOnePlace(t *testing.T) {
	for name, p := range map[string]portal{
		"a page and a static file":         newPortal().with("static/wissen/a/index.html", "<html>"),
		"a page and an alias":              newPortal().with("content/wissen/d.md", md("De", "aliases: [/wissen/a/]")),
		"two aliases":                      newPortal().with("content/wissen/d.md", md("De", "aliases: [/alt/bia/]")),
		"a page and the list of tags":      newPortal().with("content/schlagworte.md", md("S")),
		"a page and a page of a list":      newPortal().with("content/wissen/seite/2.md", md("Zwei")),
		"the manifest and a static file":   newPortal().with("static/manifest.json", "{}"),
		"the checksums and a static file":  newPortal().with("static/pruefsummen.txt", "x"),
		"twins on a disk that folds case":  newPortal().with("static/WISSEN/mappe/Plan.csv", "x"),
		"a file and a folder":              newPortal().with("static/wissen", "a file"),
		"an attachment and a folder":       newPortal().with("content/wissen/_index.md", md("Wissen"), "content/wissen/seite", "a file"),
		"an alias in the folder of a file": newPortal().with("content/wissen/d.md", md("De", "aliases: [/favicon.svg/alt/]")),
	} {
		if name == "a file and a folder" { // a MapFS cannot hold both on one side
			p = newPortal().with("static/wissen", "a file")
		}
		sink, result := construct(t, site.Options{FS: p.fs()})
		found := slices.ContainsFunc(strings.Split(listing(result.Problems), "\n"), func(line string) bool { return strings.Contains(line, " error path-collision ") })
		if !found || len(sink.files) > 0 {
			t.Errorf("%s: problems are %s", name, listing(result.Problems))
		}
	}
}

func TestTagsThatDifferInAccentsOnlyHaveOneOrder(t *testing.T) {
	p := newPortal().with("content/wissen/d.md", md("De", "tags: [Ubung, übung, Zoe, Zoë]"))
	want := outputs(t, site.Options{FS: p.fs()})
	for range 10 { // the order of a map would show
		if d := difference(outputs(t, site.Options{FS: p.fs()}), want); d != "" {
			t.Fatal(d)
		}
	}
}

func TestABuildWithErrorsChangesNothing(t *testing.T) {
	opt := site.Options{FS: newPortal().fs(), Version: "1"}
	sink, cache := newMemory(), &site.Cache{}
	if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(sink.files)
	opt.FS = newPortal().with("content/wissen/d.md", md("De", "[tot](none.md)\n"), "content/wissen/c.md", "").fs()
	result, err := site.Build(context.Background(), opt, sink, cache)
	if err != nil || !result.Problems.HasErrors() {
		t.Fatalf("%v, %s", err, listing(result.Problems))
	}
	if d := difference(sink.files, before); d != "" || len(sink.staged) > 0 {
		t.Errorf("something changed: %s", d)
	}
	opt.FS = newPortal().fs()
	if result, err := site.Build(context.Background(), opt, sink, cache); err != nil || result.Stats.Kept != result.Stats.Outputs-2 {
		t.Errorf("the cache is no longer that of the last good build: %+v, %v", result.Stats, err)
	}
}

func TestABuildThatIsCalledOffChangesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	sink := newMemory()
	opt := site.Options{FS: newPortal().fs(), Progress: func(stage string, done, _ int) {
		if stage == site.StageRender && done == 5 {
			cancel()
		}
	}}
	if _, err := site.Build(ctx, opt, sink, &site.Cache{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if len(sink.files) > 0 || len(sink.staged) > 0 {
		t.Error("a build that was called off left files")
	}
}

func TestADiskThatFailsIsAnError(t *testing.T) {
	for _, name := range []string{"content/wissen/mappe/plan.csv", "content/wissen/a.md", "layouts/base.html", "static/assets/x.css", "i18n/de.yaml"} {
		sink := newMemory()
		_, err := site.Build(context.Background(), site.Options{FS: &failingFS{newPortal().fs(), name}}, sink, &site.Cache{})
		if !errors.Is(err, errDisk) || !strings.Contains(err.Error(), name) || len(sink.files) > 0 {
			t.Errorf("%s: error is %v, %d files", name, err, len(sink.files))
		}
	}
}

func TestAnAudienceHasToExist(t *testing.T) {
	var unknown *site.UnknownAudienceError
	_, err := site.Check(context.Background(), site.Options{FS: newPortal().fs(), Audience: "alle"})
	if !errors.As(err, &unknown) || !slices.Equal(unknown.Known, []string{"oeffentlich", "mitglieder"}) {
		t.Errorf("error is %v", err)
	}
}

func TestDraftsAreBuiltWhenAskedFor(t *testing.T) {
	p := newPortal().with("content/wissen/entwurf.md", md("Entwurf", "draft: true"))
	if outputs(t, site.Options{FS: p.fs()})["wissen/entwurf/index.html"] != nil {
		t.Error("a draft is public")
	}
	if outputs(t, site.Options{FS: p.fs(), Drafts: true})["wissen/entwurf/index.html"] == nil {
		t.Error("a draft is missing")
	}
}

func TestTheFoldersOfASiteMayHaveOtherNames(t *testing.T) {
	p := portal{}
	for name, text := range newPortal() {
		if top, rest, ok := strings.Cut(name, "/"); ok {
			name = map[string]string{"content": "inhalt/de", "layouts": "vorlagen", "static": "dateien", "data": "fakten", "i18n": "texte"}[top] + "/" + rest
		}
		p[name] = text
	}
	p["nachbar.yaml"] += "content: inhalt/de\nlayouts: vorlagen\nstatic: dateien\ndata: fakten\ni18n: texte\n"
	want := outputs(t, site.Options{FS: newPortal().fs()})
	if d := difference(outputs(t, site.Options{FS: p.fs()}), want); d != "" {
		t.Error(d)
	}
	session, fsys := serve(t, p)
	fsys.set(p.with("texte/de.yaml", strings.Replace(portalWords, "Seiten", "Einträge", 1)).fs())
	change(t, session, "texte/de.yaml")
	if got := get(t, session, "wissen/index.html"); !strings.Contains(string(got.Body), "Einträge") {
		t.Error("other words are not seen")
	}
}
