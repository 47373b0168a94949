package strict

import (
	"reflect"
	"testing"
	"time"
)

func TestValueOnlyGuessesWhereThereIsOneReading(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want any
	}{
		{"1", 1}, {"-7", -7}, {"0", 0}, {"1.5", 1.5}, {"true", true}, {"false", false},
		{"~", nil}, {"null", nil}, {"a: ", map[string]any{"a": nil}},
		{"05554020", "05554020"}, {"+1", "+1"}, {"1_000", "1_000"}, {"0x10", "0x10"}, {"1.50", "1.50"}, {"1e3", "1e3"},
		{"yes", "yes"}, {"True", "True"}, {"2026-01-02", "2026-01-02"}, {".inf", ".inf"}, {"'1'", "1"}, {`"true"`, "true"},
		{"99999999999999999999", "99999999999999999999"},
		{"[1, a, [b]]", []any{1, "a", []any{"b"}}},
		{"{a: {b: 2}}", map[string]any{"a": map[string]any{"b": 2}}},
	} {
		node, list := parse(tt.src)
		wantPlaces(t, list)
		if got := Value(node); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %#v, want %#v", tt.src, got, tt.want)
		}
	}
	if Value(nil) != nil {
		t.Error("no document has a value")
	}
}

func TestFindReturnsTheDeepestPlaceThatExists(t *testing.T) {
	root, _ := parse("a:\n  - b: x\n  - b: y\nC: z\n")
	for _, tt := range []struct {
		way       []string
		line, col int
		whole     bool
	}{
		{[]string{"a", "1", "b"}, 4, 8, true},
		{[]string{"a", "1", "c"}, 4, 5, false},
		{[]string{"a", "2"}, 3, 3, false},
		{[]string{"a", "-1"}, 3, 3, false},
		{[]string{"c"}, 5, 4, true},
		{[]string{"d", "e"}, 2, 1, false},
		{nil, 2, 1, true},
	} {
		p := Source{FirstLine: 2}.Problem("x", Find(root, tt.way...))
		if p.Line != tt.line || p.Col != tt.col || Has(root, tt.way...) != tt.whole {
			t.Errorf("%q: %d:%d, whole %v", tt.way, p.Line, p.Col, Has(root, tt.way...))
		}
	}
	if Find(nil, "a") != nil || Has(nil, "a") || Has(nil) {
		t.Error("found something in nothing")
	}
	if p := (Source{FirstLine: 3}).Problem("x", nil); p.Line != 3 || p.Col != 0 {
		t.Errorf("problem of a document: %+v", p)
	}
}

func TestDatesAreReadAndWritten(t *testing.T) {
	berlin := time.FixedZone("berlin", 3600)
	for _, tt := range []struct {
		src, written string
		clock        bool
		moment       string
	}{
		{"2027-01-14", "2027-01-14", false, "2027-01-14T00:00:00+01:00"},
		{"2027-01-14T09:00", "2027-01-14T09:00", true, "2027-01-14T09:00:00+01:00"},
		{"2027-01-14 09:00", "2027-01-14T09:00", true, "2027-01-14T09:00:00+01:00"},
		{"2027-01-14T09:00:30", "2027-01-14T09:00:30", true, "2027-01-14T09:00:30+01:00"},
		{"2027-01-14T09:00:00Z", "2027-01-14T09:00:00Z", true, "2027-01-14T10:00:00+01:00"},
		{"2027-01-14T09:00+02:00", "2027-01-14T09:00:00+02:00", true, "2027-01-14T08:00:00+01:00"},
		{"2028-02-29", "2028-02-29", false, "2028-02-29T00:00:00+01:00"},
	} {
		d, err := ParseDate(tt.src)
		if err != nil || d.IsZero() || d.HasClock() != tt.clock || d.String() != tt.written {
			t.Errorf("%s: %v, %v, clock %v", tt.src, d, err, d.HasClock())
		}
		if got := d.In(berlin).Format(time.RFC3339); got != tt.moment {
			t.Errorf("%s: got %s, want %s", tt.src, got, tt.moment)
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Errorf("%s does not survive being written as %s: %v", tt.src, d, err)
		}
	}
	var unset Date
	if !unset.IsZero() || unset.String() != "" || !unset.In(berlin).IsZero() {
		t.Error("an unset date is not empty")
	}
}

func TestDatesThatDoNotExistAreRefused(t *testing.T) {
	for _, src := range []string{"", "2027-02-29", "2027-13-01", "14.01.2027", "2027-1-4", "27-01-14", "2027-01-14T25:00", "2027-01-14T9:00", "2027-01-14 ", "heute", "20270114"} {
		if d, err := ParseDate(src); err == nil || !d.IsZero() {
			t.Errorf("%q was read as %v", src, d)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2027-01-14", "2027-01-14T09:00", "2027-01-14T9:00", "2027-01-14 09:00:30", "2027-01-14T09:00:00.5+02:00", "0000-00-00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: %v and a date", s, err)
			}
			return
		}
		if again, err := ParseDate(d.String()); err != nil && !d.IsZero() || !again.In(time.UTC).Equal(d.In(time.UTC)) {
			t.Fatalf("%q does not survive being written as %q", s, d)
		}
	})
}
