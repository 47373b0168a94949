package lint

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// law writes a page like that of a long German law: a table of contents,
// sections with ids, paragraphs, lists and a table now and then.
func law(sections int) []byte {
	var out bytes.Buffer
	out.WriteString(head + "<main><h1>Gesetz</h1>\n<nav aria-label=Inhalt><ol>\n")
	for i := range sections {
		fmt.Fprintf(&out, "<li><a href=\"#par-%d-anwendungsbereich\">§ %d Anwendungsbereich</a></li>\n", i, i)
	}
	out.WriteString("</ol></nav>\n")
	text := strings.Repeat("Die zuständige Behörde kann im Einzelfall Ausnahmen zulassen, soweit dies erforderlich ist. ", 4)
	for i := range sections {
		fmt.Fprintf(&out, "<h2 id=\"par-%d-anwendungsbereich\">§ %d Anwendungsbereich</h2>\n<p>(1) %s</p>\n", i, i, text)
		fmt.Fprintf(&out, "<ol>\n<li>%s</li>\n<li>siehe <a href=\"../gesetz-%d/\" class=\"x\">dort</a></li>\n</ol>\n", text[:90], i%40)
		if i%25 == 0 {
			out.WriteString("<table><thead><tr><th scope=\"col\">Stufe</th><th scope=\"col\">Satz</th></tr></thead><tbody>\n" +
				strings.Repeat("<tr><td>1</td><td>2 500</td></tr>\n", 20) + "</tbody></table>\n")
		}
	}
	out.WriteString("</main></body></html>\n")
	return out.Bytes()
}

const head = "<!doctype html>\n<html lang=\"de\"><head><meta charset=\"utf-8\"><title>Titel</title></head><body>\n"

func BenchmarkScanLaw(b *testing.B) {
	doc := law(3000)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if page, problems := Scan("gesetz/index.html", doc); len(page.IDs) != 3000 || len(problems) > 0 {
			b.Fatal(len(page.IDs), problems)
		}
	}
}

// BenchmarkScanShell is a short page that is mostly navigation.
func BenchmarkScanShell(b *testing.B) {
	item := "<li class=\"nav-item\"><a class=\"nav-link kern-link\" href=\"../../leitfaden/thema/\" aria-current=\"false\">Thema</a></li>\n"
	doc := []byte(head + "<nav aria-label=\"Haupt\"><ul>\n" + strings.Repeat(item, 80) + "</ul></nav><main><h1>T</h1></main></body></html>")
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		Scan("gesetz/index.html", doc)
	}
}

func BenchmarkLinks(b *testing.B) {
	pages := map[string]Page{}
	for i := range 2000 {
		page := Page{IDs: []uint64{hashString("a")}}
		for j := range 100 {
			page.Refs = append(page.Refs, Ref{URL: fmt.Sprintf("../thema-%d/#a", (i+j)%2000), Attr: "href", Line: j})
		}
		pages[fmt.Sprintf("leitfaden/thema-%d/index.html", i)] = page
	}
	b.ReportAllocs()
	for b.Loop() {
		if problems := Links(pages, func(string) bool { return false }, false); len(problems) > 0 {
			b.Fatal(problems[0])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/ref")
}
