package site_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// process is an entry of a data file: its id, title, MTA and what it needs.
func process(id, title, mta string, needs ...string) string {
	level := map[string]string{"4h": "[3,3,3,3,3,4]", "24h": "[1,3,3,3,3,4]", "3T": "[1,2,3,3,3,4]", ">30T": "[1,1,1,1,1,2]"}[mta]
	return fmt.Sprintf(`  - id: %q
    title: %q
    about: "Erfundene Beispieldaten."
    unit: ["Hauptamt"]
    duty: M
    mta: %q
    reason: "Weil der Deich bricht."
    source: vorschlag
    deadlines: [{law: "§ 1 Probegesetz", what: "Am Dienstag melden", asOf: "2022-03"}]
    damage: {person: %[4]s, task: [1,1,1,1,1,2], law: [1,1,1,1,1,1], image: [1,1,1,1,1,1], finance: [1,1,1,1,1,1]}
    resources: [{category: it, name: "Fachverfahren Probe"}]
    fallback: ["Papier und Stift"]
    words: ["Wasserwehr"]
    needs: [%[5]s]
`, id, title, mta, level, `"`+strings.Join(needs, `","`)+`"`)
}

// processFile is the file of the area 01.
func processFile(entries ...string) string {
	return "area: '01'\ntitle: Verwaltung\nprocesses:\n" + strings.ReplaceAll(strings.Join(entries, ""), `needs: [""]`, "needs: []")
}

const processData = "data/prozesse/01.yaml"

// processSite is a site with two processes, of which the first needs the second.
func processSite() portal {
	return portal{
		"nachbar.yaml":               "title: Portal\nlanguage: de\naudiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]\n",
		"content/_index.md":          md("Start", "cascade: {tlp: CLEAR}", "Willkommen.\n"),
		"content/prozesse/_index.md": md("Prozesse", "Alle.\n"),
		processData:                  processFile(process("01-01", "Deich sichern", "4h", "01-02"), process("01-02", "Sand füllen", "3T")),
	}
}

// processWords are those that the pages of processes need.
const processWords = `ui.process.hours.one: "{n} Stunde"
ui.process.hours.other: "{n} Stunden"
ui.process.days.one: "{n} Tag"
ui.process.days.other: "{n} Tage"
ui.process.class.beyond: "länger"
ui.process.duty.M: "Städte"
ui.process.resource.it: "IT"
ui.process.level.1: "1"
ui.process.level.2: "2"
ui.process.level.3: "3"
ui.process.level.4: "4"
ui.process.damage.person: "a"
ui.process.damage.task: "b"
ui.process.damage.law: "c"
ui.process.damage.image: "d"
ui.process.damage.finance: "e"
`

// share puts both files of a round with values of the first process into a site.
func (p portal) share(t *testing.T) {
	t.Helper()
	all := []string{"4h", "24h", "3T", "7T", "14T", "30T", ">30T"}
	r := disclosure.Release{Format: disclosure.Format, Round: "2026", Audience: disclosure.Members, Catalogue: "prozesse-2026", Example: true,
		Groups: map[string]disclosure.Group{"2026/01-01": {N: 30, Most: 34}}}
	cell := disclosure.Cell{Group: "2026/01-01", Questions: disclosure.Questions{"01-01"}, Den: all, Num: all[:2], Lo: 0.75, Hi: 1}
	for name, edge := range map[string]bool{"2026.json": false, "2026.oeffentlich.json": true} {
		if edge {
			r.Audience, cell.Edge, cell.Lo, cell.Hi = disclosure.Public, true, 0.25, 0.75
		}
		r.Cells = []disclosure.Cell{cell}
		src, err := r.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		p["data/bia/runden/"+name] = string(src)
		r.Audience, cell.Edge, cell.Lo, cell.Hi = disclosure.Members, false, 0.75, 1
	}
}

