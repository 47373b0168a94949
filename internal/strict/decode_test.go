package strict

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// common and page stand for the front matter of a page.
type common struct {
	Title       string   `yaml:"title" nb:"required,max=40,doc=schema.title"`
	Description string   `yaml:"description" nb:"min=5,max=160"`
	Date        Date     `yaml:"date"`
	Weight      int      `yaml:"weight" nb:"min=-5,max=1000,default=10"`
	Draft       bool     `yaml:"draft" nb:"default=false"`
	TOC         *bool    `yaml:"toc"`
	Tags        []string `yaml:"tags" nb:"max=3"`
}

type page struct {
	common  `yaml:",inline"`
	AGS     string            `yaml:"ags"`
	Ratio   float64           `yaml:"ratio"`
	Role    []string          `yaml:"role" nb:"enum=bcm|it-leitung"`
	Level   string            `yaml:"level" nb:"enum=reaktiv|standard"`
	Review  *review           `yaml:"review"`
	Changes []change          `yaml:"changes"`
	Labels  map[string]string `yaml:"labels"`
	Color   color             `yaml:"color"`
	Lock    lock              `yaml:"lock"`
	Cascade yaml.Node         `yaml:"cascade"`
	Params  any               `yaml:"params"`
	Maps    map[string]review `yaml:"maps"`
	Inner   string            `yaml:"-"`
	Plain   string
	Scores  map[string]float64 `yaml:"scores"`
}

type review struct {
	Every string `yaml:"every" nb:"required"`
	Last  Date   `yaml:"last"`
}

type change struct {
	Version string `yaml:"version" nb:"required"`
	Why     string `yaml:"why"`
}

// color has an error of its own, lock one that must never be ignored.
type color string

func (c *color) UnmarshalText(text []byte) error {
	if *c = color(text); *c != "red" {
		return errors.New("not red")
	}
	return nil
}

type lock string

func (l *lock) UnmarshalText(text []byte) error {
	if *l = lock(text); *l != "shut" {
		return openLock{}
	}
	return nil
}

type openLock struct{}

func (openLock) Error() string                { return "open" }
func (openLock) Explain() (string, diag.Args) { return "lock-open", diag.Args{"value": "x"} }
func (openLock) FailsClosed() bool            { return true }

func decode(t *testing.T, src string, opt Options) (page, diag.List) {
	t.Helper()
	at := Source{Path: "a.md", FirstLine: 2}
	node, list := Parse([]byte(src), at)
	p := page{common: common{Weight: 7}, Plain: "kept"}
	list.Add(Decode(node, at, &p, opt)...)
	return p, list
}

func TestDecodeTakesTypesFromTheStruct(t *testing.T) {
	yes := true
	for _, tt := range []struct {
		name, src string
		got       func(p page) any
		want      any
	}{
		{"number as text", "ags: 05554020", func(p page) any { return p.AGS }, "05554020"},
		{"float as text", "ags: 1.10", func(p page) any { return p.AGS }, "1.10"},
		{"true as text", "ags: true", func(p page) any { return p.AGS }, "true"},
		{"date as text", "ags: 2026-01-02", func(p page) any { return p.AGS }, "2026-01-02"},
		{"word null as text", "ags: Null", func(p page) any { return p.AGS }, "Null"},
		{"quoted text", `ags: "a\tb"`, func(p page) any { return p.AGS }, "a\tb"},
		{"lines as text", "ags: a\n  b", func(p page) any { return p.AGS }, "a b"},
		{"block as text", "ags: |\n  a\n  b\n", func(p page) any { return p.AGS }, "a\nb\n"},
		{"empty quotes", `ags: ""`, func(p page) any { return p.AGS }, ""},
		{"int", "weight: 12", func(p page) any { return p.Weight }, 12},
		{"int with zero is decimal", "weight: 010", func(p page) any { return p.Weight }, 10},
		{"negative", "weight: -3", func(p page) any { return p.Weight }, -3},
		{"float", "ratio: 1.5", func(p page) any { return p.Ratio }, 1.5},
		{"float without point", "ratio: 2", func(p page) any { return p.Ratio }, 2.0},
		{"bool", "draft: true", func(p page) any { return p.Draft }, true},
		{"pointer", "toc: true", func(p page) any { return p.TOC }, &yes},
		{"pointer unset", "", func(p page) any { return p.TOC }, (*bool)(nil)},
		{"list", "tags: [a, 07]", func(p page) any { return p.Tags }, []string{"a", "07"}},
		{"list of structs", "changes:\n- version: 1.0\n- version: 1.1\n  why: x", func(p page) any { return p.Changes }, []change{{"1.0", ""}, {"1.1", "x"}}},
		{"map", "labels: {b: 1, A: x}", func(p page) any { return p.Labels }, map[string]string{"b": "1", "A": "x"}},
		{"map of floats", "scores: {b: 1}", func(p page) any { return p.Scores }, map[string]float64{"b": 1}},
		{"map of structs", "maps: {b: {every: 1m}}", func(p page) any { return p.Maps }, map[string]review{"b": {Every: "1m"}}},
		{"struct", "review: {every: 24m, last: 2026-10-01}", func(p page) any { return *p.Review }, review{"24m", Day(2026, 10, 1)}},
		{"date in quotes", `date: "2026-10-01"`, func(p page) any { return p.Date }, Day(2026, 10, 1)},
		{"own type", "color: red", func(p page) any { return p.Color }, color("red")},
		{"raw node", "cascade: {a: 1}", func(p page) any { return p.Cascade.Content[1].Value }, "1"},
		{"plain values", "params: {a: [1, x]}", func(p page) any { return p.Params }, map[string]any{"a": []any{1, "x"}}},
		{"default kept", "", func(p page) any { return p.Weight }, 7},
		{"field without tag left alone", "", func(p page) any { return p.Plain }, "kept"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, list := decode(t, "title: t\n"+tt.src, Options{})
			wantPlaces(t, list)
			if got := tt.got(p); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %#v, want %#v", got, tt.want)
			}
		})
	}
}

