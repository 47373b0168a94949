package german

import (
	"slices"
	"strings"
	"testing"
)

func TestEmbeddedLexiconIsSmall(t *testing.T) {
	if most := 400_000; len(packed) > most {
		t.Errorf("the packed lexicon has %d bytes, at most %d are wanted", len(packed), most)
	}
}

func TestLexiconSurvivesItsTextForm(t *testing.T) {
	lex := analyzer(t).Lexicon()
	again, err := ParseLexicon(lex.Format(nil))
	if err != nil {
		t.Fatal(err)
	}
	if len(again.words) != len(lex.words) || len(again.fixed) != len(lex.fixed) {
		t.Errorf("%d words and %d compounds came back as %d and %d", len(lex.words), len(lex.fixed), len(again.words), len(again.fixed))
	}
	for w, c := range lex.words {
		if again.words[w] != c {
			t.Errorf("%s: class %d came back as %d", w, c, again.words[w])
		}
	}
}

func TestFormatKeepsWhatItIsToldTo(t *testing.T) {
	lex := analyzer(t).Lexicon()
	some, err := ParseLexicon(lex.Format(func(w string) bool {
		return slices.Contains([]string{"notfall", "handbuch", "druck", "erzeugnis", "ende"}, w)
	}))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := some.Split("notfallhandbuch"), []string{"notfall", "handbuch"}; !slices.Equal(got, want) {
		t.Errorf("parts %v, want %v", got, want)
	}
	if got := some.Split("stromausfall"); got != nil {
		t.Errorf("parts %v of words that were not kept", got)
	}
	if got := some.Split("druckerzeugnis"); !slices.Equal(got, []string{"druck", "erzeugnis"}) {
		t.Errorf("parts %v of a compound with given parts", got)
	}
	if got := some.given("jahresende"); got != nil {
		t.Errorf("parts %v of a compound with a given part that was not kept", got)
	}
}

func TestKindsOfWordsHaveTheirPlace(t *testing.T) {
	lex := NewLexicon(map[string]Class{
		"pruf": First, "plan": Any, "kritisch": Last, "zeit": Any, "stelle": Any, "planstelle": None,
	}, []string{"pruf|zeitplan"})
	for word, want := range map[string]string{
		"prufplan": "pruf plan", "prufplane": "pruf plan", "zeitkritische": "zeit kritisch", "planprufen": "",
		"kritischplan": "", "planstelle": "", "planstellen": "", "prufzeitplane": "pruf zeitplan", "zeitplanstelle": "zeit plan stelle",
	} {
		if got := strings.Join(lex.Split(word), " "); got != want {
			t.Errorf("%s: parts %q, want %q", word, got, want)
		}
	}
}

func TestBrokenLexiconIsAnError(t *testing.T) {
	for _, text := range []string{"x\n", "1plan0\n", "0plan0\n9x0\n", "\n", "0plan\x00\n"} {
		if _, err := ParseLexicon(text); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}
