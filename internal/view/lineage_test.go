package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
)

// vorlage is a template with versions and ancestors.
func vorlage(id, based string, versions ...string) string {
	var changes []string
	for _, v := range versions {
		changes = append(changes, "{version: "+v+", date: 2026-11-01, class: ergaenzung, why: Darum.}")
	}
	keys := []string{
		"id: " + id, "version: " + versions[len(versions)-1], "changes: [" + strings.Join(changes, ", ") + "]",
		"purpose: Zweck", "bcms: [reaktiv]", "tlp: CLEAR",
	}
	if based != "" {
		keys = append(keys, "basedOn: ["+based+"]")
	}
	return page(strings.ToUpper(id[:1])+id[1:], keys...)
}

// frozen is a released version with one block of one line.
func frozen(id, version, line string) string {
	return fmt.Sprintf(`{"id": %q, "version": %q, "date": "2026-11-01", "title": "Plan", "blocks": [{"id": "a", "lines": [{"kind":"text","text":%q}]}]}`, id, version, line)
}

// plans is a world with a plan of three versions, two variants of it, and one
// that nobody but members sees.
func plans() *world {
	w := newWorld(
		"content/vorlagen/plan/index.md", vorlage("plan", "", "1.0.0", "1.1.0", "2.0.0"),
		"content/vorlagen/plan/versions/1.0.0.json", frozen("plan", "1.0.0", "Alle {{wer}} rufen."),
		"content/vorlagen/plan/versions/1.1.0.json", frozen("plan", "1.1.0", "Alle {{wer}} anrufen."),
		"content/vorlagen/plan/versions/2.0.0.json", frozen("plan", "2.0.0", "Alle {{wer}} sofort anrufen."),
		"content/vorlagen/klein/index.md", vorlage("klein", "plan@1.0.0", "1.0.0"),
		"content/vorlagen/winzig/index.md", vorlage("winzig", "plan@2.0.0", "1.0.0"),
		"content/vorlagen/geheim/index.md", strings.Replace(vorlage("geheim", "plan@2.0.0", "1.0.0"), "CLEAR", "AMBER", 1),
	)
	for _, class := range []string{"ergaenzung"} {
		w.words["ui.change."+class] = class
	}
	w.words["ui.template.attribution"], w.words["ui.changes.between"], w.words["ui.family.edge"] = "{title}", "{old}-{new}", "{title} aus {from} {version}"
	return w
}

func relations(list []Relation) string {
	var out []string
	for _, r := range list {
		out = append(out, strings.Join([]string{r.Page.Title(), r.Version, r.Newer, r.Changes, r.Compare}, " "))
	}
	return strings.Join(out, "\n")
}

func TestLineageIsShownInBothDirections(t *testing.T) {
	m := plans().model(t)
	base, small := at(t, m, "vorlagen/plan").Template(), at(t, m, "vorlagen/klein").Template()
	if got, want := relations(base.Heirs), "Klein 1.0.0 2.0.0 aenderungen/1.0.0-2.0.0/ vergleich/klein/\nWinzig 2.0.0   vergleich/winzig/"; got != want {
		t.Errorf("heirs are\n%s\nwant\n%s", got, want)
	}
	if got, want := relations(small.BasedOn), "Plan 1.0.0 2.0.0 ../plan/aenderungen/1.0.0-2.0.0/ ../plan/vergleich/klein/"; got != want {
		t.Errorf("ancestors are %q, want %q", got, want)
	}
	if got, want := relations(small.Siblings), "Winzig    vergleich/winzig/"; got != want {
		t.Errorf("siblings are %q, want %q", got, want)
	}
	var outputs []string
	for _, pair := range m.Comparisons(m.Tree.Page("vorlagen/plan")) {
		outputs = append(outputs, CompareOutput(pair.Page, pair.Other))
	}
	if got, want := strings.Join(outputs, " "), "vorlagen/plan/vergleich/klein/index.html vorlagen/klein/vergleich/winzig/index.html vorlagen/plan/vergleich/winzig/index.html"; got != want {
		t.Errorf("comparisons are %s, want %s", got, want)
	}
}

