package site_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// surveySite is a site with a catalogue of two topics, and two rounds that 40
// and 42 invented members took part in.
func surveySite(t *testing.T) portal {
	p := portal{
		"nachbar.yaml":                  "title: Portal\nlanguage: de\naudiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]\n",
		"content/_index.md":             md("Start", "cascade: {tlp: CLEAR}", "Willkommen.\n"),
		"content/basischeck/_index.md":  md("Check", "cascade: {catalogue: probe}"),
		"content/basischeck/t01.md":     md("Eins", "topic: T01", "Worum es geht.\n"),
		"content/basischeck/t02.md":     md("Zwei", "topic: T02", "Worum es geht.\n"),
		"content/ergebnisse/_index.md":  md("Ergebnisse"),
		"content/ergebnisse/2024.md":    md("Runde 2024", "round: '2024'"),
		"content/ergebnisse/2026.md":    md("Runde 2026", "round: '2026'"),
		"content/ergebnisse/methode.md": md("Methode", "kind: page", "So.\n"),
		"data/bsc/probe/katalog.yaml": "id: probe\ntitle: Probe\nversion: '1'\ndate: '2026-01-01'\nabout: Probe.\nlicense: CC0-1.0\nexample: true\ntopics:\n" +
			"  - {id: T01, title: Ordnung, about: 'Wer macht was?'}\n  - {id: T02, title: Sicherung, about: 'Was ist sicher?'}\n",
	}
	for _, topic := range []string{"T01", "T02"} {
		file := "questions:\n"
		for q := range 9 {
			file += fmt.Sprintf("  - {id: probe-%s-%02d, text: 'Gilt Regel %[2]d?', short: Regel %[1]s %[2]d, help: Gemeint ist Wasserrohrbruch., evidence: e, advice: a, strength: s, risk: r, decision: d, weight: 1, effort: gering, priority: 1, links: [ergebnisse/methode]}\n", topic, q+1)
		}
		p["data/bsc/probe/"+strings.ToLower(topic)+".yaml"] = file
	}
	before := surveyTable("2024", 40, 1)
	p.publish(t, before, nil)
	p.publish(t, surveyTable("2026", 42, 2), before)
	return p
}

// surveyTable is the answers of n members; the first question is answered "ja" by
// nobody, the second by all.
func surveyTable(round string, n int, seed uint64) *disclosure.Table {
	random := rand.New(rand.NewPCG(seed, 1))
	t := &disclosure.Table{
		Round: round, Catalogue: "probe", Closed: round + "-06-30", Example: true, Set: "bsc",
		Answers: []string{"ja", "teilweise", "nein", "entbehrlich"}, Sensitive: [][]int{{0}, {1}, {2}, {3}, {1, 2}},
		Yes: []int{0}, Half: []int{1}, Applicable: []int{0, 1, 2},
		Classes: []string{"klein", "gross"}, Titles: []string{"klein", "groß"},
	}
	for i, topic := range []string{"T01", "T02"} {
		t.Topics = append(t.Topics, disclosure.Topic{ID: topic})
		for q := range 9 {
			t.Topics[i].Questions = append(t.Topics[i].Questions, len(t.Questions))
			t.Questions = append(t.Questions, fmt.Sprintf("probe-%s-%02d", topic, q+1))
		}
	}
	for u := range n {
		unit := disclosure.Unit{Key: fmt.Sprint("k", u), Class: u % 2}
		for q := range t.Questions {
			a := uint8(random.IntN(9) / 4)
			switch q {
			case 0:
				a = 2
			case 1:
				a = 0
			}
			unit.Answers = append(unit.Answers, a)
		}
		t.Units = append(t.Units, unit)
	}
	return t
}

// publish puts both files of a round into the site.
func (p portal) publish(t *testing.T, table, before *disclosure.Table) {
	t.Helper()
	r, problems := disclosure.Make(table, before, disclosure.Options{Policy: disclosure.DefaultPolicy()})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, release := range map[string]*disclosure.Release{table.Round + ".json": r, table.Round + ".oeffentlich.json": disclosure.PublicView(r)} {
		src, err := release.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		p["data/bsc/runden/"+name] = string(src)
	}
}

// forMembers are the options of a build for members.
func (p portal) forMembers() site.Options {
	opt := p.withDefaults()
	opt.Audience = "mitglieder"
	return opt
}

