package disclosure

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

func TestEveryProblemHasAMessageAndARemedy(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	list := []string{"disclosure-" + string(Exposed), "disclosure-" + string(Undecided)}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			for _, match := range regexp.MustCompile(`"(disclosure-[a-z-]*[a-z])"`).FindAllStringSubmatch(string(src), -1) {
				list = append(list, match[1])
			}
		}
	}
	if len(list) < 12 {
		t.Fatalf("found only %v: has the code moved?", list)
	}
	for _, lang := range []string{"de", "en"} {
		src, err := os.ReadFile("../../i18n/" + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range list {
			for _, key := range []string{id, id + ".hint"} {
				if !strings.Contains(string(src), "\ndiag."+key+": ") {
					t.Errorf("%s: %s has no message", lang, key)
				}
			}
		}
	}
}

// TestMessagesAreFilledByTheirProblems reads the German messages of real problems.
func TestMessagesAreFilledByTheirProblems(t *testing.T) {
	src, err := os.ReadFile("../../i18n/de.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, tables := published(t)
	_, again := s.ask(tables[1])
	bad := *s.past[0].Release
	bad.Cells = bad.Cells[1:]
	form := CheckForm(&bad, nil, tables[0], nil)
	few := population(1, "2026", []int{4}, []int{8}, 0)
	_, none := Make(few, nil, Options{Policy: Policy{T: 1, Rho: 1, G: 2, MinClass: 3}})
	_, small := Make(few, nil, options())
	few.Units[0].Key = ""
	_, broken := Make(few, nil, options())
	found := (&Verdict{Findings: []Finding{{Status: Exposed, Rule: "C1"}, {Status: Undecided, Rule: "C2"}}}).Problems()
	seen := 0
	for _, p := range slices.Concat(again, form, none, small, broken, found) {
		for _, key := range []string{"diag." + p.ID + ": ", "diag." + p.ID + ".hint: "} {
			_, rest, _ := strings.Cut(string(src), "\n"+key)
			message, _, _ := strings.Cut(rest, "\n")
			wantFilled(t, p, message)
		}
		seen++
	}
	if seen < 8 {
		t.Errorf("only %d problems", seen)
	}
}

func wantFilled(t *testing.T, p diag.Problem, message string) {
	t.Helper()
	if message == "" {
		t.Errorf("%s has no message", p.ID)
	}
	for _, match := range regexp.MustCompile(`\{([a-z]+)\}`).FindAllStringSubmatch(message, -1) {
		if _, filled := p.Args[match[1]]; !filled {
			t.Errorf("%s: nothing fills {%s}", p.ID, match[1])
		}
	}
}