func TestEveryVersionLeadsToWhatChanged(t *testing.T) {
	var got []string
	for _, c := range at(t, plans().model(t), "vorlagen/plan").Template().History {
		got = append(got, c.Version+" "+c.Changes+" "+c.Since)
	}
	want := "2.0.0 aenderungen/1.1.0-2.0.0/ \n1.1.0 aenderungen/1.0.0-1.1.0/ \n1.0.0  aenderungen/1.0.0-2.0.0/"
	if strings.Join(got, "\n") != want {
		t.Errorf("the history is\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestAFamilyIsDrawnAndToldInWords(t *testing.T) {
	f := at(t, plans().model(t), "vorlagen/klein").Family()
	if len(f.Nodes) != 3 || len(f.Edges) != 2 || f.Width != 2*familyNode+familyGap {
		t.Fatalf("the family is %+v", f)
	}
	if got := strings.Join(f.Text, ", "); got != "Klein aus Plan 1.0.0, Winzig aus Plan 2.0.0" {
		t.Errorf("the words are %q", got)
	}
	top := f.Nodes[0]
	if top.X != (f.Width-familyNode)/2 || top.Self || !f.Nodes[1].Self || f.Nodes[1].Y <= top.Y+top.Height {
		t.Errorf("the boxes are %+v", f.Nodes)
	}
	if f := at(t, newWorld("content/vorlagen/allein/index.md", vorlage("allein", "", "1.0.0")).model(t), "vorlagen/allein"); f.Family() != nil {
		t.Error("a template alone has a family")
	}
}

// A circle of ancestors is a mistake; the drawing must end all the same.
func TestACircleIsDrawnToo(t *testing.T) {
	w := newWorld(
		"content/vorlagen/eins/index.md", vorlage("eins", "zwei@1.0.0", "1.0.0"),
		"content/vorlagen/zwei/index.md", vorlage("zwei", "eins@1.0.0", "1.0.0"),
	)
	w.words["ui.family.edge"] = "{title}"
	if f := at(t, w.model(t), "vorlagen/eins").Family(); len(f.Nodes) != 2 || len(f.Edges) != 2 {
		t.Errorf("the family is %+v", f)
	}
}

// beside renders the page of a pair.
func beside(m *Model, pair Pair, output string) *Page {
	p := &content.Page{Path: strings.TrimSuffix(output, "/index.html"), Parent: pair.Page}
	return m.NewContext(Target{Page: p, Output: output, Name: "changes", Pair: pair}).Page()
}

func TestAPageOfChangesShowsWordsAndFields(t *testing.T) {
	m := plans().model(t)
	pair := VersionPairs(m.Tree.Page("vorlagen/plan"))[2]
	d := beside(m, pair, ChangesOutput(pair.Page, pair.Old, pair.New)).Difference()
	if len(d.Blocks) != 1 || len(d.Reasons) != 2 || len(d.Others) != 2 {
		t.Fatalf("the difference is %+v", d)
	}
	var got []string
	for _, piece := range d.Blocks[0].Parts[0].Line.Cells[0] {
		got = append(got, fmt.Sprint(piece.Op, ":", piece.Text, ":", piece.Field))
	}
	if want := "same:Alle :false same:wer:true same: :false removed:rufen:false added:sofort anrufen:false same:.:false"; strings.Join(got, " ") != want {
		t.Errorf("the pieces are %q", got)
	}
}

func TestTwoTemplatesStandSideBySide(t *testing.T) {
	m := plans().model(t)
	pair := m.Comparisons(m.Tree.Page("vorlagen/plan"))[0]
	c, err := beside(m, pair, CompareOutput(pair.Page, pair.Other)).Comparison()
	if err != nil || len(c.Blocks) != 1 || c.Left.Title() != "Plan" || c.Right.Title() != "Klein" {
		t.Fatalf("the comparison is %+v, %v", c, err)
	}
	var marked []string
	for _, side := range [][]Part{c.Blocks[0].Left, c.Blocks[0].Right} {
		for _, piece := range side[0].Line.Cells[0] {
			if piece.Op == "marked" {
				marked = append(marked, piece.Text)
			}
		}
	}
	if strings.Join(marked, " ") != "Plan Klein" {
		t.Errorf("marked are %q", marked)
	}
}

func TestWhatChangesInAReleaseChangesThePageOfChanges(t *testing.T) {
	w := plans()
	m := w.model(t)
	pair := VersionPairs(m.Tree.Page("vorlagen/plan"))[0]
	page := beside(m, pair, ChangesOutput(pair.Page, pair.Old, pair.New))
	page.Difference()
	keys := page.c.Trace().Keys()
	before := m.Digest(keys, page.p.Path)
	w.put("content/vorlagen/plan/versions/1.0.0.json", frozen("plan", "1.0.0", "Niemand."))
	if m := w.model(t); m.Digest(keys, page.p.Path) == before {
		t.Error("the page would be kept")
	}
}
