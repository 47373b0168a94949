package disclosure

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func ledgerOf(tb testing.TB, entries ...Entry) *Ledger {
	tb.Helper()
	l := &Ledger{}
	for _, e := range entries {
		next, err := l.With(e)
		if err != nil {
			tb.Fatal(err)
		}
		l = next
	}
	return l
}

func round(name string) Entry {
	p := DefaultPolicy()
	return Entry{Kind: KindRound, Round: name, Units: "a", Members: "b", Public: "c", Policy: &p}
}

func self(round, class string) Entry {
	return Entry{Kind: KindDisclosure, Round: round, Class: class}
}

func TestALedgerIsReadAsItWasWritten(t *testing.T) {
	want, err := ledgerOf(t, round("2022"), self("2022", "klein"), round("2024")).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	l, err := ReadLedger(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := l.Bytes(); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if l.Round("2024") == nil || l.Round("2026") != nil || len(l.Rounds()) != 2 {
		t.Errorf("got %v", l.Rounds())
	}
	if empty, err := ReadLedger(nil); err != nil || len(empty.Entries) != 0 {
		t.Error("nothing is no empty ledger", err)
	}
}

func TestABrokenChainIsRefused(t *testing.T) {
	src, _ := ledgerOf(t, round("2022"), self("2022", "klein"), round("2024"), self("2024", "gross")).Bytes()
	lines := strings.SplitAfter(strings.TrimSuffix(string(src), "\n"), "\n")
	twice, _ := ledgerOf(t, round("2022"), round("2022")).Bytes()
	for name, bad := range map[string]string{
		"a line is missing": lines[0] + strings.Join(lines[2:], ""),
		"the first is gone": strings.Join(lines[1:], ""),
		"turned":            lines[1] + lines[0] + lines[2] + lines[3],
		"changed":           strings.Replace(string(src), `"klein"`, `"gross"`, 1),
		"other bytes":       strings.Replace(string(src), `{"kind"`, `{ "kind"`, 1),
		"an unknown key":    `{"kind":"disclosure","round":"1","previous":"","x":1}`,
		"an unknown kind":   `{"kind":"x","round":"1","previous":""}`,
		"no round":          `{"kind":"disclosure","round":"","previous":""}`,
		"incomplete":        `{"kind":"round","round":"1","previous":""}`,
		"a round twice":     string(twice),
		"an empty line":     "\n\n",
	} {
		if _, err := ReadLedger([]byte(bad)); !errors.Is(err, ErrLedger) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUnitsThatTellTheirAnswersRaiseLaterPolicies(t *testing.T) {
	p := DefaultPolicy()
	l := ledgerOf(t, round("2022"), self("2022", "klein"))
	if got := l.Policy(p); got != p {
		t.Errorf("one: %+v", got)
	}
	l = ledgerOf(t, round("2022"), self("2022", "klein"), self("2024", "klein"))
	if got := l.Policy(p); got != p {
		t.Errorf("one in each of two rounds: %+v", got)
	}
	l = ledgerOf(t, round("2022"), self("2022", "klein"), self("2022", "gross"))
	if got := l.Policy(p); got.T != 4 || got.G != 7 {
		t.Errorf("two: %+v", got)
	}
	if l.Disclosed("2022", "klein") != 1 || l.Disclosed("2022", "") != 2 || l.Disclosed("2024", "") != 0 {
		t.Error("the counts by class and round are wrong")
	}
}

func FuzzReadLedger(f *testing.F) {
	src, _ := ledgerOf(f, round("2022"), self("2022", "klein")).Bytes()
	f.Add(src)
	f.Add([]byte(`{"kind":"disclosure","round":"1","previous":""}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := ReadLedger(src)
		if err != nil {
			return
		}
		out, err := l.Bytes()
		if err != nil || strings.TrimSuffix(string(out), "\n") != strings.TrimSuffix(string(src), "\n") {
			t.Errorf("%q became %q, %v", src, out, err)
		}
	})
}

func FuzzReadRelease(f *testing.F) {
	r, _ := Make(population(1, "2026", []int{10, 10}, []int{8}, 0), nil, options())
	src, err := r.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	f.Add([]byte(`{"format":"nachbar-round/1","cells":[{"g":"x","q":"y","lo":1,"hi":2}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := ReadRelease(src)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Error(err)
			}
			return
		}
		out, err := r.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadRelease(out)
		if err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		if again, err := back.Bytes(); err != nil || !bytes.Equal(again, out) {
			t.Errorf("%s became %s, %v", out, again, err)
		}
		PublicView(r)
	})
}
