package site_test

import (
	"strings"
	"testing"
)

// base is the skeleton of the sound site with one part replaced.
func base(old, with string) files {
	src := string(soundSite()["layouts/base.html"].Data)
	if !strings.Contains(src, old) {
		panic("the skeleton has no " + old)
	}
	return files{"layouts/base.html": strings.Replace(src, old, with, 1)}
}

func TestBrokenLayouts(t *testing.T) {
	single := func(src string) files { return files{"layouts/_default/single.html": src} }
	run(t, []broken{{
		name: "layout that a page names and nobody wrote", files: a("---\ntitle: Seite A\nlayout: plakat\n---\n\nText.\n"),
		want: []string{"content/seiten/a.md:3:9 layout-missing"},
	}, {
		name:  "syntax error",
		files: single("{{define \"main\"}}\n{{if .Title}}\n{{.Body}}\n{{end}}\n"),
		want:  []string{"layouts/_default/single.html:5 layout-syntax"},
	}, {
		name:  "syntax error in a partial",
		files: files{"layouts/partials/nav.html": "<nav>\n{{.Site.Menu \"main\"}\n</nav>\n"},
		want:  []string{"layouts/partials/nav.html:2 layout-syntax"},
	}, {
		name:  "function that does not exist",
		files: single("{{define \"main\"}}\n{{upper .Title}}{{end}}\n"),
		want:  []string{"layouts/_default/single.html:2 layout-syntax"},
	}, {
		name:  "field that does not exist",
		files: single("{{define \"main\"}}\n<p>{{.Titel}}</p>{{end}}\n"),
		want:  []string{"layouts/_default/single.html:2:6 layout-error"},
	}, {
		name: "field that one page has not", files: single("{{define \"main\"}}\n{{if .Tags}}{{.Event.Start}}{{end}}{{.Body}}{{end}}\n"),
		want: []string{"layouts/_default/single.html:2:21 layout-error"},
	}, {
		name: "partial that is not there", files: single("{{define \"main\"}}\n{{template \"partials/fehlt.html\" .}}{{end}}\n"),
		want: []string{"layouts/_default/single.html:2:12 layout-no-partial"},
	}, {
		name: "data that is not there", files: single("{{define \"main\"}}\n{{data \"fehlt\"}}{{end}}\n"),
		want: []string{"layouts/_default/single.html:2:3 layout-error"},
	}, {
		name: "attribute without a safe value", files: single("{{define \"main\"}}\n<a href=\"{{.Kind}}:x\">x</a>{{end}}\n"),
		want: []string{"layouts/_default/single.html:2 html-url-scheme"},
	}, {
		name: "layout that leaves a tag open", files: single("{{define \"main\"}}\n<p class=\"{{.Title}}>{{end}}\n"),
		want: []string{"layouts/_default/single.html layout-unclosed"},
	}, {
		name: "500 kB of layout", files: single(strings.Repeat("x", 600<<10)),
		want: []string{"layouts/_default/single.html layout-too-large"},
	}})
}

func TestLayoutsThatBreakTheRulesOfPages(t *testing.T) {
	run(t, []broken{{
		name: "inline script", files: base("<main", "<script>alert(1)</script>\n<main"),
		want: []string{"layouts/base.html:9 html-inline-script"},
	}, {
		name: "inline style", files: base("<h1>", `<h1 style="color:red">`),
		want: []string{"layouts/base.html:10 html-inline-style"},
	}, {
		name: "style element", files: base("</head>", "<style>p{}</style>\n</head>"),
		want: []string{"layouts/base.html:6 html-inline-style"},
	}, {
		name: "event handler", files: base("<h1>", `<h1 onclick="weg()">`),
		want: []string{"layouts/base.html:10 html-inline-handler"},
	}, {
		name: "picture from another server", files: base("<main", "<img src=\"https://example.org/logo.png\" alt=\"\">\n<main"),
		want: []string{"layouts/base.html:9 html-external"},
	}, {
		name: "script from another server", files: base("</head>", "<script src=\"https://cdn.example.org/x.js\"></script>\n</head>"),
		want: []string{"layouts/base.html:6 html-external"},
	}, {
		name: "two titles on every page", files: base("<h1>", "<h1>Probe</h1>\n<h1>"),
		want: []string{"layouts/base.html:11 html-h1-twice"},
	}, {
		name: "picture without alternative text", files: files{"layouts/partials/nav.html": "<nav aria-label=\"Menü\">\n<img src=\"{{rel \"logo.svg\"}}\">\n</nav>\n",
			"static/logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
		want: []string{"layouts/partials/nav.html:2 html-image-alt"},
	}, {
		name: "page without a language", files: base(` lang="de"`, ""),
		want: []string{"layouts/base.html:2 html-lang-missing"},
	}, {
		name: "form field without a label", files: base("<main", "<input type=\"search\" name=\"q\">\n<main"),
		want: []string{"layouts/base.html:9 html-control-label"},
	}, {
		name: "link of a layout to nothing", files: base("<main", "<p><a href=\"{{rel \"impressum/\"}}\">Impressum</a></p>\n<main"),
		want: []string{"layouts/base.html:9 link-missing"},
	}, {
		name: "style sheet that is not there", files: base("</head>", "<link rel=\"stylesheet\" href=\"{{asset \"probe.css\"}}\">\n</head>"),
		want: []string{"layouts/base.html:6:32 layout-error"},
	}})
}
