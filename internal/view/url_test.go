package view

import (
	"math/rand/v2"
	"net/url"
	"path"
	"strings"
	"testing"
)

func TestRelativeLinks(t *testing.T) {
	for _, tt := range []struct{ from, to, web, stick string }{
		{"index.html", "index.html", "./", "index.html"},
		{"index.html", "a/index.html", "a/", "a/index.html"},
		{"a/index.html", "index.html", "../", "../index.html"},
		{"a/index.html", "a/index.html", "./", "index.html"},
		{"a/index.html", "a/b/index.html", "b/", "b/index.html"},
		{"a/b/index.html", "a/index.html", "../", "../index.html"},
		{"a/b/index.html", "a/c/index.html", "../c/", "../c/index.html"},
		{"a/b/index.html", "a/b/plan.pdf", "plan.pdf", "plan.pdf"},
		{"a/b/index.html", "a/plan.pdf", "../plan.pdf", "../plan.pdf"},
		{"a/b/index.html", "a/b", "../b", "../b"},
		{"404.html", "a/index.html", "a/", "a/index.html"},
		{"a/index.html", "a/feed.xml", "feed.xml", "feed.xml"},
		{"a/index.html", "a/my index.html", "my%20index.html", "my%20index.html"},
		{"index.html", "Über uns/100%/a#b?.pdf", "%C3%9Cber%20uns/100%25/a%23b%3F.pdf", "%C3%9Cber%20uns/100%25/a%23b%3F.pdf"},
		{"index.html", "a:b.txt", "./a:b.txt", "./a:b.txt"},
		{"a/index.html", "b:c/index.html", "../b:c/", "../b:c/index.html"},
	} {
		if got := Relative(tt.from, tt.to, false); got != tt.web {
			t.Errorf("from %s to %s: %s, want %s", tt.from, tt.to, got, tt.web)
		}
		if got := Relative(tt.from, tt.to, true); got != tt.stick {
			t.Errorf("portable, from %s to %s: %s, want %s", tt.from, tt.to, got, tt.stick)
		}
	}
}

func TestAbsoluteLinks(t *testing.T) {
	for _, tt := range []struct{ base, to, want string }{
		{"/", "index.html", "/"},
		{"/", "a/index.html", "/a/"},
		{"/portal/", "a/b/index.html", "/portal/a/b/"},
		{"/portal", "plan.pdf", "/portal/plan.pdf"},
		{"/", "a/alt-index.html", "/a/alt-index.html"},
		{"https://example.org/p/", "Über uns/index.html", "https://example.org/p/%C3%9Cber%20uns/"},
	} {
		if got := Absolute(tt.base, tt.to); got != tt.want {
			t.Errorf("%s below %s is %s, want %s", tt.to, tt.base, got, tt.want)
		}
	}
}

// TestALinkLeadsWhereABrowserGoes resolves links as a browser does: whatever
// the two paths are, the link from one leads to the other.
func TestALinkLeadsWhereABrowserGoes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	output := func() string {
		parts := []string{"a", "b", "index.html", "Ü", "c d", "100%", "e#f", "g?h", "i:j", "k;l", "..m", "&", "+", "%41"}
		var dirs []string
		for range r.IntN(4) {
			dirs = append(dirs, parts[r.IntN(len(parts))])
		}
		last := []string{"index.html", "index.html", "plan.pdf", "x:y.txt", "index.htm", "q#r.css"}
		return path.Join(append(dirs, last[r.IntN(len(last))])...)
	}
	for range 5000 {
		from, to := output(), output()
		for _, portable := range []bool{false, true} {
			link := Relative(from, to, portable)
			base := url.URL{Scheme: "https", Host: "example.org", Path: "/deep/" + from}
			target, err := base.Parse(link)
			if err != nil {
				t.Fatalf("from %s to %s: %s: %v", from, to, link, err)
			}
			if got := served(target.Path); got != "/deep/"+to || target.RawQuery != "" || target.Fragment != "" {
				t.Errorf("from %s to %s: %s leads to %s", from, to, link, got)
			}
			if portable && strings.HasSuffix(link, "/") {
				t.Errorf("from %s to %s: %s opens no file", from, to, link)
			}
		}
		target, err := url.Parse(Absolute("https://example.org/deep/", to))
		if err != nil || served(target.Path) != "/deep/"+to {
			t.Errorf("to %s: %v, %v", to, target, err)
		}
	}
}

// served is the file a server answers with.
func served(path string) string {
	if strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}

func TestLinksOfThe404PageStartAtTheRoot(t *testing.T) {
	m := newWorld("content/a.md", page("A")).model(t)
	p := m.NewContext(Target{Page: m.Tree.Home, Output: "404.html", Name: "404", Rooted: true}).Page()
	if got := p.Site().Section("a").URL(); got != "/p/a/" {
		t.Errorf("the link is %s", got)
	}
	if p.Canonical() != "" {
		t.Errorf("a page without an address of its own claims %s", p.Canonical())
	}
	if got := at(t, m, "a").Canonical(); got != "https://portal.example.org/p/a/" {
		t.Errorf("the full address is %s", got)
	}
}
