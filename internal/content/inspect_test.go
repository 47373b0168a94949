package content

import (
	"strconv"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/privacy"
)

// said lists problems of privacy as "line severity id".
func said(problems diag.List) (out []string) {
	for _, p := range problems.Sorted() {
		if len(p.ID) > 8 && p.ID[:8] == "privacy-" {
			out = append(out, strconv.Itoa(p.Line)+" "+p.Severity.String()+" "+p.ID)
		}
	}
	return out
}

func TestWhatMustNotBeSharedIsFoundInTheWholeFile(t *testing.T) {
	rules := privacy.NewRules("", []string{"Musterhausen"})
	const allow = "allow:\n  - {kind: mail, text: amt@musterdorf.de, why: Adresse des Amtes}\n"
	for name, c := range map[string]struct {
		src     string
		lenient bool
		want    []string
	}{
		"front matter and body":   {"---\ntitle: Tel. 02550 000-12\n---\n\n\namt@musterdorf.de\n", false, []string{"2 error privacy-phone", "6 error privacy-mail"}},
		"without front matter":    {"Herr Schulze\n", false, []string{"1 warning privacy-name"}},
		"a municipality":          {"---\ntitle: A\n---\nin Musterhausen\n", false, []string{"4 error privacy-member"}},
		"content read leniently":  {"---\ntitle: A\n---\namt@musterdorf.de\n", true, []string{"4 warning privacy-mail"}},
		"what is allowed":         {"---\ntitle: A\n" + allow + "tags: [x]\n---\namt@musterdorf.de\n", false, nil},
		"what is not allowed":     {"---\ntitle: A\n" + allow + "---\namt@musterdorf.de, it@musterdorf.de\n", false, []string{"6 error privacy-mail"}},
		"an allowance for what":   {"---\n" + allow + "title: A\n---\nnichts\n", false, []string{"2 warning privacy-unused"}},
		"an allowance of no use":  {"---\ntitle: A\n" + allow + "description: it@musterdorf.de\n---\n", false, []string{"3 warning privacy-unused", "5 error privacy-mail"}},
		"an allowance, no reason": {"---\ntitle: A\nallow: [{kind: mail, text: amt@musterdorf.de}]\n---\namt@musterdorf.de\n", false, []string{"5 error privacy-mail"}},
		"front matter in pieces":  {"---\ntitle: [\n---\namt@musterdorf.de\n", false, []string{"4 error privacy-mail"}},
	} {
		got := said(decodeFile("content/a.md", []byte(c.src), Plain, rules, c.lenient).problems)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: got %q, want %q", name, got, c.want)
			}
		}
	}
	if got := said(decodeFile("content/a.md", []byte("amt@musterdorf.de"), Plain, nil, false).problems); got != nil {
		t.Errorf("without rules: %q", got)
	}
}

func TestAnAllowanceNeedsAReason(t *testing.T) {
	for _, why := range []string{"", ", why: kurz", ", why: \"\""} {
		f := decodeFile("content/a.md", []byte("---\ntitle: A\nallow: [{kind: mail, text: amt@musterdorf.de"+why+"}]\n---\n"), Plain, privacy.NewRules("", nil), false)
		if !f.problems.HasErrors() {
			t.Errorf("%q is taken for a reason: %v", why, f.problems)
		}
	}
}
