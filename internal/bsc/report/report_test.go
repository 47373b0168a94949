package report

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/bsc"
)

func TestAllSentencesAreUsedAndKnown(t *testing.T) {
	asked := map[string]bool{}
	words := shippedWords(t)
	for key := range words { // a report with every sentence marked by its key
		words[key] = "‹" + key + "› " + words[key]
	}
	note := func(text string) {
		for part := range strings.SplitSeq(text, "‹") {
			if key, _, found := strings.Cut(part, "›"); found {
				asked[key] = true
			}
		}
	}
	for _, c := range inputs(t) {
		c.in.Words = words
		for _, value := range []any{ShortReport(&c.in), LongReport(&c.in), Workbook(&c.in), documentWords(words)} {
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			note(string(text))
			if strings.Contains(string(text), `"[short.`) || strings.Contains(string(text), `"[long.`) {
				t.Errorf("%s: a sentence is missing", c.name)
			}
		}
	}
	rare := []string{ // that no case of the tests happens to ask for
		"class.klein", "class.gross", "short.trend.basis.one", "short.heavy.one", "long.measures.lead.one", "short.place.lower-edge", "long.place.lower-edge",
	}
	for key := range words {
		if !asked[key] && !slices.Contains(rare, key) {
			t.Errorf("no report says %q", key)
		}
	}
	if !slices.Equal(keys, slices.Sorted(maps.Keys(words))) {
		t.Error("keys.go does not list the sentences of berichte.yaml")
	}
}

func TestSentencesThatAreMissingOrUnknownAreNamed(t *testing.T) {
	_, problems, err := LoadWords(fstest.MapFS{"a.yaml": {Data: []byte("label: x\nshort.titel: y\npage: [1]\n")}}, "a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, p := range problems {
		count[p.ID]++
	}
	if count["bsc-report-unknown"] != 2 || count["bsc-report-missing"] != len(keys)-1 {
		t.Errorf("got %v of %d", count, len(keys))
	}
	if _, problems, _ := LoadWords(fstest.MapFS{}, "a.yaml"); len(problems) != 1 || problems[0].ID != "bsc-report-file" {
		t.Errorf("a missing file gives %v", problems)
	}
}

func TestWhatIsFilledInIsNeverTakenForAPlaceholder(t *testing.T) {
	w := Words{"a": "{x} und {y}", "b.one": "{n} Ding", "b.other": "{n} Dinge"}
	if got := w.T("a", "x", "{y}\n\n{x}", "y", "1"); got != "{y} {x} und 1" {
		t.Errorf("got %q", got)
	}
	if got := w.N("b", 1) + w.N("b", 0) + w.T("c"); got != "1 Ding0 Dinge[c]" {
		t.Errorf("got %q", got)
	}
}

func TestMeasuresComeByEffectForTheirEffort(t *testing.T) {
	c := &bsc.Catalogue{ID: "x", Topics: []bsc.Topic{{ID: "T01"}}}
	s := &bsc.Sheet{Replies: map[string]bsc.Reply{}}
	for _, q := range []struct {
		id       string
		weight   int
		effort   bsc.Effort
		priority int
		answer   bsc.Answer
	}{
		{"a", 3, bsc.High, 1, bsc.No}, {"b", 3, bsc.Medium, 1, bsc.Partly}, {"c", 1, bsc.Low, 4, bsc.Partly}, {"d", 3, bsc.Low, 2, bsc.No},
		{"f", 2, bsc.Low, 3, bsc.Partly}, {"e", 1, bsc.Low, 3, bsc.No}, {"g", 1, bsc.Low, 2, bsc.No}, {"h", 3, bsc.Low, 1, bsc.Yes}, {"i", 3, bsc.Low, 1, bsc.Open},
	} {
		c.Questions = append(c.Questions, bsc.Question{ID: q.id, Topic: "T01", Weight: q.weight, Effort: q.effort, Priority: q.priority})
		s.Replies[q.id] = bsc.Reply{Answer: q.answer}
	}
	in := &Input{Catalogue: c, Sheet: s}
	var got, first string
	for _, m := range Measures(in) {
		got += m.Question.ID
	}
	for _, m := range in.urgent() {
		first += m.Question.ID
	}
	if got != "dgefcba" { // 6, 2 (g before e and f by priority), 1, 3/5, 6/20
		t.Errorf("measures are in the order %s", got)
	}
	if first != "dab" { // 6·3/1 = 18, 6·4/3 = 8, 3·4/2 = 6 before g with 2·3/1 = 6 by priority
		t.Errorf("urgent are %s", first)
	}
}

