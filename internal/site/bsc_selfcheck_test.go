package site_test

import (
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/site"
)

// checkSite is a site with the program's layouts, a catalogue of one topic and
// its predecessor, and two rounds of which one is newer.
func checkSite() portal {
	const question = "text: Gibt es das, short: Das gibt es, help: Hilfe., evidence: Nachweis., advice: Tun., strength: Gut., risk: Schlecht., decision: Ja., weight: 2, effort: gering, priority: 1"
	catalogue := func(id, more string) string {
		return "id: " + id + "\ntitle: Katalog " + id + "\nversion: \"1.0\"\ndate: \"2026-01-01\"\nabout: Erfunden.\nlicense: CC-BY-4.0\nexample: true\n" + more +
			"topics: [{id: T01, title: Thema, about: Worum es geht.}]\n"
	}
	p := exchangeSite()
	p["nachbar.yaml"] += "baseURL: https://portal.example/\n"
	p["nachbar.yaml"] = strings.Replace(p["nachbar.yaml"], "tlp: CLEAR}]", "tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]", 1)
	p["content/selbstcheck/index.md"] = md("Selbstcheck", "layout: selfcheck", "So geht es.\n")
	p["content/ergebnisse/_index.md"] = md("Ergebnisse", "cascade: {catalogue: neu}")
	p["content/ergebnisse/2026.md"] = md("Runde 2026", "round: \"2026\"", "Ergebnisse.\n")
	p["content/basischeck/_index.md"] = md("Fragen")
	p["content/basischeck/t01.md"] = md("Thema", "catalogue: neu", "topic: T01", "Fragen.\n")
	p["data/bsc/alt/katalog.yaml"] = catalogue("alt", "")
	p["data/bsc/alt/t01.yaml"] = "questions: [{id: alt-T01-01, " + question + "}]\n"
	p["data/bsc/neu/katalog.yaml"] = catalogue("neu", "predecessor: alt\n")
	p["data/bsc/neu/t01.yaml"] = "questions: [{id: neu-T01-01, " + question + ", links: [vorlagen/karte]}]\n"
	p["data/bsc/neu/zuordnung.yaml"] = "changes: [{old: alt-T01-01, new: neu-T01-01, change: kept}]\n"
	p["data/bsc/berichte.yaml"] = "short.title: \"Kurzbericht\"\n"
	for name, audience := range map[string]string{"2026": disclosure.Members, "2026.oeffentlich": disclosure.Public} {
		p["data/bsc/runden/"+name+".json"] = roundOf("2026", "neu", audience)
	}
	return p
}

// roundOf is a release with a count and the quartiles of one topic.
func roundOf(round, catalogue, audience string) string {
	all, question := round+"/alle", disclosure.Questions{catalogue + "-T01-01"}
	cell := disclosure.Cell{Group: all, Questions: question, Answers: []string{"ja"}, Lo: 0, Hi: 7}
	if audience == disclosure.Public {
		cell = disclosure.Cell{Group: all, Questions: question, Answers: []string{"ja"}, Lo: 7, Hi: 33, Edge: true}
	}
	cells := []disclosure.Cell{cell}
	for i, percentile := range []int{25, 50, 75} {
		lo := float64(i*2+5) / 20
		cells = append(cells, disclosure.Cell{
			Group: all, Questions: question, Num: []string{"ja"}, Half: []string{"teilweise"}, Den: []string{"ja", "teilweise", "nein"},
			P: percentile, Topic: "T01", Lo: lo, Hi: lo + 0.05,
		})
	}
	answers := []string{"ja", "teilweise", "nein", "entbehrlich"}
	r := disclosure.Release{
		Format: disclosure.Format, Round: round, Audience: audience, Catalogue: catalogue, Closed: round + "-06-30", Example: true,
		Policy:     disclosure.Policy{T: 3, Rho: 0.1, G: 5, MinClass: 10},
		AnswerSets: map[string]disclosure.AnswerSet{"bsc": {Answers: answers, Sensitive: [][]string{{"ja"}, {"nein"}}}},
		Groups:     map[string]disclosure.Group{all: {N: 40}}, Cells: cells,
	}
	src, err := r.Bytes()
	if err != nil {
		return err.Error()
	}
	return string(src)
}

// unpacked is what a script hands to the browser.
func unpacked(t *testing.T, script []byte, into any) {
	t.Helper()
	_, rest, _ := strings.Cut(string(script), `,"`)
	packed, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(strings.TrimSpace(rest), `");`))
	if err != nil {
		t.Fatalf("script %.60q: %v", script, err)
	}
	src, err := io.ReadAll(flate.NewReader(strings.NewReader(string(packed))))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(src, into); err != nil {
		t.Fatalf("%v in %.200s", err, src)
	}
}

