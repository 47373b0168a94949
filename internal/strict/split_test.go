package strict

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

// places returns the problems as "id line:col" and, for warnings, "id
// line:col warning".
func places(list diag.List) []string {
	out := []string{}
	for _, p := range list {
		text := fmt.Sprintf("%s %d:%d", p.ID, p.Line, p.Col)
		if p.Severity == diag.Warning {
			text += " warning"
		}
		out = append(out, text)
	}
	return out
}

func wantPlaces(t *testing.T, list diag.List, want ...string) {
	t.Helper()
	if got := places(list); !slices.Equal(got, want) {
		t.Errorf("problems:\n got %q\nwant %q", got, want)
	}
}

func TestSplitTakesFrontMatterOffAndKeepsLineNumbers(t *testing.T) {
	for _, tt := range []struct {
		name, src           string
		front, body         string
		frontLine, bodyLine int
	}{
		{"plain", "---\ntitle: a\n---\nText\n", "title: a\n", "Text\n", 2, 4},
		{"empty front matter", "---\n---\nText", "", "Text", 2, 3},
		{"nothing behind", "---\ntitle: a\n---", "title: a\n", "", 2, 4},
		{"carriage returns", "---\r\ntitle: a\r\n---\r\nText\r\n", "title: a\r\n", "Text\r\n", 2, 4},
		{"byte order mark", "\ufeff---\ntitle: a\n---\nText", "title: a\n", "Text", 2, 4},
		{"spaces behind the fences", "--- \t\ntitle: a\n---  \nText", "title: a\n", "Text", 2, 4},
		{"blank lines before", "\n \n---\ntitle: a\n---\nText", "title: a\n", "Text", 4, 6},
		{"four hyphens do not close", "---\na: 1\n----\n---\nText", "a: 1\n----\n", "Text", 2, 5},
		{"an indented fence does not close", "---\na: |\n  ---\n---\nText", "a: |\n  ---\n", "Text", 2, 5},
		{"a rule in the body stays", "---\na: 1\n---\n\n---\n", "a: 1\n", "\n---\n", 2, 4},
		{"no front matter", "# Text\n", "", "# Text\n", 0, 1},
		{"byte order mark alone", "\ufeffText", "", "Text", 0, 1},
		{"blank lines without front matter stay", "\n\nText", "", "\n\nText", 0, 1},
		{"empty file", "", "", "", 0, 1},
		{"four hyphens do not open", "----\na: 1\n---\n", "", "----\na: 1\n---\n", 0, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, list := Split([]byte(tt.src), "a.md")
			wantPlaces(t, list)
			if string(d.Front) != tt.front || string(d.Body) != tt.body {
				t.Errorf("got front %q, body %q", d.Front, d.Body)
			}
			if d.FrontLine != tt.frontLine || d.BodyLine != tt.bodyLine {
				t.Errorf("got lines %d, %d, want %d, %d", d.FrontLine, d.BodyLine, tt.frontLine, tt.bodyLine)
			}
			if hasFront := tt.frontLine > 0; (d.Front != nil) != hasFront {
				t.Errorf("front is nil: %v", d.Front == nil)
			}
		})
	}
}

func TestSplitKeepsThePageOfBrokenFrontMatter(t *testing.T) {
	for _, tt := range []struct{ name, src, want, body string }{
		{"unclosed", "---\ntitle: a\n\nText\n", "front-matter-unclosed 1:0", "title: a\n\nText\n"},
		{"unclosed after blank lines", "\n---\nText", "front-matter-unclosed 2:0", "Text"},
		{"only a fence", "---", "front-matter-unclosed 1:0", ""},
		{"TOML", "+++\ntitle = 'a'\n+++\nText", "front-matter-format 1:0", "+++\ntitle = 'a'\n+++\nText"},
		{"JSON", "{\n\"title\": \"a\"\n}\nText", "front-matter-format 1:0", "{\n\"title\": \"a\"\n}\nText"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, list := Split([]byte(tt.src), "a.md")
			wantPlaces(t, list, tt.want)
			if string(d.Body) != tt.body || d.Front != nil {
				t.Errorf("got front %q, body %q", d.Front, d.Body)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"---\na: 1\n---\nb", "\ufeff---\r\n---\r\n", "---", "\n\n---\n---\n", "+++\n", "a\n---\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, list := Split(src, "a.md")
		if !bytes.HasSuffix(src, d.Body) {
			t.Fatalf("body %q is not the end of %q", d.Body, src)
		}
		before := src[:len(src)-len(d.Body)]
		lines := bytes.Count(before, []byte("\n")) + 1
		if d.BodyLine != lines && !(len(d.Body) == 0 && d.BodyLine == lines+1) {
			t.Fatalf("body of %q begins on line %d, not %d", src, lines, d.BodyLine)
		}
		if d.Front != nil {
			text := strings.Split(string(src), "\n")
			if first, _, _ := strings.Cut(string(d.Front), "\n"); len(d.Front) > 0 && text[d.FrontLine-1] != first {
				t.Fatalf("front %q does not begin on line %d of %q", d.Front, d.FrontLine, src)
			}
		}
		if len(list) > 1 || len(list) == 1 && d.Front != nil {
			t.Fatalf("got %d problems with front %q", len(list), d.Front)
		}
	})
}