// wants checks that a page has some texts and lacks others.
func wants(t *testing.T, files map[string][]byte, path string, has, lacks []string) {
	t.Helper()
	page := string(files[path])
	if page == "" {
		t.Errorf("%s is missing", path)
	}
	for _, text := range has {
		if !strings.Contains(page, text) {
			t.Errorf("%s lacks %q", path, text)
		}
	}
	for _, text := range lacks {
		if strings.Contains(page, text) {
			t.Errorf("%s has %q", path, text)
		}
	}
}

func TestMembersSeeEndsAndEverybodyTheEdge(t *testing.T) {
	p := surveySite(t)
	const detail = "ergebnisse/2026/t01/index.html"
	members, public := outputs(t, p.forMembers()), outputs(t, p.withDefaults())
	wants(t, members, detail, []string{"höchstens 7", "mindestens 35", "TLP:AMBER", "Erfundene Beispieldaten", `href="../../../basischeck/t01/#t01-01"`}, []string{"Randbereich"})
	wants(t, public, detail, []string{"Randbereich", "TLP:CLEAR", "Erfundene Beispieldaten"}, []string{"höchstens 7", "mindestens 35", "AMBER"})
	wants(t, public, "ergebnisse/2026/index.html", []string{"42 Kommunen", "2 Kommunen neu dabei", `href="../2026.csv"`, `href="t01/"`}, []string{"AMBER"})
	wants(t, public, "ergebnisse/index.html", []string{"Runde 2024", "Runde 2026", "Im Schnitt erfüllte Anforderungen"}, nil)
	wants(t, public, "ergebnisse/2026/druck/index.html", []string{"Kurzfassung"}, nil)
	wants(t, public, "basischeck/t01/index.html", []string{"Gilt Regel 3?", "Wasserrohrbruch", `id="t01-03"`, `href="../../ergebnisse/2026/t01/"`}, nil)
	wants(t, public, "basischeck/probe.csv", []string{"Gilt Regel 3?"}, nil)
	wants(t, public, "basischeck/index.html", []string{`href="probe.oscal.json"`, `href="probe.xlsx"`, `href="t02/"`}, nil)
	if !bytes.Equal(public["ergebnisse/2026.json"], []byte(p["data/bsc/runden/2026.oeffentlich.json"])) {
		t.Error("the file for programs is not the one that is published for everybody")
	}
	if bytes.Contains(public["ergebnisse/2026.csv"], []byte("members")) || !bytes.Contains(members["ergebnisse/2026.csv"], []byte("members")) {
		t.Error("a table is that of the other audience")
	}
}

// watched notes which files were opened.
type watched struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]bool
}

func (w *watched) Open(name string) (fs.File, error) {
	w.mu.Lock()
	w.opened[name] = true
	w.mu.Unlock()
	return w.FS.Open(name)
}

func TestAPublicBuildNeverOpensWhatIsForMembers(t *testing.T) {
	p := surveySite(t)
	want := outputs(t, p.withDefaults())
	for name, src := range map[string]string{"2026.json": "{", "2024.json": strings.ReplaceAll(p["data/bsc/runden/2024.json"], `"lo":`, `"lo":1`), "2028.json": "geheim"} {
		p["data/bsc/runden/"+name] = src
	}
	opt := p.withDefaults()
	watch := &watched{FS: p.fs(), opened: map[string]bool{}}
	opt.FS = overlay.New(watch, nachbar.Defaults(), "layouts", "static", "i18n", "data")
	if diff := difference(outputs(t, opt), want); diff != "" {
		t.Errorf("a change for members changed the public build: %s", diff)
	}
	for name := range watch.opened {
		if strings.HasPrefix(name, "data/bsc/runden/") && strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".oeffentlich.json") {
			t.Errorf("%s was opened", name)
		}
	}
	if !watch.opened["data/bsc/runden/2026.oeffentlich.json"] {
		t.Error("the watch saw nothing")
	}
}

