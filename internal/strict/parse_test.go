package strict

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/diag"
	"gopkg.in/yaml.v3"
)

// parse reads src as if its first line were line 2 of the file, the usual
// place of front matter.
func parse(src string) (*yaml.Node, diag.List) {
	return Parse([]byte(src), Source{Path: "a.md", FirstLine: 2})
}

func TestParseNamesWhatIsWrongAndWhere(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		want      []string
	}{
		{"fine", "a: 1\nb: [x, {c: d}]\n", nil},
		{"fine with text of many lines", "a: |\n  x: y: z\n\n  [[[\nb: >-\n  'k\n", nil},
		{"two colons", "title: BIA: erste Schritte\n", []string{"yaml-colon 2:11"}},
		{"two colons after umlauts", "a: 1\ntitle: Übung: Gerät\n", []string{"yaml-colon 3:13"}},
		{"colon forgotten", "a: 1\ntitle\nb: 2\n", []string{"yaml-colon-missing 3:0"}},
		{"quote not closed", "a: 'it''s'\nb: \"x\nc: 1\n", []string{"yaml-quote-unclosed 3:4"}},
		{"quote in a list not closed", "a: [\"x\\\"\", 'y]\nc: 1\n", []string{"yaml-quote-unclosed 2:12"}},
		{"bracket not closed", "a: [x, y\n", []string{"yaml-syntax 2:0"}},
		{"unknown escape", "a: \"C:\\data\"\n", []string{"yaml-escape 2:0"}},
		{"tab", "a:\n\tb: 1\n", []string{"yaml-tab 3:1"}},
		{"tab after spaces", "a:\n  - x\n  \t- y: [\n", []string{"yaml-tab 4:3"}},
		{"anchor", "a: &x 1\n", []string{"yaml-alias 2:4"}},
		{"alias", "a: &x 1\nb: *x\n", []string{"yaml-alias 2:4"}},
		{"unknown alias", "a: *x\n", []string{"yaml-alias 2:0"}},
		{"merge key", "a: 1\n<<: {b: 2}\n", []string{"yaml-merge-key 3:1"}},
		{"tag", "a: !!binary aGVsbG8=\n", []string{"yaml-tag 2:4"}},
		{"own tag", "a: !run rm\nb: !!str 1\n", []string{"yaml-tag 2:4", "yaml-tag 3:4"}},
		{"tag without handle", "a: !x!y 1\n", []string{"yaml-tag 2:0"}},
		{"directive", "%YAML 1.1\n---\na: 1\n", []string{"yaml-directive 2:1"}},
		{"two documents", "a: 1\n---\nb: 2\n", []string{"yaml-documents 3:1"}},
		{"document end", "a: 1\n...\nb: 2\n", []string{"yaml-documents 3:1"}},
		{"duplicate key", "a: 1\nb:\n  c: 1\n  c: 2\na: 2\n", []string{"yaml-duplicate-key 6:1", "yaml-duplicate-key 5:3"}},
		{"duplicate key in quotes", "a: 1\n\"a\": 2\n", []string{"yaml-duplicate-key 3:1"}},
		{"key that is a list", "? [a, b]\n: c\n", []string{"yaml-complex-key 2:3"}},
		{"nothing", "", nil},
		{"comment alone", "# a\n", nil},
		{"document mark at the start", "---\na: 1\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, list := parse(tt.src)
			wantPlaces(t, list, tt.want...)
		})
	}
}

func TestParseReportsAllProblemsAtOnce(t *testing.T) {
	_, list := parse("a: !x 1\na: 2\nb: \"\\u202e\"\nc: <\u200b>\n")
	wantPlaces(t, list, "text-bidi 5:5", "yaml-duplicate-key 3:1", "yaml-tag 2:4", "text-bidi 4:4")
}

func TestParseStopsAtTheBudget(t *testing.T) {
	nested := func(n int) string { return "a: " + strings.Repeat("[", n) + strings.Repeat("]", n) }
	keys := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "k%d: 1\n", i)
		}
		return b.String()
	}
	sized := func(n int) string { return "a: " + strings.Repeat("x", n-3) }
	for _, tt := range []struct{ name, fits, bursts, want string }{
		{"depth", nested(MaxDepth - 1), nested(MaxDepth), "yaml-too-deep 2:19"},
		{"keys", keys(MaxKeys), keys(MaxKeys + 1), "yaml-too-many-keys 2:1"},
		{"bytes", sized(MaxBytes), sized(MaxBytes + 1), "yaml-too-large 2:0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			node, list := parse(tt.fits)
			if wantPlaces(t, list); node == nil {
				t.Error("a document within the budget was refused")
			}
			node, list = parse(tt.bursts)
			if wantPlaces(t, list, tt.want); node != nil {
				t.Error("a document outside of the budget was read")
			}
		})
	}
}

func TestParseCapsRepeatedProblems(t *testing.T) {
	_, list := parse(strings.Repeat("a: \u200b\n", 1000))
	if n := len(list); n != 2*maxProblems {
		t.Errorf("got %d problems, want %d of each of two kinds", n, maxProblems)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"a: 1\nb: [x, {c: d}]\n", "a: &x [*x]\n", "? [a]\n: b\n", "a: |+2\n   x\n", "<<: *a", "- !!set {a, b}\n", "a: \"\\u202e\"\n",
		"%TAG ! x\n---\n!a b", "\t- a", "a: 'b\n c'\n# d\n", "{a: 1, a: 2}", "a:\r\n  - b\r\n", "\xff", "---\n--- x\n", "a: \u2028b\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		node, list := Parse(src, Source{Path: "a.md", FirstLine: 10})
		breaks := len(bytes.FieldsFunc([]byte("x"+strings.NewReplacer("\u0085", "\nx", "\u2028", "\nx", "\u2029", "\nx", "\r", "\nx", "\n", "\nx").
			Replace(string(src))), func(r rune) bool { return r == '\n' }))
		for _, p := range list {
			if p.Path != "a.md" || p.Line < 10 || p.Line > 10+breaks || p.Col < 0 {
				t.Fatalf("problem at an impossible place: %+v (%d lines)", p, breaks)
			}
			for name, value := range p.Args {
				if len(value) > 400 {
					t.Fatalf("argument %s of %s has %d bytes", name, p.ID, len(value))
				}
			}
		}
		keys := 0
		walk(t, node, 1, &keys)
		if keys > MaxKeys {
			t.Fatalf("%d keys", keys)
		}
		if node != nil && !utf8.Valid(src) {
			t.Fatal("read bytes that are not UTF-8")
		}
	})
}

// walk fails if a tree that Parse returned holds what it promises to refuse.
func walk(t *testing.T, n *yaml.Node, depth int, keys *int) {
	if n == nil {
		return
	}
	if n.Kind == yaml.AliasNode || n.Anchor != "" || depth > MaxDepth && n.Kind != yaml.ScalarNode {
		t.Fatalf("node of kind %d, anchor %q, at depth %d", n.Kind, n.Anchor, depth)
	}
	if n.Kind == yaml.MappingNode {
		*keys += len(n.Content) / 2
	}
	for _, c := range n.Content {
		walk(t, c, depth+1, keys)
	}
}