func TestEachProcessOfTheDataHasAPage(t *testing.T) {
	files := outputs(t, processSite().withDefaults())
	wants(t, files, "prozesse/01-01/index.html", []string{
		"Deich sichern", "MTA: 4 Stunden", "<dd>2 Stunden</dd>", "Weil der Deich bricht.", "ab Mittlerer kreisangehöriger Stadt", "Vorschlag des Portals",
		"Eigene BIA ersetzt diesen Wert.", `href="../01-02/"`, "§ 1 Probegesetz, Stand: 2022-03", "Fachverfahren Probe", "Papier und Stift", `href="../#bereich-01"`,
	}, []string{"Was die Kommunen selbst ermittelt haben"})
	wants(t, files, "prozesse/01-02/index.html", []string{"Wird gebraucht von", `href="../01-01/"`, "MTA: 3 Tage", "<dd>24 Stunden</dd>"}, nil)
	wants(t, files, "prozesse/index.html", []string{`href="01-01/"`, `id="bereich-01"`, `href="../prozesse.csv"`, `data-mta="0"`, `data-words="Erfundene Beispieldaten. Wasserwehr"`}, nil)
	wants(t, files, "prozesse.csv", []string{"01-02;01 Verwaltung;Sand füllen;"}, nil)
}

func TestAPageWrittenByHandStandsInThePlaceOfADerivedOne(t *testing.T) {
	for _, name := range []string{"content/prozesse/01-01.md", "content/prozesse/01-01/index.md"} {
		p := processSite().with(name, md("Deich sichern bei uns", `process: "01-01"`, "Eigener Text.\n"))
		files := outputs(t, p.withDefaults())
		wants(t, files, "prozesse/01-01/index.html", []string{"Deich sichern bei uns", "Eigener Text.", "MTA: 4 Stunden"}, nil)
	}
}

func TestThePreviewFollowsChangesOfTheProcesses(t *testing.T) {
	p := processSite()
	now := &live{now: p.fs()}
	opt := p.withDefaults()
	opt.FS = overlay.New(now, nachbar.Defaults(), "layouts", "static", "i18n", "data")
	session, err := site.NewSession(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	before := get(t, session, "prozesse/01-01/index.html")
	for _, step := range []struct {
		file, text, path, want string
	}{
		{processData, processFile(process("01-01", "Deich sichern", "24h", "01-02"), process("01-02", "Säcke füllen", "3T")), "prozesse/01-01/index.html", "MTA: 24 Stunden"},
		{processData, processFile(process("01-01", "Deich sichern", "24h", "01-03"), process("01-03", "Lichter", ">30T")), "prozesse/01-03/index.html", "mehr als 30 Tage"},
		{"content/prozesse/01-03.md", md("Lichter und Lampen", `process: "01-03"`), "prozesse/01-03/index.html", "Lichter und Lampen"},
	} {
		p[step.file] = step.text
		now.set(p.with().fs())
		change(t, session, step.file)
		if got := get(t, session, step.path); !bytes.Contains(got.Body, []byte(step.want)) {
			t.Errorf("%s lacks %q after a change of %s", step.path, step.want, step.file)
		}
		for path, want := range outputs(t, p.withDefaults()) {
			if strings.HasPrefix(path, "prozesse") && !bytes.Equal(get(t, session, path).Body, want) {
				t.Errorf("%s is not what a build makes", path)
			}
		}
	}
	if get(t, session, "prozesse/01-01/index.html").ETag == before.ETag {
		t.Error("the page did not change")
	}
	if _, err := session.Output(context.Background(), "prozesse/01-02/index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the page of a process that went gives %v", err)
	}
}

func TestProblemsOfADerivedPageAreShownInItsDataFile(t *testing.T) {
	p := processSite().with("content/_index.md", md("Start", "tlp: CLEAR", "Willkommen.\n"), "content/prozesse/_index.md", md("Prozesse", "tlp: CLEAR"))
	_, result := construct(t, p.withDefaults())
	got := listing(result.Problems)
	if !strings.Contains(got, processData+":4:0 error tlp-missing") || strings.Contains(got, "content/prozesse/01-") {
		t.Errorf("problems are\n%s", got)
	}
}

