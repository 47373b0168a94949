package layout

import (
	"fmt"
	"testing"
)

func TestALineOfAPageIsTracedToItsLayout(t *testing.T) {
	s := load(t,
		"base.html", "<!doctype html>\n<html lang=\"{{.Lang}}\">\n{{template \"partials/nav.html\" .}}\n{{block \"main\" .}}{{end}}\n</html>",
		"partials/nav.html", "<nav>\n<a href=\"{{.}}\" onclick=\"weg()\">{{.}}</a>\n</nav>",
		"_default/single.html", "{{define \"main\"}}\n<h1 class=\"gross\">{{.}}</h1>\n{{end}}",
		"_default/list.html", "{{define \"main\"}}\n<h1 class=\"gross\">{{.}}</h1>\n{{end}}")
	for output, want := range map[string]string{
		`<html lang="de">`: "layouts/base.html:2",
		`  <a href="../bia/" onclick="weg()">BIA</a>`: "layouts/partials/nav.html:2",
		`<h1 class="gross">BIA</h1>`:                  "layouts/_default/single.html:2",
		`<p>Text des Autors</p>`:                      "layouts/_default/single.html:0",
		``:                                            "layouts/_default/single.html:0",
	} {
		for range 2 { // the second answer is remembered
			path, line := s.Origin("_default/single.html", output)
			if got := fmt.Sprint(path, ":", line); got != want {
				t.Errorf("%s comes from %s, want %s", output, got, want)
			}
		}
	}
}
