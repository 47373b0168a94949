package audit

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
)

// onePage is a release with one figure of each kind and a site that shows it.
func onePage(tb testing.TB, main string) *Report {
	tb.Helper()
	release := `{"format":"nachbar-round/1","round":"2026","audience":"members","catalogue":"x","closed":"","policy":{},
		"answer_sets":{"bsc":{"answers":["ja","nein"],"sensitive":[["ja"]]}},"groups":{"2026/alle":{"n":50}},
		"cells":[{"g":"2026/alle","q":"a","a":["ja"],"lo":18,"hi":22},{"g":"2026/alle","q":"b","a":["ja"],"lo":42,"hi":50},
		{"g":"2026/alle","q":["c","d"],"num":["ja"],"den":["ja","nein"],"lo":0.55,"hi":0.6}]}`
	site := fstest.MapFS{
		"ergebnisse/2026/index.html": {Data: []byte("<body><nav>7–9</nav><main>" + main + "</main>")},
		"ergebnisse/2026.json":       {Data: []byte(release)},
		"leitfaden/index.html":       {Data: []byte("<main>1–3</main>")},
	}
	report, err := Run(context.Background(), Options{Releases: []Source{{"2026.json", []byte(release)}}, Site: site})
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

func TestPublishedFiguresHaveASource(t *testing.T) {
	report := onePage(t, `<p title="18–22 von 50">ja: mindestens 42, 55 bis 60 %, rund 58 %</p>`)
	if len(report.Unfounded) > 0 || report.Figures != 6 || report.Pages != 2 {
		t.Errorf("%d pages, %d figures, unfounded: %v", report.Pages, report.Figures, report.Unfounded)
	}
}

func TestFiguresWithoutSourceAreNamed(t *testing.T) {
	for main, figure := range map[string]string{
		`<p>19–21 von 50</p>`:                   "19–21",
		`<p>mindestens 43</p>`:                  "mindestens 43",
		`<p>56 bis 57 %</p>`:                    "56 bis 57 %",
		`<p>rund 57,6 %</p>`:                    "57,6 %",
		`<p title="19–21"></p>`:                 "19–21",
		`<img alt="19–21">`:                     "19–21",
		`<b data-wert="19–21"></b>`:             "19–21",
		`<svg><title>höchstens 7</title></svg>`: "höchstens 7",
		`<svg><text>mindestens 42</text><rect class="chart-hatch" x="0" width="5"/>` +
			`<text>mindestens 42</text><rect class="chart-hatch" x="0" width="6"/></svg>`: "mindestens 42",
	} {
		report := onePage(t, main)
		if len(report.Unfounded) != 1 || report.Unfounded[0].Figure != figure {
			t.Errorf("%s: %v", main, report.Unfounded)
		}
		if report.Passed() || !strings.Contains(report.Markdown(""), figure) {
			t.Errorf("%s: the report does not name it", main)
		}
	}
}