func TestPagesAndProcessesAreHeldToEachOther(t *testing.T) {
	p := processSite().with("content/prozesse/neu.md", md("Neu", `process: "01-1"`), "content/prozesse/zwei.md", md("Zwei", `process: "01-02"`))
	p[processData] += "    templates: [gibtsnicht]\n"
	_, result := construct(t, p.forMembers())
	got := listing(result.Problems)
	for _, want := range []string{
		"content/prozesse/neu.md:3:10 error process-unknown map[near:01-01 value:01-1]",
		"error process-twice map[other:",
		processData + ":18:0 warning process-template map[id:01-02 near: value:gibtsnicht]",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing: %s\nin\n%s", want, got)
		}
	}
	if _, result := construct(t, p.withDefaults()); strings.Contains(listing(result.Problems), "process-template") {
		t.Error("a template that the public does not see is said not to exist")
	}
}

func TestSharedValuesAreThoseOfTheAudience(t *testing.T) {
	p := processSite()
	p.share(t)
	const page = "prozesse/01-01/index.html"
	members, public := outputs(t, p.forMembers()), outputs(t, p.withDefaults())
	wants(t, members, page, []string{"mehr als 75 %", "30–34", "TLP:AMBER", "Erfundene Beispieldaten"}, []string{"höchstens 25"})
	wants(t, public, page, []string{"höchstens 25 % oder mehr als 75 %", "30–34", "TLP:CLEAR", "Erfundene Beispieldaten"}, []string{"AMBER"})
	wants(t, members, "prozesse/01-02/index.html", []string{"TLP:CLEAR"}, []string{"30–34"})
	p["data/bia/runden/2026.json"] = "{"
	if diff := difference(outputs(t, p.withDefaults()), public); diff != "" {
		t.Errorf("a change for members changed the public build: %s", diff)
	}
	if _, result := construct(t, p.forMembers()); !strings.Contains(listing(result.Problems), "data/bia/runden/2026.json:0:0 error round-format") {
		t.Error("a broken round is not named")
	}
}

func TestAProcessIsFoundByItsOtherNames(t *testing.T) {
	texts, err := site.LoadTexts(context.Background(), processSite().withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	into := &shelf{}
	if err := texts.Add(context.Background(), into); err != nil {
		t.Fatal(err)
	}
	doc := into.find(t, "prozesse/01-01/index.html", "")
	if !strings.Contains(doc.Body, "Wasserwehr") || !strings.Contains(doc.Body, "Fachverfahren Probe") || len(doc.Headings) != 5 || doc.Headings[0].Anchor != "prozess-namen" {
		t.Errorf("%+v", doc)
	}
}

// TestFiguresOnPagesAreThoseOfTheData follows ratings, times and titles of the
// real catalogue from pages to their files, which are read in another way.
func TestFiguresOnPagesAreThoseOfTheData(t *testing.T) {
	p := processSite().with(processData, "")
	followed := 0
	for _, area := range []string{"01", "02", "05", "11"} {
		src, err := os.ReadFile("../../data/prozesse/" + area + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		p["data/prozesse/"+area+".yaml"] = string(src)
	}
	_, result := construct(t, p.withDefaults())
	for _, problem := range result.Problems { // needs of areas that are left out
		if problem.ID != "bia-needs" {
			t.Fatal(problem)
		}
	}
	session, err := site.NewSession(context.Background(), p.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	for name := range p {
		if !strings.HasPrefix(name, "data/prozesse/") {
			continue
		}
		var file struct {
			Processes []struct {
				ID, MTA string
				Damage  map[string][]int
			}
		}
		if err := yaml.Unmarshal([]byte(p[name]), &file); err != nil {
			t.Fatal(err)
		}
		for _, of := range file.Processes[:3] {
			page := string(get(t, session, "prozesse/"+of.ID+"/index.html").Body)
			var want strings.Builder
			for _, level := range of.Damage["task"] {
				fmt.Fprintf(&want, `<td class="damage-%d"><b>%[1]d</b> <span>%s</span></td>`, level, []string{"", "gering", "mittel", "hoch", "sehr hoch"}[level])
			}
			words := map[string]string{"4h": "4 Stunden", "24h": "24 Stunden", "3T": "3 Tage", "7T": "7 Tage", "14T": "14 Tage", "30T": "30 Tage", ">30T": "mehr als 30 Tage"}
			for _, text := range []string{want.String(), "MTA: " + words[of.MTA]} {
				if followed++; !strings.Contains(page, text) {
					t.Errorf("%s lacks %q", of.ID, text)
				}
			}
		}
	}
	if followed < 10 {
		t.Errorf("%d figures were followed", followed)
	}
}
