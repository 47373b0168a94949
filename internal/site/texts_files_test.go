package site_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

// withFiles is a portal with documents beside a page.
func withFiles(t *testing.T, names ...string) portal {
	t.Helper()
	p := newPortal()
	p["content/uebung/index.md"] = "---\ntitle: Übung\n---\n\nMit Anlagen.\n"
	for _, name := range names {
		body, err := os.ReadFile("../office/text/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		p["content/uebung/"+name] = string(body)
	}
	return p
}

func TestDocumentsBesidePagesAreFoundByWhatStandsInThem(t *testing.T) {
	into := &shelf{}
	texts(t, withFiles(t, "plan.odt", "liste.xlsx"), into)
	for name, word := range map[string]string{"plan.odt": "Erste Schritte", "liste.xlsx": "Prozess"} {
		d := into.find(t, "uebung/"+name, "")
		if d.Kind != search.KindFile || !strings.HasSuffix(d.Trail, "Übung") || d.Title == "" {
			t.Errorf("%s: %+v", name, d)
		}
		if !strings.Contains(d.Body, word) {
			t.Errorf("%s lacks %q: %s", name, word, d.Body)
		}
	}
}

func TestAttachmentsThatCannotBeReadAreFoundByNameWithAWarning(t *testing.T) {
	p := withFiles(t)
	p["content/uebung/alarmplan.docx"] = "this is no document"
	into := &shelf{}
	texts(t, p, into)
	if d := into.find(t, "uebung/alarmplan.docx", ""); d.Title != "alarmplan.docx" || d.Body != "" {
		t.Errorf("got %+v", d)
	}
	result, err := site.Check(context.Background(), site.Options{FS: p.fs(), Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range result.Problems {
		if problem.Path == "content/uebung/alarmplan.docx" && problem.ID == "office-mismatch" {
			return
		}
	}
	t.Errorf("nobody is warned: %v", result.Problems)
}