func TestAChangedRoundIsBuiltAnewWhereItShows(t *testing.T) {
	p := surveySite(t)
	now := &live{now: p.fs()}
	opt := p.forMembers()
	opt.FS = overlay.New(now, nachbar.Defaults(), "layouts", "static", "i18n", "data")
	sink, cache := newMemory(), &site.Cache{}
	build := func() site.Result {
		result, err := site.Build(context.Background(), opt, sink, cache)
		if err != nil || result.Problems.HasErrors() {
			t.Fatal(err, listing(result.Problems))
		}
		return result
	}
	build()
	for name, edit := range map[string]func(){
		"a round": func() { p.publish(t, surveyTable("2026", 42, 3), surveyTable("2024", 40, 1)) },
		"a question": func() {
			p["data/bsc/probe/t01.yaml"] = strings.Replace(p["data/bsc/probe/t01.yaml"], "Regel T01 4", "Vorschrift", 1)
		},
		"a page that helps":      func() { p["content/ergebnisse/methode.md"] = md("Verfahren", "kind: page", "So.\n") },
		"a round without a page": func() { delete(p, "content/ergebnisse/2024.md") },
	} {
		edit()
		now.set(maps.Clone(p).fs())
		result := build()
		if diff := difference(sink.files, outputs(t, p.forMembers())); diff != "" {
			t.Errorf("after a change of %s: %s", name, diff)
		}
		if result.Stats.Rendered == 0 || result.Stats.Kept == 0 {
			t.Errorf("after a change of %s %d files were rendered, %d kept", name, result.Stats.Rendered, result.Stats.Kept)
		}
	}
}

func TestPagesCataloguesAndRoundsAreHeldToEachOther(t *testing.T) {
	p := surveySite(t)
	p["content/basischeck/t02.md"] = md("Zwei", "topic: T2")
	p["content/basischeck/t03.md"] = md("Drei", "topic: T01", "catalogue: prob")
	p["content/basischeck/t04.md"] = md("Vier", "topic: T01")
	p["content/ergebnisse/2024.md"] = md("Runde 2024", "round: '2025'")
	p["data/bsc/runden/2020.json"] = p["data/bsc/runden/2024.json"]
	p["data/bsc/runden/2021.json"] = strings.Replace(p["data/bsc/runden/2024.json"], `"round": "2024"`, `"round": "2021", "mehr": 1`, 1)
	p["data/bsc/runden/2022.json"] = p["data/bsc/runden/2024.oeffentlich.json"]
	p["data/bsc/runden/2023.json"] = strings.ReplaceAll(strings.ReplaceAll(p["data/bsc/runden/2024.json"], "2024", "2023"), `"q":"probe-T01-03"`, `"q":"probe-T01-99"`)
	_, result := construct(t, p.forMembers())
	got := listing(result.Problems)
	for _, want := range []string{
		"content/basischeck/t02.md:3:8 error survey-topic map[known:T01, T02 near:T02 value:T2]",
		"content/basischeck/t03.md:4:12 error survey-catalogue map[known:probe near:probe value:prob]",
		"content/basischeck/t04.md:1:0 error survey-twice map[other:content/basischeck/t01.md value:T01]",
		"content/ergebnisse/2024.md:3:8 error survey-round map[known:2024, 2026 near:2024 value:2025]",
		"data/bsc/runden/2024.json:0:0 warning survey-round-page map[round:2024]",
		"data/bsc/probe/katalog.yaml:0:0 warning survey-topic-page map[catalogue:probe topic:T02]",
		"data/bsc/runden/2020.json:0:0 error round-name map[round:2024]",
		"data/bsc/runden/2021.json:0:0 error round-format",
		"data/bsc/runden/2022.json:0:0 error round-audience map[audience:public want:members]",
		"data/bsc/runden/2023.json:0:0 error round-cell",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s\nin\n%s", want, got)
		}
	}
}

func TestQuestionsAndResultsAreFound(t *testing.T) {
	p := surveySite(t)
	into := &shelf{}
	texts, err := site.LoadTexts(context.Background(), p.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	if err := texts.Add(context.Background(), into); err != nil {
		t.Fatal(err)
	}
	topic := into.find(t, "basischeck/t01/index.html", "")
	if !strings.Contains(topic.Body, "Wasserrohrbruch") || len(topic.Headings) < 9 {
		t.Errorf("the questions of a topic are not found: %q, %d headings", topic.Body, len(topic.Headings))
	}
	result := into.find(t, "ergebnisse/2026/t01/index.html", "")
	if !strings.Contains(result.Body, "Regel T01 4") || result.Trail != "Ergebnisse › Runde 2026" {
		t.Errorf("results are found as %+v", result)
	}
}
