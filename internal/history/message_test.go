package history

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNotesAndTheRoleAreReadFromAMessage(t *testing.T) {
	tests := []struct {
		name, text string
		notes      []Note
		role       string
	}{
		{"keywords in both languages", "x\n\nAenderung: a\nÄNDERUNG: b\nchange: c\nRole: R", []Note{{"", "a"}, {"", "b"}, {"", "c"}}, "R"},
		{"a page", "x\n\nAenderung(/leitfaden/bia/): a\nChange( b ): c", []Note{{"leitfaden/bia", "a"}, {"b", "c"}}, ""},
		{"indented lines go on", "x\n\nAenderung: a\n  b\n\tc\nd", []Note{{"", "a b c"}}, ""},
		{"the last role counts", "x\nRolle: A\nRolle: B", nil, "B"},
		{"the subject is none", "Aenderung: a\n", nil, ""},
		{"a keyword stands at the start", "x\n\n Aenderung: a\nKeine Aenderung: b\nAenderungen: c", nil, ""},
		{"markup is text", "x\n\nAenderung: <b>*a*</b>", []Note{{"", "<b>*a*</b>"}}, ""},
		{"lines of Windows", "x\r\n\r\nAenderung: a\r\nRolle: B\r\n", []Note{{"", "a"}}, "B"},
		{"nothing", "", nil, ""},
	}
	for _, test := range tests {
		m := parseMessage(test.text)
		if m.role != test.role || !cmp.Equal(m.notes, test.notes) || m.refused != nil {
			t.Errorf("%s: %+v", test.name, m)
		}
	}
}

func TestLinesForReadersThatMayDoHarmAreRefused(t *testing.T) {
	for text, want := range map[string]Reason{
		"Aenderung:":                                     Empty,
		"Aenderung: a\u202eb":                            Hidden,
		"Aenderung: a\x1b[31m":                           Hidden,
		"Aenderung: a\u200bb":                            Hidden,
		"Aenderung: \xff":                                Hidden,
		"Aenderung: Fragen an a@example.org":             Mail,
		"Rolle: a@example.org":                           Mail,
		"Aenderung: " + strings.Repeat("ü", 301):         Long,
		"Rolle: " + strings.Repeat("x", 81):              Long,
		"Aenderung(a\\b): x":                             BadPath,
		"Aenderung(" + strings.Repeat("a", 201) + "): x": BadPath,
		strings.Repeat("Aenderung: a\n", 21):             Many,
	} {
		m := parseMessage("x\n\n" + text)
		if len(m.refused) != 1 || m.refused[0].Reason != want || m.role != "" {
			t.Errorf("%q: %+v, want %s", text, m, want)
		}
	}
	long := parseMessage("x\n\nAenderung: a\n" + strings.Repeat("x\n", maxMessage) + "Aenderung: b")
	if len(long.notes) != 1 {
		t.Errorf("a long message has %d notes", len(long.notes))
	}
}

func FuzzParseMessage(f *testing.F) {
	f.Add("x\n\nAenderung(leitfaden/bia): a\n b\nRolle: R")
	f.Add("x\nChange():\n\t\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		m := parseMessage(text)
		for _, n := range append(m.notes, Note{Text: m.role}) {
			if strings.ContainsAny(n.Text+n.Page, "\n\r\x00\u202e\u200b") || len(n.Text) > 4*maxNote || len(n.Page) > maxPath {
				t.Errorf("%q", n)
			}
		}
	})
}

func FuzzParseCommits(f *testing.F) {
	f.Add("h1\x01h0\x012026-01-01\x01a\x01s\n\x00:1 1 a b M\x00a.md\x00:1 1 a b R90\x00a\x00b\x00h0\x01\x01x\x01\x01\x00")
	f.Add(":")
	f.Add("h\x01h\x01\x01\x01\x00h\x01h h\x01\x01\x01")
	f.Fuzz(func(t *testing.T, out string) {
		list, err := parseCommits(out)
		if err != nil {
			return
		}
		log := firstParents(list)
		if len(log.Commits) > len(list) || len(list) > 0 && len(log.Commits) == 0 {
			t.Errorf("%d of %d commits", len(log.Commits), len(list))
		}
		parts := 0
		var paths []string
		for _, c := range log.Commits {
			parts += len(c.Parts)
			for _, change := range c.Changes {
				paths = append(paths, change.Path)
			}
		}
		if parts > len(list) {
			t.Errorf("%d parts of %d commits", parts, len(list))
		}
		log.Follow(paths)
	})
}
