package view

import (
	"errors"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/markdown"
)

// library is a site with everything that a link can mean.
func library() *world {
	w := newWorld(
		"content/leitfaden/_index.md", page("Leitfaden"), "content/leitfaden/bia.md", page("BIA"), "content/leitfaden/kapitel.md", page("K", "slug: anhang"),
		"content/leitfaden/uebung/index.md", page("Übung"), "content/leitfaden/uebung/plan.pdf", "pdf", "content/leitfaden/uebung/bilder/raum.png", "png",
		"content/leitfaden/bild.png", "png", "content/wissen/a b.md", page("AB"), "content/ohne/x.md", page("X"),
		"content/entwurf.md", page("E", "draft: true"), "content/intern/_index.md", page("I", "tlp: GREEN"), "content/intern/a.md", page("A"),
	)
	w.statics["favicon.svg"], w.statics["logo.png"] = true, true
	w.images = map[string][2]int{"content/leitfaden/bild.png": {640, 480}, "content/leitfaden/uebung/bilder/raum.png": {8, 6}, "static/logo.png": {32, 32}}
	return w
}

func TestLinksAreResolvedAsEditorsWriteThem(t *testing.T) {
	m := library().model(t)
	for _, tt := range []struct{ from, dest, want string }{
		// to files, as they open in a repository
		{"leitfaden/bia", "kapitel.md", "../anhang/"},
		{"leitfaden/bia", "./kapitel.md", "../anhang/"},
		{"leitfaden/bia", "../leitfaden/kapitel.md#ziel", "../anhang/#ziel"},
		{"leitfaden/bia", "uebung/index.md", "../uebung/"},
		{"leitfaden/bia", "_index.md", "../"},
		{"leitfaden/bia", "../_index.md", "../../"},
		{"leitfaden/bia", "../wissen/a b.md", "../../wissen/a-b/"},
		{"leitfaden", "bia.md", "bia/"},
		{"leitfaden/uebung", "../bia.md", "../bia/"},
		{"leitfaden/uebung", "plan.pdf", "plan.pdf"},
		{"leitfaden/uebung", "bilder/raum.png", "bilder/raum.png"},
		{"leitfaden/bia", "uebung/plan.pdf", "../uebung/plan.pdf"},
		{"leitfaden/bia", "bild.png", "../bild.png"},
		// to folders and to names without .md
		{"leitfaden/bia", "uebung", "../uebung/"},
		{"leitfaden/bia", "uebung/", "../uebung/"},
		{"leitfaden/bia", "../leitfaden/", "../"},
		{"leitfaden/bia", "../ohne/", "../../ohne/"},
		{"leitfaden/bia", "kapitel", "../anhang/"},
		{"", "leitfaden", "leitfaden/"},
		// from the root of the portal
		{"leitfaden/bia", "/", "../../"},
		{"leitfaden/bia", "/leitfaden/anhang/", "../anhang/"},
		{"leitfaden/bia", "/leitfaden/kapitel.md", "../anhang/"},
		{"leitfaden/bia", "/favicon.svg", "../../favicon.svg"},
		{"leitfaden/bia", "/leitfaden/bild.png", "../bild.png"},
		{"leitfaden/bia", "/a-z/", "../../a-z/"},
		{"leitfaden/bia", "/schlagworte", "../../schlagworte/"},
		{"ohne", "/leitfaden/", "../leitfaden/"},
		// within the page
		{"leitfaden/bia", "bia.md#ziel", "#ziel"},
		{"leitfaden/bia", "bia.md", "./"},
		{"leitfaden/bia", "kapitel.md?x=1#ziel", "../anhang/#ziel"},
		// nowhere
		{"leitfaden/bia", "none.md", "link-broken"},
		{"leitfaden/bia", "../bia.md", "link-moved content/leitfaden/bia.md"},
		{"leitfaden/bia", "../../nachbar.yaml", "link-leaves-site"},
		{"leitfaden/bia", "../../../etc/passwd", "link-leaves-site"},
		{"leitfaden/bia", "/../nachbar.yaml", "link-leaves-site"},
		{"leitfaden/bia", "../../static/favicon.svg", "link-leaves-site"},
		{"leitfaden/bia", "/none.svg", "link-broken"},
		{"leitfaden/bia", "favicon.svg", "link-broken"},
		{"leitfaden/bia", "?x=1", "link-broken"},
		{"leitfaden/bia", "../entwurf.md", "link-draft"},
		{"leitfaden/bia", "/entwurf/", "link-draft"},
		{"leitfaden/bia", "../intern/a.md", "link-audience"},
		{"leitfaden/bia", "../intern/", "link-audience"},
		{"leitfaden/bia", "/intern/a/", "link-audience"},
	} {
		p := at(t, m, tt.from)
		got, err := p.c.Link(tt.dest)
		var refused *markdown.ResolveError
		if errors.As(err, &refused) {
			got = strings.TrimSpace(refused.ID + " " + refused.Args["near"])
		} else if err != nil {
			t.Errorf("/%s links to %s: %v", tt.from, tt.dest, err)
		}
		if got != tt.want {
			t.Errorf("/%s links to %s: %s, want %s", tt.from, tt.dest, got, tt.want)
		}
	}
}

