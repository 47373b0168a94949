package layout

import (
	"strings"
	"testing"
	"time"
)

func TestFunctionsOfLayouts(t *testing.T) {
	dot := map[string]any{
		"When": time.Date(2027, 1, 14, 0, 0, 0, 0, time.UTC), "Bytes": int64(7), "Words": []string{"a", "b"}, "Empty": time.Time{},
	}
	for src, want := range map[string]string{
		`{{t "ui.skip"}}`: "h:ui.skip map[]",
		`{{t "ui.x" "name" "BIA" "n" 3 "every" .Words}}`: "h:ui.x map[every:[a b] n:#3 name:BIA]",
		`{{n "ui.hits" 3}}`:                                    "ui.hits×3",
		`{{date .When "long"}}`:                                "14.01.2027 long",
		`{{number 1000}}`:                                      "#1000",
		`{{size .Bytes}}`:                                      "7 B",
		`{{asset "x.css"}}`:                                    "assets/x.css",
		`{{rel "leitfaden/"}}`:                                 "../leitfaden/",
		`{{range data "rollen"}}{{.id}}{{end}}`:                "bcm",
		`{{markdown "text"}}`:                                  "<p>text</p>",
		`{{with dict "a" 1 "b" "x"}}{{.a}}{{.b}}{{end}}`:       "1x",
		`{{range list 1 "b"}}{{.}},{{end}}`:                    "1,b,",
		`{{lower "ÄB"}}`:                                       "äb",
		`{{join .Words ", "}}`:                                 "a, b",
		`{{if not .Empty.IsZero}}a date{{else}}no date{{end}}`: "no date",
	} {
		s := load(t, "_default/single.html", `{{define "main"}}`+src+`{{end}}`)
		if got := render(t, s, "_default/single.html", dot); got != "<main>"+want+"</main>" {
			t.Errorf("%s gives %s, want %s", src, got, want)
		}
	}
}

func TestFunctionsSayWhatTheyWant(t *testing.T) {
	for src, want := range map[string]string{
		`{{t "ui.x" "name"}}`:   "wants pairs of a name and a value",
		`{{t "ui.x" 1 "name"}}`: "wants pairs of a name and a value",
		`{{dict "a"}}`:          "wants pairs of a name and a value",
		`{{dict 1 "a"}}`:        "wants pairs of a name and a value",
		`{{asset "none.css"}}`:  "static/assets/none.css: no such file",
		`{{data "none"}}`:       "data: no such file",
	} {
		s := load(t, "_default/single.html", `{{define "main"}}`+src+`{{end}}`)
		_, problems := try(s, "_default/single.html", nil)
		if len(problems) != 1 || problems[0].ID != "layout-error" || !strings.Contains(problems[0].Args["reason"], want) {
			t.Errorf("%s: problems are %v, want %s", src, problems, want)
		}
	}
}
