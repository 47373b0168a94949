package bsc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

// small is a catalogue of two topics with three questions each.
func small(id string) *Catalogue {
	c := &Catalogue{ID: id, Topics: []Topic{{ID: "T01"}, {ID: "T02"}}}
	for _, topic := range c.Topics {
		for n := range 3 {
			c.Questions = append(c.Questions, Question{ID: fmt.Sprintf("%s-%s-%02d", id, topic.ID, n+1), Topic: topic.ID})
		}
	}
	c.prepare()
	return c
}

// sheet answers the questions of a catalogue with letters: j t n e, - for none.
func sheet(c *Catalogue, member, class, letters string) *Sheet {
	s := &Sheet{Catalogue: c.ID, Member: member, Class: class, Replies: map[string]Reply{}}
	for i, letter := range letters {
		s.Replies[c.Questions[i].ID] = Reply{Answer: map[rune]Answer{'j': Yes, 't': Partly, 'n': No, 'e': NotApplicable}[letter]}
	}
	return s
}

func ids(list diag.List) string {
	var out []string
	for _, p := range list {
		out = append(out, p.ID)
	}
	return strings.Join(out, " ")
}

func TestARoundSurvivesItsCSV(t *testing.T) {
	c := small("k")
	r := &Round{ID: "2026", Catalogue: c, Sheets: []*Sheet{
		sheet(c, "A; mit \"Zeichen\"", "klein", "jtne-j"), sheet(c, "Ä", "gross", "nnnnnn"),
	}}
	again, problems := ReadRoundCSV("2026", r.CSV(), Catalogues{"k": c})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if string(again.CSV()) != string(r.CSV()) || again.Catalogue != c {
		t.Errorf("got\n%s\nwant\n%s", again.CSV(), r.CSV())
	}
}

func TestATableCountsWhatTheSheetsSay(t *testing.T) {
	c := small("k")
	r := &Round{ID: "2026", Catalogue: c, Sheets: []*Sheet{sheet(c, "A", "klein", "jtnejj"), sheet(c, "B", "gross", "nntt-j")}}
	table, problems := r.Table(CountNo)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := fmt.Sprintf("%v %v %d %s", table.Units[0].Answers, table.Units[1].Answers, table.Units[1].Class, table.Unanswered); got != "[0 1 2 3 0 0] [2 2 1 1 2 0] 2 nein" {
		t.Error(got)
	}
	if got := fmt.Sprint(table.Topics); got != "[{T01 [0 1 2]} {T02 [3 4 5]}]" {
		t.Error(got)
	}
}

func TestSheetsThatCannotBeCountedAreNamedWithoutTheirMember(t *testing.T) {
	c, other := small("k"), small("alt")
	r := &Round{ID: "2026", Catalogue: c, Sheets: []*Sheet{
		sheet(c, "Kanarienstadt", "klein", "jjjjjj"), sheet(c, "kanarien-stadt", "klein", "jjjjjj"),
		sheet(c, "", "klein", "jjjjjj"), sheet(c, "B", "riesig", "jjjjjj"),
		sheet(other, "C", "klein", "jjjjjj"), sheet(c, "D", "klein", "jj"),
	}}
	_, problems := r.Table(Refuse)
	if got := ids(problems); got != "bsc-member-twice bsc-member-missing bsc-class bsc-mixed bsc-unanswered" {
		t.Error(got)
	}
	if text := strings.ToLower(fmt.Sprint(problems)); strings.Contains(text, "kanarien") {
		t.Error("a problem names a member: ", text)
	}
}

func TestABrokenRoundFileIsRefusedWithItsLines(t *testing.T) {
	c := small("k")
	all := Catalogues{"k": c}
	good := string((&Round{ID: "2026", Catalogue: c, Sheets: []*Sheet{sheet(c, "A", "klein", "jtnejj")}}).CSV())
	for _, tt := range []struct{ name, src, want string }{
		{"empty", "", "bsc-round-head"},
		{"another table", "a;b;c\n1;2;3\n", "bsc-round-head"},
		{"no known question", "member;class;x-1\n", "bsc-round-catalogue"},
		{"a wrong word", strings.Replace(good, "teilweise", "vielleicht", 1), "bsc-round-word"},
		{"a column too few", strings.Replace(good, ";teilweise", "", 1), "bsc-round-line"},
		{"a question twice", strings.Replace(good, "k-T01-02", "k-T01-01", 1), "bsc-round-question bsc-round-missing"},
		{"a stranger", strings.Replace(good, "k-T01-02", "x-T01-02", 1), "bsc-round-question bsc-round-missing"},
		{"too large", good + strings.Repeat(" ", maxRoundBytes), "bsc-round-large"},
	} {
		if _, problems := ReadRoundCSV("2026", []byte(tt.src), all); ids(problems) != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, ids(problems), tt.want)
		}
	}
}

func FuzzReadRoundCSV(f *testing.F) {
	c := small("k")
	f.Add((&Round{ID: "r", Catalogue: c, Sheets: []*Sheet{sheet(c, "A", "klein", "jtnejj")}}).CSV())
	f.Add([]byte("member;class;k-T01-01\n\"a;b"))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, problems := ReadRoundCSV("r", src, Catalogues{"k": c})
		if r != nil && len(problems) == 0 {
			if again, found := ReadRoundCSV("r", r.CSV(), Catalogues{"k": c}); len(found) > 0 || len(again.Sheets) != len(r.Sheets) {
				t.Errorf("what was read cannot be read again: %v", found)
			}
		}
	})
}