func TestPicturesHaveTheirSize(t *testing.T) {
	m := library().model(t)
	for _, tt := range []struct {
		from, dest, src string
		width           int
		id              string
	}{
		{"leitfaden/bia", "bild.png", "../bild.png", 640, ""},
		{"leitfaden/bia", "bild.png?v=2#x", "../bild.png", 640, ""},
		{"leitfaden/uebung", "bilder/raum.png", "bilder/raum.png", 8, ""},
		{"leitfaden/bia", "/logo.png", "../../logo.png", 32, ""},
		{"leitfaden/bia", "/leitfaden/bild.png", "../bild.png", 640, ""},
		{"leitfaden/bia", "none.png", "", 0, "link-broken"},
		{"leitfaden/bia", "uebung/plan.pdf", "", 0, "image-unreadable"},
		{"leitfaden/bia", "../../secret.png", "", 0, "link-leaves-site"},
	} {
		img, err := at(t, m, tt.from).c.Image(tt.dest)
		var refused *markdown.ResolveError
		id := ""
		if errors.As(err, &refused) {
			id = refused.ID
		}
		if img.Src != tt.src || img.Width != tt.width || id != tt.id {
			t.Errorf("%s on /%s is %+v, %v", tt.dest, tt.from, img, err)
		}
	}
}

func TestABodyIsRenderedWithItsLinks(t *testing.T) {
	w := library()
	w.put("content/leitfaden/bia.md", "---\ntitle: BIA\n---\nSiehe [Anhang](kapitel.md), [tot](none.md).\n\n## Ziel\n\n![Bild](bild.png)\n")
	m := w.model(t)
	p := at(t, m, "leitfaden/bia")
	body, _, err := p.p.Read(w.files)
	if err != nil {
		t.Fatal(err)
	}
	problems := p.c.RenderBody(body)
	if len(problems) != 1 || problems[0].ID != "link-broken" || problems[0].Path != "content/leitfaden/bia.md" || problems[0].Line != 4 {
		t.Errorf("problems are %v", problems)
	}
	html := string(p.Body())
	for _, want := range []string{`href="../anhang/"`, `src="../bild.png"`, `width="640"`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	if p.Summary() != "Siehe Anhang, tot." || len(p.TOC()) != 1 || p.Words() == 0 {
		t.Errorf("summary %q, contents %v, %d words", p.Summary(), p.TOC(), p.Words())
	}
	if other := p.Site().Section("leitfaden/anhang"); other.Body() != "" || other.TOC() != nil || other.Words() != 0 {
		t.Error("a page shows the body of another")
	}
}
