package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/site"
)

// Every template of the portal, in every format, is opened by LibreOffice: what
// it prints has all headings and the values that were filled in.
func TestEveryFilledTemplateIsPrintedWithItsHeadingsAndValues(t *testing.T) {
	copies := portalCopies(t)
	dir := t.TempDir()
	values := map[string]string{
		"kommune.name": "Musterlingen-Nord", "kommune.land": "Nordrhein-Westfalen",
		exchange.CopiedDay: "2027-01-15", exchange.CopiedText: "15.01.2027",
	}
	for _, format := range copyFormats {
		t.Run(format, func(t *testing.T) {
			names := writeAll(t, copies, format, filepath.Join(dir, format), values)
			printed := printAll(t, filepath.Join(dir, format), names)
			for id, text := range printed {
				source := sourceOf(t, id)
				if strings.Contains(text, "{{") || strings.Contains(text, "#NAME") || strings.Contains(text, "Err:") {
					t.Errorf("%s.%s: a field or a formula is left in\n%.400s", id, format, text)
				}
				if strings.Contains(source, "{{kommune.name}}") && !strings.Contains(text, "Musterlingen-Nord") {
					t.Errorf("%s.%s lacks the name of the municipality", id, format)
				}
				for _, heading := range headings(source) {
					if format != "ods" && format != "xlsx" && !strings.Contains(text, heading) {
						t.Errorf("%s.%s lacks the heading %q", id, format, heading)
					}
				}
			}
		})
	}
}

// sourceOf is the Markdown of a template or policy.
func sourceOf(t *testing.T, id string) string {
	t.Helper()
	found, _ := filepath.Glob("../../content/*/" + id + "/index.md")
	if len(found) != 1 {
		t.Fatalf("%s stands in %v", id, found)
	}
	source, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// portalCopies are the templates of the portal.
func portalCopies(t *testing.T) *site.Copies {
	t.Helper()
	copies, err := site.LoadCopies(context.Background(), portalOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(copies.IDs()) < 40 {
		t.Fatalf("the portal has only %d templates", len(copies.IDs()))
	}
	return copies
}

// writeAll writes all templates that have a format and returns their ids.
func writeAll(t *testing.T, copies *site.Copies, format, dir string, values map[string]string) (ids []string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, id := range copies.IDs() {
		if !slices.Contains(chosen(copies.Template(id), []string{format}), format) {
			continue
		}
		form, problems, err := copies.Form(id, format)
		if err != nil || problems.HasErrors() {
			t.Fatalf("%s: %v %v", id, problems, err)
		}
		data, err := form.Bytes(values)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, id+"."+format), data, 0o666); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// printAll has LibreOffice print all files of a folder and returns the texts
// by id.
func printAll(t *testing.T, dir string, ids []string) map[string]string {
	t.Helper()
	format := filepath.Base(dir)
	var files []string
	for _, id := range ids {
		files = append(files, filepath.Join(dir, id+"."+format))
	}
	officetest.ConvertAll(t, "pdf", dir, files...)
	printed := map[string]string{}
	for _, id := range ids {
		printed[id] = officetest.PDFText(t, filepath.Join(dir, id+".pdf"))
	}
	return printed
}

var (
	headingLine = regexp.MustCompile(`(?m)^#{2,4} +(.+?)(?: *\{#[^}]*\})? *$`)
	markup      = regexp.MustCompile(`[*_` + "`" + `]|\{\{[^}]*\}\}.*`)
)

// headings are those of a Markdown text, up to the first field in each.
func headings(source string) []string {
	var list []string
	for _, m := range headingLine.FindAllStringSubmatch(source, -1) {
		if text := strings.TrimSpace(markup.ReplaceAllString(m[1], "")); text != "" {
			list = append(list, text)
		}
	}
	return list
}
