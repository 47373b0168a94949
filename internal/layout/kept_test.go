package layout

import (
	"strings"
	"testing"
	"testing/fstest"
)

type line struct {
	Title, URL string
	Current    bool
}

func keptSet(t *testing.T, part, layout string) *Set {
	t.Helper()
	s, problems, err := Load(fstest.MapFS{
		"layouts/base.html":            {Data: []byte(`<body>{{block "main" .}}{{end}}</body>`)},
		"layouts/kept/line.html":       {Data: []byte(part)},
		"layouts/_default/single.html": {Data: []byte(`{{define "main"}}` + layout + `{{end}}`)},
	}, "layouts")
	if err != nil || len(problems) > 0 {
		t.Fatalf("problems %v, error %v", problems, err)
	}
	return s
}

func TestKeptPartsAreEscapedAndRenderedForEveryItem(t *testing.T) {
	s := keptSet(t, "\n{{/* c */}}<a href=\"{{.URL}}\"{{if .Current}} aria-current=\"page\"{{end}}>{{.Title}}</a>\n", `<nav>{{kept "kept/line.html" .}}</nav>`)
	dot := []line{{`<b>"&`, "a/?x=1&y", false}, {"B", "javascript:alert(1)", true}, {`<b>"&`, "a/?x=1&y", true}, {`<b>"&`, "a/?x=1&y", false}}
	want := "<body><nav><a href=\"a/?x=1&amp;y\">&lt;b&gt;&#34;&amp;</a>\n<a href=\"#ZgotmplZ\" aria-current=\"page\">B</a>\n" +
		"<a href=\"a/?x=1&amp;y\" aria-current=\"page\">&lt;b&gt;&#34;&amp;</a>\n<a href=\"a/?x=1&amp;y\">&lt;b&gt;&#34;&amp;</a>\n</nav></body>"
	for range 3 {
		var out strings.Builder
		if problems := s.Execute(&out, "_default/single.html", nil, dot, "p"); len(problems) > 0 || out.String() != want {
			t.Errorf("got\n%s, %v\nwant\n%s", &out, problems, want)
		}
	}
}

func TestKeptPartsKnowNothingOfThePage(t *testing.T) {
	for _, call := range []string{`{{rel "x"}}`, `{{t "ui.x"}}`, `{{asset "x.css"}}`, `{{kept "kept/line.html" .}}`, `{{date . "long"}}`} {
		_, problems, err := Load(fstest.MapFS{
			"layouts/base.html":      {Data: []byte(`x`)},
			"layouts/kept/line.html": {Data: []byte("\n" + call)},
		}, "layouts")
		if err != nil || len(problems) != 1 || problems[0].ID != "layout-syntax" || problems[0].Path != "layouts/kept/line.html" || problems[0].Line != 2 {
			t.Errorf("%s: problems %v, error %v", call, problems, err)
		}
	}
}

func TestKeptRefusesWhatItCannotKeep(t *testing.T) {
	for layout, dot := range map[string]any{
		`{{kept "kept/line.html" .}}`:       []map[string]string{{"a": "b"}},
		`{{kept "kept/line.html" . }} `:     line{},
		`{{kept "kept/none.html" .}}`:       []line{{}},
		`{{kept "_default/single.html" .}}`: []line{{}},
		`{{kept "kept/line.html" .}}  `:     []string{"no fields"},
	} {
		s := keptSet(t, "{{.Title}}", layout)
		var out strings.Builder
		problems := s.Execute(&out, "_default/single.html", nil, dot, "p")
		if len(problems) != 1 || problems[0].ID != "layout-error" {
			t.Errorf("%s with %T: %v", layout, dot, problems)
		}
	}
}

func TestManyKeptResultsAreForgotten(t *testing.T) {
	inst := newInstance(keptSet(t, "{{.Title}}", `{{kept "kept/line.html" .}}`))
	for n := range maxKept + 10 {
		if _, err := inst.kept("kept/line.html", []line{{URL: strings.Repeat("x", n%7), Title: string(rune(n))}}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(inst.results); n > maxKept {
		t.Errorf("%d results are kept", n)
	}
}

func TestAKeptPartIsPartOfEveryDigest(t *testing.T) {
	before := keptSet(t, "a", "x").Digest("_default/single.html")
	if keptSet(t, "b", "x").Digest("_default/single.html") == before {
		t.Error("another part does not change the digest of a layout")
	}
}