// Line 2 of the file is "title: t", so the cases below begin on line 3.
func TestDecodeReportsWhatDoesNotFit(t *testing.T) {
	for _, tt := range []struct {
		name, src     string
		want, lenient string
	}{
		{"unknown key", "colour: red", "yaml-unknown-key 3:1", "yaml-unknown-key 3:1 warning"},
		{"nested unknown key", "review:\n  every: 1m\n  lst: 2026-01-01", "yaml-unknown-key 5:3", "yaml-unknown-key 5:3 warning"},
		{"key in the wrong case", "Weight: 3", "yaml-unknown-key 3:1", "yaml-key-case 3:1 warning"},
		{"field without tag", "Inner: x", "yaml-unknown-key 3:1", "yaml-unknown-key 3:1 warning"},
		{"text for a number", "weight: viel", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"quoted number", "weight: '3'", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"number with underscore", "weight: 1_0", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"float for a number", "weight: 1.5", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"too big", "weight: 1001", "yaml-out-of-range 3:9", "yaml-out-of-range 3:9 warning"},
		{"too small", "weight: -6", "yaml-out-of-range 3:9", "yaml-out-of-range 3:9 warning"},
		{"yes is not true", "draft: yes", "yaml-wrong-type 3:8", "yaml-wrong-type 3:8 warning"},
		{"infinity", "ratio: .inf", "yaml-wrong-type 3:8", "yaml-wrong-type 3:8 warning"},
		{"hexadecimal", "ratio: 0x1p4", "yaml-wrong-type 3:8", "yaml-wrong-type 3:8 warning"},
		{"list for text", "ags: [a]", "yaml-wrong-type 3:6", "yaml-wrong-type 3:6 warning"},
		{"mapping for text", "ags: {a: b}", "yaml-wrong-type 3:6", "yaml-wrong-type 3:6 warning"},
		{"text for a list", "tags: a", "yaml-list-expected 3:7", "yaml-list-expected 3:7 warning"},
		{"mapping for a list", "tags: {a: b}", "yaml-wrong-type 3:7", "yaml-wrong-type 3:7 warning"},
		{"text for a struct", "review: bald", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"list for a map", "labels: [a]", "yaml-wrong-type 3:9", "yaml-wrong-type 3:9 warning"},
		{"list for a date", "date: [2026-01-01]", "yaml-wrong-type 3:7", "yaml-wrong-type 3:7 warning"},
		{"no date", "date: 30.2.2026", "yaml-bad-date 3:7", "yaml-bad-date 3:7 warning"},
		{"too many items", "tags: [a, b, c, d]", "yaml-list-length 3:7", "yaml-list-length 3:7 warning"},
		{"text too short", "description: ab", "yaml-text-length 3:14", "yaml-text-length 3:14 warning"},
		{"not in the enum", "level: reactive", "yaml-bad-value 3:8", "yaml-bad-value 3:8 warning"},
		{"item not in the enum", "role:\n  - bcm\n  - chef", "yaml-bad-value 5:5", "yaml-bad-value 5:5 warning"},
		{"own error", "color: blau", "yaml-invalid-value 3:8", "yaml-invalid-value 3:8 warning"},
		{"error that fails closed", "lock: auf", "lock-open 3:7", "lock-open 3:7"},
		{"required key of an item", "changes:\n  - why: x", "yaml-missing-key 4:5", "yaml-missing-key 4:5 warning"},
		{"empty item", "tags: [a, ]\nchanges: [~]", "yaml-empty-value 4:11", "yaml-empty-value 4:11 warning"},
		{"optional key left blank", "ags:", "yaml-empty-value 3:5 warning", "yaml-empty-value 3:5 warning"},
		{"optional key with a tilde", "ags: ~", "yaml-empty-value 3:6 warning", "yaml-empty-value 3:6 warning"},
		{"required key left blank", "review: {every: }", "yaml-empty-value 3:17", "yaml-empty-value 3:17 warning"},
		{"required text of spaces", "review: {every: ' '}", "yaml-empty-value 3:17", "yaml-empty-value 3:17 warning"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, list := decode(t, "title: t\n"+tt.src, Options{})
			wantPlaces(t, list, tt.want)
			_, list = decode(t, "title: t\n"+tt.src, Options{Lenient: true})
			wantPlaces(t, list, tt.lenient)
		})
	}
}

