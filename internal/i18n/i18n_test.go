package i18n

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

func load(t *testing.T, src string) *Catalogue {
	t.Helper()
	c, err := Load(fstest.MapFS{"i18n/de.yaml": {Data: []byte(src)}}, "de")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMessagesAreFilledInOnePass(t *testing.T) {
	c := load(t, `
hello: "Hallo {name}, {name}!"
plain: "50 %"
open: "a { b {name"
nested: "{{name}} {other}"
empty: ""
`)
	for _, tt := range []struct {
		key  string
		args map[string]string
		want string
	}{
		{"hello", map[string]string{"name": "Ute"}, "Hallo Ute, Ute!"},
		{"hello", map[string]string{"name": "{name}"}, "Hallo {name}, {name}!"},
		{"hello", nil, "Hallo {name}, {name}!"},
		{"hello", map[string]string{"x": "y"}, "Hallo {name}, {name}!"},
		{"plain", nil, "50 %"},
		{"open", map[string]string{"name": "x"}, "a { b {name"},
		{"nested", map[string]string{"name": "x"}, "{x} {other}"},
		{"empty", nil, ""},
		{"absent", nil, "[absent]"},
	} {
		if got := c.T(tt.key, tt.args); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.key, got, tt.want)
		}
	}
}

func TestPluralsFollowTheNumber(t *testing.T) {
	c := load(t, "pages.one: \"{n} Seite in {place}\"\npages.other: \"{n} Seiten in {place}\"\nnumber.group: \".\"\n")
	for n, want := range map[int]string{0: "0 Seiten in x", 1: "1 Seite in x", 2: "2 Seiten in x", 6637: "6.637 Seiten in x"} {
		if got := c.N("pages", n, map[string]string{"place": "x"}); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if got := c.N("none", 1, nil); got != "[none.one]" {
		t.Errorf("got %q", got)
	}
}

func TestMissingKeysAreRemembered(t *testing.T) {
	c := load(t, "a: x\n")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { c.T("z", nil); c.T("b", nil); c.T("a", nil); c.Has("y") })
	}
	wait.Wait()
	if got := c.Missing(); !slices.Equal(got, []string{"b", "z"}) {
		t.Errorf("got %q", got)
	}
}

func TestBrokenCataloguesAreErrors(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"duplicate key", "a: x\na: y\n", "i18n/de.yaml:2:1: yaml-duplicate-key"},
		{"nested", "a:\n  b: x\n", "i18n/de.yaml:2:3: yaml-wrong-type"},
		{"list", "- a\n", "i18n/de.yaml:1:1: yaml-root-type"},
		{"two problems", "a: [x]\nb: [y]\n", "yaml-wrong-type (and 1 more)"},
		{"hidden character", "a: x\u202ey\n", "i18n/de.yaml:1:5: text-bidi"},
	} {
		_, err := Load(fstest.MapFS{"i18n/de.yaml": {Data: []byte(tt.src)}}, "de")
		var typed *Error
		if !errors.As(err, &typed) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v", tt.name, err)
		}
	}
}

func TestLanguagesWithoutAFileDoNotExist(t *testing.T) {
	for _, lang := range []string{"fr", "", "d", "../de", "de/x", "de.yaml", "-de", "DE\x00"} {
		if _, err := Load(fstest.MapFS{"i18n/de.yaml": {Data: []byte("a: x\n")}}, lang); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: got %v", lang, err)
		}
	}
}

func TestOverlayReplacesSingleWords(t *testing.T) {
	base := New("en", map[string]string{"a": "1", "b": "2"})
	c := base.Overlay(New("de", map[string]string{"b": "3", "c": "4"}))
	if got := c.T("a", nil) + c.T("b", nil) + c.T("c", nil); got != "134" || c.Lang() != "de" {
		t.Errorf("got %q in %s", got, c.Lang())
	}
	if base.T("b", nil) != "2" || base.Has("c") {
		t.Error("the base was changed")
	}
}

func TestDigestDependsOnLanguageAndMessagesOnly(t *testing.T) {
	a := load(t, "a: x\nb: \"y\"\n")
	if b := load(t, "# c\nb: y\na: 'x'\n"); a.Digest() != b.Digest() || len(a.Digest()) != 64 {
		t.Errorf("%s, %s", a.Digest(), b.Digest())
	}
	for _, other := range []*Catalogue{load(t, "a: x\nb: z\n"), load(t, "a: x\n"), New("en", a.messages), New("de", map[string]string{"a": `x" "b" "y`})} {
		if other.Digest() == a.Digest() {
			t.Errorf("%v has the same digest", other.messages)
		}
	}
}

func TestPlaceholdersAreNames(t *testing.T) {
	if got := Placeholders("{a} { b } {c_1}{a} {{d}} {é} {"); !slices.Equal(got, []string{"a", "c_1", "a", "d"}) {
		t.Errorf("got %q", got)
	}
}

func TestNumbersAndDatesWithoutWordsAreNeutral(t *testing.T) {
	c := New("xx", map[string]string{})
	day := time.Date(2027, 1, 14, 9, 0, 0, 0, time.UTC)
	if got := c.Date(day, "long") + " " + c.Number(12345) + " " + c.Decimal(1.5, 1); got != "2027-01-14 12345 1.5" {
		t.Errorf("got %q", got)
	}
}
