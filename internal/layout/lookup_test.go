package layout

import (
	"slices"
	"testing"
)

func TestTheNearestLayoutWins(t *testing.T) {
	s := load(t,
		"_default/single.html", "", "_default/list.html", "",
		"guide/single.html", "", "guide/sheet.html", "",
		"leitfaden/single.html", "", "leitfaden/bia/single.html", "", "leitfaden/bia/planung/single.html", "")
	for _, tt := range []struct{ name, path, kind, want string }{
		{"single", "leitfaden/bia/planung", "guide", "leitfaden/bia/planung/single.html"},
		{"single", "leitfaden/bia/anhang", "guide", "leitfaden/bia/single.html"},
		{"single", "leitfaden/bia", "guide", "leitfaden/bia/single.html"},
		{"single", "leitfaden/soll", "guide", "leitfaden/single.html"},
		{"single", "leitfaden", "page", "leitfaden/single.html"},
		{"single", "leitfaden-alt/bia", "guide", "guide/single.html"},
		{"single", "anderswo/bia", "guide", "guide/single.html"},
		{"single", "anderswo/bia", "page", "_default/single.html"},
		{"single", "", "page", "_default/single.html"},
		{"single", "", "", "_default/single.html"},
		{"list", "leitfaden/bia", "guide", "_default/list.html"},
		{"sheet", "leitfaden/bia", "guide", "guide/sheet.html"},
		{"sheet", "leitfaden/bia", "page", ""},
		{"none", "leitfaden/bia", "guide", ""},
		{"", "leitfaden", "guide", ""},
		{"../base", "leitfaden", "guide", ""},
	} {
		file, ok := s.Lookup(tt.name, tt.path, tt.kind)
		if file != tt.want || ok != (tt.want != "") {
			t.Errorf("%s of %s, a %s: found %q, %t, want %q", tt.name, tt.path, tt.kind, file, ok, tt.want)
		}
	}
}

func TestALayoutFillsTheBlocksOfTheSkeleton(t *testing.T) {
	s := load(t,
		"_default/single.html", `{{define "main"}}single {{.}} {{template "partials/x.html" .}}{{end}}`,
		"_default/list.html", `{{define "main"}}list {{template "partials/x.html" .}}{{end}}`,
		"_default/plain.html", `text outside of blocks is no part of the page`,
		"partials/x.html", `[{{.}} {{template "partials/deep/y.html"}}]`,
		"partials/deep/y.html", `y`)
	for file, want := range map[string]string{
		"_default/single.html": "<main>single dot [dot y]</main>",
		"_default/list.html":   "<main>list [dot y]</main>",
		"_default/plain.html":  "<main>skeleton</main>",
	} {
		for range 2 { // the second time it comes out of the pool
			if got := render(t, s, file, "dot"); got != want {
				t.Errorf("%s gives %s, want %s", file, got, want)
			}
		}
	}
}

func TestTextIsEscapedWhereverItStands(t *testing.T) {
	s := load(t, "_default/single.html", `{{define "main"}}<a title="{{.}}" href="{{.}}">{{.}}</a>{{end}}`)
	want := `<main><a title="&#34;&gt;&lt;script&gt;javascript:" href="#ZgotmplZ">&#34;&gt;&lt;script&gt;javascript:</a></main>`
	if got := render(t, s, "_default/single.html", `"><script>javascript:`); got != want {
		t.Errorf("got %s", got)
	}
}

func TestIDsAreThoseWrittenInLayouts(t *testing.T) {
	s := load(t, "_default/single.html", `{{define "main"}}<p id="inhalt"></p><p id="{{.}}"></p><b id="{{t "x"}}"></b>{{end}}`,
		"partials/nav.html", `<nav id="nav"></nav><i id="inhalt"></i>`)
	if got := s.IDs(); !slices.Equal(got, []string{"inhalt", "nav"}) {
		t.Errorf("ids are %q", got)
	}
}