func TestLenientModeKeepsWhatCanBeRead(t *testing.T) {
	p, _ := decode(t, "Title: T\nTAGS: a\nweight: viel\nlevel: x\nDescription: [a]\ndescription: Gut so", Options{Lenient: true})
	if p.Title != "T" || len(p.Tags) != 1 || p.Tags[0] != "a" {
		t.Errorf("title %q, tags %q", p.Title, p.Tags)
	}
	if p.Weight != 7 || p.Level != "" {
		t.Errorf("unreadable values were set: weight %d, level %q", p.Weight, p.Level)
	}
	if p.Description != "Gut so" {
		t.Errorf("a key in the wrong case won over the right one: %q", p.Description)
	}
}

func TestMissingKeysAreReportedWithoutADocument(t *testing.T) {
	var p page
	list := Decode(nil, Source{Path: "a.md"}, &p, Options{})
	wantPlaces(t, list, "yaml-missing-key 1:0")
	if list[0].Args["key"] != "title" {
		t.Errorf("args %v", list[0].Args)
	}
}

func TestRootsOfOtherShapes(t *testing.T) {
	at := Source{Path: "a.yaml", FirstLine: 1}
	node, _ := Parse([]byte("- version: 1\n- version: 2\n"), at)
	var changes []change
	wantPlaces(t, Decode(node, at, &changes, Options{}))
	if len(changes) != 2 {
		t.Errorf("got %v", changes)
	}
	wantPlaces(t, Decode(nil, at, &changes, Options{}))
	var p page
	wantPlaces(t, Decode(node, at, &p, Options{}), "yaml-root-type 1:1")
	tilde, _ := Parse([]byte("~"), at)
	wantPlaces(t, Decode(tilde, at, &p, Options{}), "yaml-root-type 1:1")
}

func TestProblemsNameTheWayAndASuggestion(t *testing.T) {
	for _, tt := range []struct{ src, key, suggestion string }{
		{"titel: x", "titel", "title"},
		{"Title: x", "Title", "title"},
		{"descripton: x", "descripton", "description"},
		{"tgas: x", "tgas", "tags"},
		{"review: {evry: 1m}", "review.evry", "every"},
		{"changes: [{version: 1, wy: x}]", "changes[1].wy", "why"},
		{"maps: {a: {lasst: x}}", "maps.a.lasst", "last"},
		{"review: {xyz: 1}", "review.xyz", "every, last"},
		{"level: reaktiev", "level", "reaktiv"},
		{"level: gold", "level", "reaktiv, standard"},
	} {
		_, list := decode(t, tt.src, Options{})
		p := list[0]
		if p.Args["key"] != tt.key || p.Args["suggestion"] != tt.suggestion {
			t.Errorf("%s: args %v", tt.src, p.Args)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"title: t\ntags: [a]\nreview: {every: 1m}\n", "Title: T\ntags: a\ndate: 2026-02-30\n", "changes: [{version: ~}, [], 1]\n",
		"labels: {a: [b]}\nparams: [1, {a: ~}]\ncascade: x\n", "- a\n", "weight: 99999999999999999999\nratio: 1e999\n", "lock: x\ncolor: {}\n",
	} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, src []byte, lenient bool) {
		at := Source{Path: "a.md", FirstLine: 2}
		node, list := Parse(src, at)
		if list.HasErrors() {
			return
		}
		var p page
		list = Decode(node, at, &p, Options{Lenient: lenient})
		if !list.HasErrors() && !lenient && strings.TrimSpace(p.Title) == "" {
			t.Fatalf("%q was accepted without its required title", src)
		}
		for _, problem := range list {
			if problem.Line < 2 || problem.Path != "a.md" {
				t.Fatalf("problem without a place: %+v", problem)
			}
			if lenient && problem.Severity == diag.Error && problem.ID != "lock-open" {
				t.Fatalf("error in lenient mode: %+v", problem)
			}
		}
		for _, role := range p.Role {
			if role != "bcm" && role != "it-leitung" {
				t.Fatalf("role %q is not in the enum", role)
			}
		}
	})
}

func TestDecodeCapsRepeatedProblemsButNotErrorsBehindWarnings(t *testing.T) {
	src := "title: t\nlabels: {"
	for i := range 100 {
		src += string(rune('a'+i%26)) + string(rune('a'+i/26)) + ": ~, "
	}
	src += "}\nreview: {every: ~}\ntags: [" + strings.Repeat("[], ", 100) + "]\n"
	_, list := decode(t, src, Options{})
	errs, warnings := list.Count()
	if warnings != maxProblems || errs != maxProblems+2 { // review.every, length of tags
		t.Errorf("got %d errors and %d warnings", errs, warnings)
	}
}
