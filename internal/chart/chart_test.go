package chart

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata anew")

// samples are one drawing of each sort.
func samples() map[string]Drawing {
	third := Span{0.2, 0.3, 0.4}
	return map[string]Drawing{
		"bars": Bars("b", "Titel", "Text", []Bar{
			{"Kurz", "50 %", Span{0.45, 0.5, 0.55}},
			{"Ein Thema mit einem Namen, der auf keinen Fall in eine einzige Zeile passt", "0 %", Span{0, 0, 0}},
			{"Alles", "100 %", Span{1, 1, 1}},
		}),
		"dots":    DotPlot("d", "Titel", "Text", []string{"klein (16)", "groß (17)"}, []Dots{{"Eins", []*Span{&third, nil}}, {"Zwei", []*Span{&third, {0.9, 0.95, 1}}}}, false),
		"joined":  DotPlot("j", "Titel", "Text", []string{"2022", "2024", "2026"}, []Dots{{"Eins", []*Span{&third, &third, {0.5, 0.6, 0.7}}}}, true),
		"spreads": Spreads("s", "Titel", "Text", []Spread{{"Eins", "40 % – 70 %", 0.4, 0.55, 0.7}}),
		"bullets": Bullets("t", "Titel", "Text", []Bullet{{"Eins", "40 %", Span{0.35, 0.4, 0.45}, 0.8}}),
		"line":    Line("l", "Titel", "Text", []Step{{"2022", "40 %", third}, {"2024", "50 %", Span{0.45, 0.5, 0.55}}}),
		"amounts": Amounts("a", "Titel", "Text", []string{"Eins", "Zwei"}, []Amount{{"Klein", "3 €", []float64{2, 1}}, {"Nichts", "0 €", []float64{0, 0}}, {"Groß", "4 €", []float64{0, 4}}}),
		"likert": Likert("k", "Titel", "Text", [5]string{"ja", "teilweise", "nein", "entbehrlich", "ungefähr"}, []Stack{
			{Label: "Eins", Value: "18–22", N: 48, Yes: 20, Partly: 15, No: 10, Without: 3},
			{Label: "Wenige", N: 48, Form: Few, H: 8, Yes: 3}, {Label: "Fast alle", N: 48, Form: Nearly, H: 8},
			{Label: "Rand", N: 48, Form: Ends, H: 8}, {Label: "Nichts", N: 48, Form: Empty},
		}),
	}
}

func (s Shape) String() string {
	return strings.TrimSpace(fmt.Sprintf("%-4s %-28s %s %s %s %s %s %s %s %s %s %v", s.Kind, s.Class, s.X, s.Y, s.W, s.H, s.X2, s.Y2, s.D, s.Anchor, s.Text, s.Hatch))
}

func TestDrawingsAreAsTheyWere(t *testing.T) {
	for name, d := range samples() {
		got := fmt.Sprintf("%s %s × %s %q %q %v\n", d.ID, d.Width, d.Height, d.Title, d.Desc, d.Hatched)
		for _, s := range d.Shapes {
			got += s.String() + "\n"
		}
		file := "testdata/" + name + ".golden"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestNothingIsDrawnOutsideTheBox(t *testing.T) {
	number := func(text string) float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for name, d := range samples() {
		wide, high := number(d.Width), number(d.Height)
		for _, s := range d.Shapes {
			x2, y2 := 0.0, 0.0
			switch s.Kind {
			case "path":
				continue
			case "rect":
				x2, y2 = number(s.X)+number(s.W), number(s.Y)+number(s.H)
				if number(s.W) < 0 {
					t.Errorf("%s: a width below nothing: %v", name, s)
				}
			case "line":
				x2, y2 = number(s.X2), number(s.Y2)
			}
			if min(number(s.X), number(s.Y)) < 0 || max(number(s.X), x2) > wide || max(number(s.Y), y2) > high {
				t.Errorf("%s: outside of %v × %v: %v", name, wide, high, s)
			}
		}
	}
}

// An end is drawn from what is published alone: the same whatever was answered.
func TestAnEndHidesWhatIsInsideIt(t *testing.T) {
	for _, form := range []StackForm{Few, Nearly, Ends, Empty} {
		draw := func(yes float64) Drawing {
			return Likert("k", "", "", [5]string{}, []Stack{{Label: "a", N: 48, Form: form, H: 8, Yes: yes, No: 48 - yes}})
		}
		if diff := cmp.Diff(draw(1), draw(7)); diff != "" {
			t.Errorf("form %d tells the answers: %s", form, diff)
		}
	}
}

func TestLongLabelsAreBrokenAtSpaces(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{{"eins zwei drei", 9, "eins zwei|drei"}, {"einwortdaslangist kurz", 5, "einwortdaslangist|kurz"}, {"", 5, ""}, {"über übung", 10, "über übung"}} {
		if got := strings.Join(wrap(tt.text, tt.n), "|"); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestMarksDifferInForm(t *testing.T) {
	seen := map[string]bool{}
	for i := range Marks {
		seen[markPath(i, 0, 0)] = true
	}
	if len(seen) != Marks {
		t.Errorf("%d forms for %d marks", len(seen), Marks)
	}
}
