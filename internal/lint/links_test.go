package lint

import (
	"fmt"
	"testing"
)

func TestResolveFindsTheOutputBehindAReference(t *testing.T) {
	const from = "leitfaden/bia/index.html"
	for _, r := range []struct {
		url, path, fragment string
		ok                  bool
	}{
		{"../vorsorge/", "leitfaden/vorsorge/index.html", "", true},
		{"../vorsorge/#a-b", "leitfaden/vorsorge/index.html", "a-b", true},
		{"../vorsorge/index.html?q=1#%C3%A4", "leitfaden/vorsorge/index.html", "ä", true},
		{"../../", "index.html", "", true},
		{"../..", "index.html", "", true},
		{"..", "leitfaden/index.html", "", true},
		{".", "leitfaden/bia/index.html", "", true},
		{"./x.pdf", "leitfaden/bia/x.pdf", "", true},
		{"?q=#x", from, "x", true},
		{"", from, "", true},
		{"#x?y", from, "x?y", true},
		{"a//b/./c/../d", "leitfaden/bia/a/b/d", "", true},
		{"gr%C3%B6%C3%9Fe.png", "leitfaden/bia/größe.png", "", true},
		{"100%.txt", "leitfaden/bia/100%.txt", "", true},
		{"/suche/", "suche/index.html", "", true},
		{"/", "index.html", "", true},
		{`..\vorsorge\`, "leitfaden/vorsorge/index.html", "", true},
		{"a:b/", "", "", false},
		{"./a:b", "leitfaden/bia/a:b", "", true},
		{"%2E%2e/.%2E/x", "x", "", true},
		{"../../../x", "", "", false},
		{"%2e%2e/../%2e./x", "", "", false},
		{"../../x/../..", "", "", false},
		{"//example.org/", "", "", false},
		{`\\example.org\`, "", "", false},
		{"https://example.org/", "", "", false},
		{"mailto:a@example.org", "", "", false},
	} {
		path, fragment, ok := Resolve(from, r.url)
		if path != r.path || fragment != r.fragment || ok != r.ok {
			t.Errorf("Resolve(%q) = %q, %q, %v; want %q, %q, %v", r.url, path, fragment, ok, r.path, r.fragment, r.ok)
		}
	}
}

// site scans two pages that know each other; ref is what the first links to.
func site(ref string) map[string]Page {
	page := func(path, html string) Page {
		scan, _ := Scan(path, []byte(body(html)))
		return scan
	}
	return map[string]Page{
		"a/index.html": page("a/index.html", "<p>\n<a href='"+ref+"'>x</a>"),
		"b/index.html": page("b/index.html", "<p id='ö'>x</p>"),
	}
}

func TestLinksFollowsEveryReference(t *testing.T) {
	exists := func(path string) bool { return path == "b/x.pdf" || path == "404.html" }
	for _, r := range []struct{ ref, want, portable string }{
		{"../b/", "", "link-not-portable"},
		{"../b/#ö", "", "link-not-portable"},
		{"../b/index.html#%C3%B6", "", ""},
		{"../b/index.html#TOP", "", ""},
		{"../b/index.html#:~:text=x", "", ""},
		{"../b/index.html#u", "link-anchor-missing", "link-anchor-missing"},
		{"index.html#u", "link-anchor-missing", "link-anchor-missing"},
		{"../b/x.pdf#page=3", "", ""},
		{"../404.html", "", ""},
		{"..", "link-missing", "link-missing"},
		{"../b", "link-no-slash", "link-no-slash"},
		{"../b?q=1", "link-no-slash", "link-no-slash"},
		{"../B/", "link-missing", "link-missing"},
		{"../c/", "link-missing", "link-missing"},
		{"../../b/", "link-outside", "link-outside"},
		{".", "", "link-not-portable"},
		{"?q=1", "", ""},
	} {
		for portable, want := range map[bool]string{false: r.want, true: r.portable} {
			got := ""
			for _, p := range Links(site(r.ref), exists, portable) {
				got += p.ID
				if p.Path != "a/index.html" || p.Line != 5 || p.Args["url"] != r.ref {
					t.Errorf("%s: problem is %+v, want it at a/index.html:5", r.ref, p)
				}
			}
			if got != want {
				t.Errorf("Links with %q, portable %v: got %q, want %q", r.ref, portable, got, want)
			}
		}
	}
}

func TestLinksAsksForAFileOnce(t *testing.T) {
	pages, asked := map[string]Page{}, 0
	for i := range 5 {
		path := fmt.Sprintf("p%d/index.html", i)
		pages[path] = Page{Refs: []Ref{{URL: "../nachbar.css", Attr: "href", Line: 1}, {URL: "../weg.css", Attr: "href", Line: 2}}}
	}
	problems := Links(pages, func(path string) bool { asked++; return path == "nachbar.css" }, false)
	if asked != 2 || len(problems) != 5 {
		t.Errorf("asked %d times and found %d problems, want 2 and 5", asked, len(problems))
	}
}

func FuzzResolveStaysInTheSite(f *testing.F) {
	for _, url := range []string{"../x/", "%2e%2e/%2e%2e/x", `..\..\..`, "a/b/../../..", "?", "#", "//", "x:y", "%"} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		path, _, ok := Resolve("a/b/index.html", url)
		if ok && (path == "" || path[0] == '/' || path[len(path)-1] == '/') && len(unpercent(url)) == len(url) {
			t.Errorf("Resolve(%q) = %q, want the path of a file", url, path)
		}
	})
}
