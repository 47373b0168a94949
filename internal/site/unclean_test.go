package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

func uncleanIn(t *testing.T, p portal) []diag.Problem {
	t.Helper()
	result, err := site.Check(context.Background(), site.Options{FS: p.fs(), Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	var found []diag.Problem
	for _, problem := range result.Problems {
		if problem.ID == "attachment-unclean" {
			found = append(found, problem)
		}
	}
	return found
}

func TestAttachmentsThatAreNotCleanStopABuild(t *testing.T) {
	plan, err := os.ReadFile("../office/text/testdata/plan.docx") // with a comment and tracked changes
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	entry, err := w.Create("start.exe")
	if err == nil {
		_, err = entry.Write([]byte("MZ"))
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	p := newPortal()
	p["content/uebung/index.md"] = "---\ntitle: Übung\n---\n\nMit Anlagen.\n"
	for name, text := range map[string]string{
		"plan.docx": string(plan), "paket.zip": archive.String(), "alt.doc": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 100),
		"skript.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>`, "werte.csv": "a;b\n", "gut.svg": `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	} {
		p["content/uebung/"+name] = text
	}
	found := uncleanIn(t, p)
	want := []string{"content/uebung/alt.doc", "content/uebung/paket.zip", "content/uebung/plan.docx", "content/uebung/skript.svg"}
	if len(found) != len(want) {
		t.Fatalf("got %v", found)
	}
	for i, problem := range diag.List(found).Sorted() {
		if problem.Path != want[i] || problem.Severity != diag.Error {
			t.Errorf("got %+v, want an error for %s", problem, want[i])
		}
		if problem.Path == "content/uebung/plan.docx" && !strings.Contains(problem.Args["what"], "clean.comment") {
			t.Errorf("it does not say what: %v", problem.Args)
		}
	}
	for _, problem := range uncleanIn(t, p.with("nachbar.yaml", p["nachbar.yaml"]+"strict: false\n")) {
		if problem.Severity != diag.Warning {
			t.Errorf("a lenient site is stopped by %+v", problem)
		}
	}
}
