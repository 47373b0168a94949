package search

import (
	"strings"
	"testing"
)

func TestExtractKeepsWhatAReaderReads(t *testing.T) {
	tests := []struct{ why, html, want string }{
		{"blocks are lines", "<p>Eins</p><p>Zwei</p>", "Eins\nZwei"},
		{"spaces collapse", "<p>  Eins \n  zwei\t drei </p>", "Eins zwei drei"},
		{"inline elements do not cut words", "<p>Not<em>fall</em>handbuch</p>", "Notfallhandbuch"},
		{"line breaks do", "<p>Eins<br>Zwei<br/>Drei</p>", "Eins\nZwei\nDrei"},
		{"entities", "<p>B&uuml;ro &amp; Amt &lt;3&gt;</p>", "Büro & Amt <3>"},
		{"definitions of terms are no text of the page", `<p><span class="glossar"><a href="#x">BIA</a><span role="tooltip" class="glossar-tip">Eine Analyse.</span></span> zuerst</p>`, "BIA zuerst"},
		{"navigation", "<nav><ul><li>Menü</li></ul></nav><p>Text</p>", "Text"},
		{"scripts and styles", "<script>var x = '<p>';</script><style>p{}</style><p>Text</p>", "Text"},
		{"callouts stay", `<aside class="callout"><p class="callout-title">Hinweis</p><p>Wichtig</p></aside>`, "Hinweis\nWichtig"},
		{"code stays, line by line", "<pre><code><span>make build</span>\n<span>make test</span></code></pre>", "make build\nmake test"},
		{"cells are apart", "<table><tr><th>Rolle</th><td>Stab</td></tr><tr><td>A</td><td>B</td></tr></table>", "Rolle Stab\nA B"},
		{"footnote marks that lead back", `<li>Quelle <a role="doc-backlink" href="#r">↩</a></li>`, "Quelle"},
		{"hidden", `<p hidden>weg</p><p aria-hidden="true">weg</p><p>da</p>`, "da"},
		{"void elements inside what is left out", "<nav><br><img src=x>a</nav><p>da</p>", "da"},
		{"pictures are what they are called", `<p>Der <img src="x.png" alt="Plan A">, <img alt=""/>fertig</p>`, "Der Plan A, fertig"},
		{"soft hyphens stay in the original", "<p>Not&shy;fall</p>", "Not\u00adfall"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		if got, _ := Extract([]byte(tt.html)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestSectionsBeginAtTheirHeadings(t *testing.T) {
	text, sections := Extract([]byte(`<p>Vorweg.</p><h2 id="fuer-wen">Für <em>wen</em>?</h2><p>Alle.</p>
		<h2>ohne Anker</h2><p>Mehr.</p><h3 id="tief">Tief&nbsp;unten</h3>`))
	want := []Section{{"fuer-wen", "Für wen?", 8}, {"tief", "Tief\u00a0unten", strings.Index(text, "Tief")}}
	if len(sections) != 2 || sections[0] != want[0] || sections[1] != want[1] {
		t.Fatalf("sections %+v, want %+v", sections, want)
	}
	for _, s := range sections {
		if !strings.HasPrefix(text[s.Start:], s.Title) {
			t.Errorf("%q does not stand at %d of %q", s.Title, s.Start, text)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, seed := range []string{"<p>a</p>", "<h2 id=x>a<h3 id=y>b", "</p></nav><nav>", "<pre>\n<h2 id=a>", "<!-- <p> --><p>", "&#0;&uuml", "<table><td>a<td>b", "<svg><p>x</svg>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, html []byte) {
		text, sections := Extract(html)
		if strings.TrimRight(text, " \n") != text || strings.Contains(text, "  ") && !strings.Contains(string(html), "&") {
			t.Errorf("spaces left in %q", text)
		}
		last := 0
		for _, s := range sections {
			if s.Start < last || s.Start > len(text)+1 || s.Anchor == "" {
				t.Errorf("section %+v in a text of %d bytes", s, len(text))
			}
			last = s.Start
		}
	})
}
