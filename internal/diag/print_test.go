package diag

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// words is a small catalogue; keys it does not have have no hint.
type words map[string]string

func (w words) Has(key string) bool { _, ok := w[key]; return ok }

func (w words) T(key string, args map[string]string) string {
	text, ok := w[key]
	if !ok {
		return "[" + key + "]"
	}
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

var catalogue = words{
	"diag.unknown":      "unknown key „{key}“",
	"diag.unknown.hint": "did you mean {near}?",
	"diag.bare":         "something is wrong",
}

func sample() List {
	first := New("unknown", "content/a.md", 12, "key", "titel", "near", "title")
	first.Col = 3
	return List{first, New("bare", "content/b.md", 4).AsWarning(), New("bare", "content/c.md", 0), New("bare", "", 0), New("absent", "d.md", 1)}
}

func TestPrintWritesOneLineAndAHint(t *testing.T) {
	var b strings.Builder
	if err := Print(&b, sample(), catalogue); err != nil {
		t.Fatal(err)
	}
	want := `content/a.md:12:3: unknown unknown key „titel“
  hint: did you mean title?
content/b.md:4: bare something is wrong
content/c.md: bare something is wrong
bare something is wrong
d.md:1: absent [diag.absent]
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestPrintJSONIsAListOfProblems(t *testing.T) {
	var b strings.Builder
	if err := PrintJSON(&b, sample()[:2], catalogue); err != nil {
		t.Fatal(err)
	}
	want := `[
  {
    "id": "unknown",
    "severity": "error",
    "path": "content/a.md",
    "line": 12,
    "col": 3,
    "message": "unknown key „titel“",
    "hint": "did you mean title?"
  },
  {
    "id": "bare",
    "severity": "warning",
    "path": "content/b.md",
    "line": 4,
    "col": 0,
    "message": "something is wrong",
    "hint": ""
  }
]
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	if err := PrintJSON(&b, nil, catalogue); err != nil || b.String() != "[]\n" {
		t.Errorf("no problems are written as %q, %v", b.String(), err)
	}
}

func TestPrintGitHubEscapesCommands(t *testing.T) {
	list := append(sample()[:4], New("unknown", "a,b:c%.md", 1, "key", "x::y\n::error::z %", "near", "n"))
	var b strings.Builder
	if err := PrintGitHub(&b, list, catalogue); err != nil {
		t.Fatal(err)
	}
	want := `::error file=content/a.md,line=12,col=3,title=unknown::unknown key „titel“ (did you mean title?)
::warning file=content/b.md,line=4,title=bare::something is wrong
::error file=content/c.md,title=bare::something is wrong
::error title=bare::something is wrong
::error file=a%2Cb%3Ac%25.md,line=1,title=unknown::unknown key „x::y\n::error::z %25“ (did you mean n?)
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestArgumentsCannotReachTheTerminal(t *testing.T) {
	for _, tt := range []struct{ arg, want string }{
		{"Größe „x“ – 😀\u00a0§", "Größe „x“ – 😀\u00a0§"},
		{"a\nb\tc\r", `a\nb\tc\r`},
		{"\x1b[31mred", `\x1b[31mred`},
		{"a\u202eb\u200bc\u2028d\ufeff", `a\u202eb\u200bc\u2028d\ufeff`},
		{"\u009b\x00\x7f", `\u009b\x00\x7f`},
		{"a\xffb", `a\ufffdb`},
		{strings.Repeat("ü", 200), strings.Repeat("ü", 200)},
		{strings.Repeat("ü", 201), strings.Repeat("ü", 200) + "…"},
	} {
		message, _ := Text(New("unknown", "a", 1, "key", tt.arg, "near", ""), catalogue)
		if want := "unknown key „" + tt.want + "“"; message != want {
			t.Errorf("got %q, want %q", message, want)
		}
	}
}

func TestPathsAreCleanedButNotCut(t *testing.T) {
	long := strings.Repeat("a/", 300) + "b.md"
	if got := New("bare", long, 2).place(); got != long+":2" {
		t.Errorf("got %q", got)
	}
	var b strings.Builder
	if err := Print(&b, List{New("bare", "a\n\x1b]0;x\a.md", 1)}, catalogue); err != nil {
		t.Fatal(err)
	}
	if want := `a\n\x1b]0;x\a.md:1: bare something is wrong` + "\n"; b.String() != want {
		t.Errorf("got %q", b.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriteErrorsAreReturned(t *testing.T) {
	for name, print := range map[string]func() error{
		"text":   func() error { return Print(fullDisk{}, sample(), catalogue) },
		"json":   func() error { return PrintJSON(fullDisk{}, sample(), catalogue) },
		"github": func() error { return PrintGitHub(fullDisk{}, sample(), catalogue) },
	} {
		if print() == nil {
			t.Errorf("%s: the error was lost", name)
		}
	}
}

func FuzzPrint(f *testing.F) {
	f.Add("a.md", "titel")
	f.Add("a\n,b", "\x1b[0m\u202e\xff::error::")
	f.Fuzz(func(t *testing.T, path, arg string) {
		list := List{New("unknown", path, 1, "key", arg, "near", arg)}
		var text, annotation, object strings.Builder
		if Print(&text, list, catalogue) != nil || PrintGitHub(&annotation, list, catalogue) != nil || PrintJSON(&object, list, catalogue) != nil {
			t.Fatal("printing failed")
		}
		if n := strings.Count(text.String(), "\n"); n != 2 {
			t.Fatalf("%d lines: %q", n, text.String())
		}
		for _, out := range []string{text.String(), annotation.String()} {
			if i := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
				t.Fatalf("control character at %d of %q", i, out)
			}
		}
		if n := strings.Count(annotation.String(), "\n"); n != 1 {
			t.Fatalf("%q is not one command", annotation.String())
		}
		if !utf8.ValidString(text.String()) || !json.Valid([]byte(object.String())) {
			t.Fatalf("%q, %q", text.String(), object.String())
		}
	})
}
