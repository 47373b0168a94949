package view

import (
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/markdown"
)

func TestContentsAreNestedLinksWithEscapedWords(t *testing.T) {
	var out strings.Builder
	writeContents(&out, []markdown.Heading{
		{ID: "ziel", Text: `Ziel <b> & "Zweck"`, Children: []markdown.Heading{{ID: "λόγος-1", Text: "Λόγος"}}},
		{ID: "ende", Text: "Ende"},
	})
	want := `<ol><li><a href="#ziel">Ziel &lt;b&gt; &amp; &#34;Zweck&#34;</a>` +
		`<ol><li><a href="#%CE%BB%CF%8C%CE%B3%CE%BF%CF%82-1">Λόγος</a></li></ol></li>` +
		`<li><a href="#ende">Ende</a></li></ol>`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
