package site_test

import (
	"archive/zip"
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

// privacyOf lists the problems of privacy of a run as "path id severity".
func privacyOf(problems diag.List) (out []string) {
	for _, p := range problems.Sorted() {
		if strings.HasPrefix(p.ID, "privacy-") {
			out = append(out, p.Path+" "+p.ID+" "+p.Severity.String())
		}
	}
	return out
}

func checkedFor(t *testing.T, p portal, members ...string) []string {
	t.Helper()
	result, err := site.Check(context.Background(), site.Options{FS: p.fs(), Version: "1", Members: members})
	if err != nil {
		t.Fatal(err)
	}
	return privacyOf(result.Problems)
}

// letter is a Word document with one paragraph.
func letter(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		f, err := w.Create(part[0])
		if err == nil {
			_, err = f.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheCheckLooksThroughPagesDataAndAttachments(t *testing.T) {
	p := newPortal().with(
		"content/wissen/d.md", md("De", "Rufen Sie an: Tel. 02550 000-12.\n"),
		"data/liste.yaml", "- id: a\n  mail: amt@musterdorf.de\n",
		"content/wissen/mappe/plan.csv", "Rechner;10.20.30.140\n",
		"content/wissen/mappe/brief.docx", letter(t, "Das Passwort lautet Sommer2024."),
		"content/wissen/c.md", md("Ce", "In Musterhausen, sagt Herr Schulze.\n"),
	)
	want := []string{
		"content/wissen/c.md privacy-member error", "content/wissen/c.md privacy-name warning",
		"content/wissen/d.md privacy-phone error", "content/wissen/mappe/brief.docx privacy-secret error",
		"content/wissen/mappe/plan.csv privacy-ip error", "data/liste.yaml privacy-mail error",
	}
	if got := checkedFor(t, p, "Musterhausen"); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	lenient := p.with("nachbar.yaml", p["nachbar.yaml"]+"strict: false\n")
	for _, line := range checkedFor(t, lenient, "Musterhausen") {
		if !strings.HasSuffix(line, " warning") {
			t.Errorf("content of others: %s", line)
		}
	}
	if got := checkedFor(t, newPortal(), "Musterhausen"); got != nil {
		t.Errorf("without findings: %q", got)
	}
}

func TestAllowancesOfFilesStandInTheSettings(t *testing.T) {
	allow := func(lines ...string) string {
		return newPortal()["nachbar.yaml"] + "privacy:\n  allow:\n" + strings.Join(lines, "")
	}
	data := "    - {file: data/liste.yaml, kind: mail, text: amt@musterdorf.de, why: öffentliche Adresse}\n"
	plan := "    - {file: content/wissen/mappe/plan.csv, kind: ip, text: 10.20.30.140, why: nur zur Übung}\n"
	p := newPortal().with("data/liste.yaml", "- id: a\n  mail: amt@musterdorf.de\n", "content/wissen/mappe/plan.csv", "Rechner;10.20.30.140\n")
	if got := checkedFor(t, p.with("nachbar.yaml", allow(data, plan))); got != nil {
		t.Errorf("allowed, but told: %q", got)
	}
	got := checkedFor(t, p.with("nachbar.yaml", allow(data, plan), "data/liste.yaml", "- id: a\n", "content/wissen/mappe/plan.csv", "nichts\n"))
	if !slices.Equal(got, []string{"nachbar.yaml privacy-unused-file warning", "nachbar.yaml privacy-unused-file warning"}) {
		t.Errorf("of no use: %q", got)
	}
	got = checkedFor(t, p.with("nachbar.yaml", allow(data, plan, strings.ReplaceAll(data, "liste", "fehlt"))))
	if !slices.Equal(got, []string{"nachbar.yaml privacy-unused-file warning"}) {
		t.Errorf("for no file: %q", got)
	}
}

// TestFindingsOfKeptOutputsAreToldAgain builds twice over one cache: with the
// second build, settings and list have changed, no file has.
func TestFindingsOfKeptOutputsAreToldAgain(t *testing.T) {
	p := newPortal().with("content/wissen/mappe/plan.csv", "in Musterhausen\n")
	sink, file := saved(t, site.Options{FS: p.fs(), Version: "1"})
	cache, err := site.ReadCache(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	result, err := site.Build(context.Background(), site.Options{FS: p.fs(), Version: "1", Members: []string{"Musterhausen"}}, sink, cache)
	if err != nil {
		t.Fatal(err)
	}
	if got := privacyOf(result.Problems); !slices.Equal(got, []string{"content/wissen/mappe/plan.csv privacy-member error"}) {
		t.Errorf("got %q", got)
	}
}