func TestTheSelfCheckHasItsDataSheetsAndShells(t *testing.T) {
	files := outputs(t, checkSite().withDefaults())
	for _, want := range []string{"daten.js", "neu.js", "runden.js", "bogen-neu.xlsx", "bogen-neu.ods", "bogen-neu-xlsx.js", "bogen-neu-ods.js", "bericht-odt.js", "bericht-docx.js"} {
		if files["selbstcheck/"+want] == nil {
			t.Errorf("no %s", want)
		}
	}
	if files["selbstcheck/alt.js"] != nil {
		t.Error("a catalogue that another one follows is offered")
	}
	var data struct {
		Words, Shells, ReportWords map[string]string
		Portal                     struct{ URL string }
		Catalogues                 []struct {
			ID     string
			Sheets map[string]string
		}
	}
	unpacked(t, files["selbstcheck/daten.js"], &data)
	if len(data.Catalogues) != 1 || data.Catalogues[0].Sheets["xlsx"] != "bogen-neu-xlsx.js" || data.Words["next"] == "" ||
		data.ReportWords["short.title"] != "Kurzbericht" || data.Shells["odt"] != "bericht-odt.js" || data.Portal.URL != "https://portal.example/" {
		t.Errorf("daten.js holds %+v", data)
	}
	var catalogue struct {
		Questions []struct{ Links []struct{ Title, URL string } }
	}
	unpacked(t, files["selbstcheck/neu.js"], &catalogue)
	if links := catalogue.Questions[0].Links; len(links) != 1 || links[0].URL != "vorlagen/karte/" {
		t.Errorf("the question links to %v", links)
	}
}

func TestThePageOfTheSelfCheckMayConnectToNothing(t *testing.T) {
	files := outputs(t, checkSite().withDefaults())
	page := string(files["selbstcheck/index.html"])
	for _, want := range []string{"connect-src 'none'", `data-check="daten.js"`, `href="bogen-neu.xlsx"`, "<noscript>", "Katalog neu", `href="../basischeck/"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if other := string(files["index.html"]); !strings.Contains(other, "connect-src 'self'") || strings.Contains(other, "selbstcheck.") {
		t.Error("other pages got what belongs to the self-check")
	}
}

func TestRoundsForTheBrowserHoldPercentilesOfTheirAudienceOnly(t *testing.T) {
	p := checkSite()
	for audience, want := range map[string]string{"oeffentlich": disclosure.Public, "mitglieder": disclosure.Members} {
		opt := p.withDefaults()
		opt.Audience = audience
		var rounds []disclosure.Release
		unpacked(t, outputs(t, opt)["selbstcheck/runden.js"], &rounds)
		if len(rounds) != 1 || rounds[0].Audience != want || len(rounds[0].Cells) != 3 || !rounds[0].Example {
			t.Fatalf("%s: %+v", audience, rounds)
		}
		if slices.ContainsFunc(rounds[0].Cells, func(c disclosure.Cell) bool { return c.P == 0 }) {
			t.Errorf("%s: a cell that is no percentile is handed out", audience)
		}
	}
}

func TestWhatMembersMaySeeChangesNothingForThePublic(t *testing.T) {
	p := checkSite()
	before := outputs(t, p.withDefaults())
	p["data/bsc/runden/2026.json"] = strings.ReplaceAll(p["data/bsc/runden/2026.json"], `"lo":0.25`, `"lo":0.2`)
	p["data/bsc/runden/2027.json"] = roundOf("2027", "neu", disclosure.Members)
	if d := difference(outputs(t, p.withDefaults()), before); d != "" {
		t.Error(d)
	}
}

func TestTheSelfCheckFollowsItsData(t *testing.T) {
	p := checkSite()
	sink, cache := newMemory(), &site.Cache{}
	for _, edit := range []struct {
		name string
		do   func()
	}{
		{"nothing", func() {}},
		{"a question", func() {
			p["data/bsc/neu/t01.yaml"] = strings.Replace(p["data/bsc/neu/t01.yaml"], "Hilfe.", "Mehr Hilfe.", 1)
		}},
		{"a page that helps", func() {
			p["content/vorlagen/karte/index.md"] = strings.Replace(p["content/vorlagen/karte/index.md"], "Vorlage karte", "Aushang", 1)
		}},
		{"a sentence", func() { p["data/bsc/berichte.yaml"] = "short.title: \"Bericht\"\n" }},
		{"another catalogue", func() {
			p["data/bsc/dritter/katalog.yaml"] = strings.Replace(p["data/bsc/alt/katalog.yaml"], "alt", "dritter", 2)
			p["data/bsc/dritter/t01.yaml"] = strings.Replace(p["data/bsc/alt/t01.yaml"], "alt", "dritter", 1)
		}},
		{"a round less", func() {
			delete(p, "data/bsc/runden/2026.oeffentlich.json")
			delete(p, "content/ergebnisse/2026.md")
		}},
		{"another layout", func() { p["content/selbstcheck/index.md"] = md("Selbstcheck", "", "So geht es.\n") }},
	} {
		edit.do()
		opt := p.withDefaults()
		if _, err := site.Build(context.Background(), opt, sink, cache); err != nil {
			t.Fatal(err)
		}
		if d := difference(sink.files, outputs(t, opt)); d != "" {
			t.Fatalf("after %s: %s", edit.name, d)
		}
	}
	if sink.files["selbstcheck/daten.js"] != nil {
		t.Error("a page without the layout has data")
	}
}
