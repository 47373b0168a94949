package report

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
)

// exported is a sheet as the self-check hands it out.
func exported(t testing.TB, s *bsc.Sheet) []byte {
	t.Helper()
	sheet, err := SheetJSON(s)
	if err != nil {
		t.Fatal(err)
	}
	src, err := json.Marshal(map[string]any{"format": checkFormat, "catalogue": s.Catalogue, "sheet": json.RawMessage(sheet), "at": "x"})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestSheetsOfTheSelfCheckAreRead(t *testing.T) {
	all := probe(t)
	want := filled(all["probe-2026"], 4, 2)
	got, problems := ReadJSON("a.json", exported(t, want), all)
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, problems)
	}
}

func TestFilesThatAreNoSheetAreRefused(t *testing.T) {
	const ok = `{"format":"nachbar-check/1","catalogue":"probe-2026","sheet":{"replies":{`
	for src, want := range map[string]string{
		``: "bsc-check-format", `{}`: "bsc-check-format", `[1]`: "bsc-check-format", `{"format":"nachbar-round/1"}`: "bsc-check-format",
		`{"format":"nachbar-check/1","catalogue":"fremd"}`:         "bsc-check-catalogue",
		strings.Repeat(" ", maxCheck) + "{}":                       "bsc-check-large",
		ok + `"probe-2026-T01-01":{"answer":"GEHEIM-Wort"}}}}`:     "bsc-check-answer",
		ok + `"probe-2026-T09-01":{"answer":"ja"}}}}`:              "bsc-check-question",
		ok + `"probe-2026-T01-01":{"answer":7}}}}`:                 "bsc-check-format",
		ok + `"probe-2026-T01-01":{"reason":"GEHEIM"}}},"at":null`: "bsc-check-format",
	} {
		_, problems := ReadJSON("a.json", []byte(src), probe(t))
		if len(problems) != 1 || problems[0].ID != want {
			t.Errorf("%.60q: %v, want %s", src, problems, want)
		}
		for _, p := range problems {
			for _, value := range p.Args {
				if strings.Contains(value, "GEHEIM") {
					t.Errorf("%s repeats what somebody wrote", p.ID)
				}
			}
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	all, _, err := bsc.Load(os.DirFS("testdata/site"), "data/bsc")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(exported(f, filled(all["probe-2026"], 1, 2)))
	f.Add([]byte(`{"format":"nachbar-check/1","catalogue":"probe-2026","sheet":{"replies":{"":{"answer":"ja"}}}}`))
	f.Add([]byte(`null`))
	words := shippedWords(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		s, problems := ReadJSON("a.json", src, all)
		if s == nil {
			if !problems.HasErrors() {
				t.Error("refused without a reason")
			}
			return
		}
		in := &Input{Catalogue: all[s.Catalogue], Sheet: s, Words: words, Date: "2026-07-31"}
		for _, m := range []Model{ShortReport(in), LongReport(in)} {
			if _, err := Write(m, ODT, words); err != nil {
				t.Fatal(err)
			}
		}
	})
}
