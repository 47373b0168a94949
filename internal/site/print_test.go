package site_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/site"
)

// withBooks is a portal with print editions of two sections.
func withBooks(more ...string) portal {
	p := newPortal().with(
		"layouts/_default/book.html", `{{define "main"}}<link rel="stylesheet" href="{{.BookStyles}}">{{with .Book}}<p>{{.Title}} {{date .AsOf "iso"}}</p>
<ol>{{range .Chapters}}<li>{{.Number}} <a href="#{{.ID}}">{{.Heading}}</a></li>{{end}}</ol>
{{range .Chapters}}<article><h2 id="{{.ID}}">{{.Heading}}</h2>{{.Text}}</article>{{end}}
<dl>{{range .Terms}}<dt id="begriff-{{.ID}}">{{.Term}}</dt><dd>{{.Short}}</dd>{{end}}</dl>{{end}}{{end}}`,
		"layouts/_default/list.html", layoutList+`{{define "x"}}{{end}}`,
		"i18n/de.yaml", portalWords+"page.book: \"{title} drucken\"\nui.book.intro: \"Einführung\"\nui.book.chapter: \"Kapitel {number}\"\nui.book.terms: \"Begriffe\"\nui.book.sheet: \"Seite\"\nui.book.of: \"von\"\n",
		"content/wissen/b.md", md("Bündel \"</style>\" & Co", "Siehe [A](a.md), [C](c.md#ziel), [BIA](../leitfaden/bia.md#ziel) und [weit](https://example.org/). Die Frist.\n\n## Ziel\n"),
		"content/wissen/a.md", md("Anfang", "lastmod: 2027-01-05", "Text mit [sich](#ziel).\n\n## Ziel\n"),
		"content/wissen/c.md", md("Ce", "tlp: AMBER", "Intern.\n\n## Ziel\n"),
	)
	p["nachbar.yaml"] += "print: {sections: [wissen, leitfaden/]}\n"
	return p.with(more...)
}

func TestAPrintEditionHoldsItsSectionWithLinksThatStayWithin(t *testing.T) {
	for audience, label := range map[string]string{"": "TLP:CLEAR", "mitglieder": "TLP:AMBER"} {
		p := withBooks()
		if audience == "" { // the public edition has no page C that B could link to
			p["content/wissen/b.md"] = strings.ReplaceAll(p["content/wissen/b.md"], "[C](c.md#ziel), ", "")
		}
		sink, result := construct(t, site.Options{FS: p.fs(), Version: "test", Audience: audience})
		if result.Problems.HasErrors() {
			t.Fatal(listing(result.Problems))
		}
		page, styles := string(sink.files["wissen/druck/index.html"]), string(sink.files["wissen/druck/seiten.css"])
		for _, want := range []string{
			`<p>Wissen 2027-01-05</p>`, `<p>` + label, `<li>1 <a href="#kapitel-1">Anfang</a></li>`,
			`<a href="#kapitel-1-ziel">sich</a>`, `<h3 id="kapitel-1-ziel"`, `<a href="#kapitel-1" data-chapter="Kapitel 1">A</a>`,
			`href="../../leitfaden/bia/#ziel" data-address="https://portal.example.org/p/leitfaden/bia/"`,
			`<span class="glossar"><a href="#begriff-frist">Frist</a></span>`, `<dt id="begriff-frist">`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %q is missing in\n%s", label, want, page)
			}
		}
		if inner := strings.Contains(page, `<a href="#kapitel-3-ziel" data-chapter="Kapitel 3">C</a>`); inner != (audience != "") || strings.Contains(page, "Intern.") != inner {
			t.Errorf("%s: the page for members is in the wrong edition:\n%s", label, page)
		}
		if !strings.Contains(styles, `@page kapitel-2{@top-left{content:"Wissen · 2 Bündel \22 \3c /style\3e \22  & Co"`) || strings.Count(styles, `content:"`+label+`"`) != strings.Count(styles, "@page") {
			t.Errorf("%s: the heads of sheets are\n%s", label, styles)
		}
		if book := string(sink.files["leitfaden/druck/index.html"]); !strings.Contains(book, `<li>3 <a href="#kapitel-1">Initiierung</a></li>`) {
			t.Errorf("steps of the standard lose their numbers:\n%s", book)
		}
		if strings.Contains(string(sink.files["sitemap.xml"]), "druck") {
			t.Error("the site map has the texts twice")
		}
	}
}

func TestASectionThatIsTooLargeIsToldAndNotPrinted(t *testing.T) {
	p := withBooks()
	for i := range 401 {
		p[fmt.Sprintf("content/wissen/viele/s%03d.md", i)] = md(fmt.Sprint("Seite ", i), "Text.\n")
	}
	p["nachbar.yaml"] = strings.Replace(p["nachbar.yaml"], "leitfaden/]", "leitfaden, wisen]", 1)
	p["content/wissen/b.md"] = strings.ReplaceAll(p["content/wissen/b.md"], "[C](c.md#ziel), ", "")
	sink, result := construct(t, site.Options{FS: p.fs(), Version: "test"})
	told := listing(result.Problems)
	if result.Problems.HasErrors() || !strings.Contains(told, "warning print-too-large") || !strings.Contains(told, "near:wissen") {
		t.Error(told)
	}
	if sink.files["wissen/druck/index.html"] != nil || sink.files["leitfaden/druck/index.html"] == nil {
		t.Error("the large edition is there, or the small one is not")
	}
}

// TestPrintEditionsAreAsNewAsTheirTexts edits a portal at random: print editions out
// of a cache are those of a clean build.
func TestPrintEditionsAreAsNewAsTheirTexts(t *testing.T) {
	a := author{rand.New(rand.NewPCG(3, 5)), withBooks()}
	fsys := &live{now: a.portal.fs()}
	opt := site.Options{FS: fsys, Version: "test", Audience: "mitglieder"}
	sink, cache, built, seen := newMemory(), &site.Cache{}, 0, map[string]bool{}
	for step := range 28 {
		what, _ := a.edit()
		if a.IntN(3) == 0 {
			a.set("content/wissen/"+a.pick("a", "b", "c")+".md", a.pick("title", "draft", "weight", "lastmod"), a.pick("", "7", "\"2027-03-01\""))
		}
		a.portal["content/wissen/a.md"] += a.pick("", "Mehr.\n", "Besondere Aufbauorganisation.\n")
		if !strings.Contains(a.portal["nachbar.yaml"], "print:") {
			a.portal["nachbar.yaml"] += "print: {sections: [" + a.pick("wissen", "wissen, leitfaden", "leitfaden") + "]}\n"
		}
		a.portal["i18n/de.yaml"] = withBooks()["i18n/de.yaml"]
		fsys.set(a.portal.fs())
		clean, want := construct(t, opt)
		if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
			t.Fatal(err)
		}
		if want.Problems.HasErrors() {
			a.mend()
			maps.Copy(a.portal, withBooks())
			continue
		}
		built++
		seen[string(clean.files["wissen/druck/index.html"])] = true
		if d := difference(sink.files, clean.files); d != "" {
			t.Fatalf("step %d, after %q: %s", step, what, d)
		}
	}
	if built < 10 || len(seen) < 5 {
		t.Errorf("%d builds, %d editions: nothing was tried", built, len(seen))
	}
}