func TestStrengthsAreOfDifferentTopicsAsFarAsThereAreEnough(t *testing.T) {
	c := probe(t)["probe-2026"]
	in := &Input{Catalogue: c, Sheet: all(c, bsc.Yes)}
	topics := map[string]bool{}
	for _, q := range in.strengths(c.Evaluate(in.Sheet)) {
		topics[q.Topic] = true
		if q.Weight != 3 {
			t.Errorf("%s weighs %d", q.ID, q.Weight)
		}
	}
	if len(topics) != most {
		t.Errorf("strengths are of %d topics", len(topics))
	}
	in.Sheet = &bsc.Sheet{Replies: map[string]bsc.Reply{"probe-2026-T01-01": {Answer: bsc.Yes}, "probe-2026-T01-02": {Answer: bsc.Yes}}}
	if got := in.strengths(c.Evaluate(in.Sheet)); len(got) != 2 {
		t.Errorf("%d strengths of two answers", len(got))
	}
}

func TestOnlyKeptQuestionsAreCompared(t *testing.T) {
	all2 := probe(t)
	now, then := all2["probe-2026"], all2["probe-2023"]
	in := &Input{Catalogue: now, Sheet: all(now, bsc.Yes), Previous: all(then, bsc.Partly)}
	tr := in.trend()
	if tr.Now.Questions != 10 || tr.Then.Partly != 10 || tr.Better != 10 || tr.Worse != 0 {
		t.Errorf("got %+v", tr)
	}
	in.Previous = &bsc.Sheet{Catalogue: "fremd"}
	if tr := in.trend(); tr.Now.Questions != 0 {
		t.Errorf("a strange catalogue is compared: %+v", tr)
	}
}

func TestAPlaceIsAsCoarseAsWhatIsPublished(t *testing.T) {
	score := func(yes, all int) bsc.Score { return bsc.Score{Questions: all, Yes: yes, No: all - yes} }
	for _, c := range []struct {
		low, high float64
		s         bsc.Score
		want      Place
	}{
		{.4, .75, score(37, 100), Lower}, {.4, .75, score(38, 100), LowerEdge}, {.4, .75, score(42, 100), LowerEdge}, {.4, .75, score(43, 100), Middle},
		{.4, .75, score(72, 100), Middle}, {.4, .75, score(73, 100), HigherEdge}, {.4, .75, score(78, 100), Higher}, {.5, .5, score(1, 2), Crowded},
		{.5, .975, score(1, 1), HigherEdge}, {.4, .75, bsc.Score{Questions: 3, NotApplicable: 3}, Unknown},
	} {
		if got := PlaceOf(round("x", c.low, c.high), "T01", c.s); got != c.want {
			t.Errorf("%v between %v and %v is %q, want %q", c.s, c.low, c.high, got, c.want)
		}
	}
	if got := PlaceOf(round("x", .4, .75), "T07", score(1, 2)); got != Unknown {
		t.Errorf("a topic without figures is %q", got)
	}
	if got := PlaceOf(nil, "", score(1, 2)); got != Unknown {
		t.Errorf("no release is %q", got)
	}
}

func TestTheSameInputGivesTheSameReport(t *testing.T) {
	for _, c := range inputs(t) {
		if !reflect.DeepEqual(LongReport(&c.in), LongReport(&c.in)) || !reflect.DeepEqual(ShortReport(&c.in), ShortReport(&c.in)) {
			t.Errorf("%s: two reports differ", c.name)
		}
	}
}

// The head of a municipality reads no technical word, whatever was answered.
func TestShortReportsHaveNoTechnicalWords(t *testing.T) {
	jargon, problems, err := bsc.LoadJargon(os.DirFS(root), "data/"+bsc.JargonFile)
	if err != nil || len(problems) > 0 || len(jargon) == 0 {
		t.Fatal(problems, err)
	}
	words := shippedWords(t)
	for _, c := range shipped(t) {
		for seed := range uint64(20) {
			in := &Input{Catalogue: c, Sheet: filled(c, seed, int(seed%5)), Release: round(c.ID, .3, .7), Words: words, Date: "2026-07-31"}
			if seed%2 == 0 {
				in.Previous = filled(c, seed+50, 2)
			}
			m := ShortReport(in)
			if found := jargon.Find(said(m.Blocks)); len(found) > 0 {
				t.Errorf("%s, sheet %d: the short report says %q", c.ID, seed, found)
			}
		}
	}
}

// said is the text of blocks, a line each.
func said(list []Block) string {
	var b strings.Builder
	line := func(runs []Run) {
		for _, r := range runs {
			b.WriteString(r.Text)
		}
		b.WriteString("\n")
	}
	for _, block := range list {
		line(block.Text)
		for _, item := range block.Items {
			line(item)
		}
		for _, column := range block.Columns {
			b.WriteString(column.Title + "\n")
		}
		for _, row := range block.Rows {
			for _, cell := range row {
				line(cell.Text)
			}
		}
		b.WriteString(block.Caption + "\n" + said(block.Blocks))
	}
	return b.String()
}
