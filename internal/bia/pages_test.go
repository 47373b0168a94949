package bia

import (
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/strict"
)

func TestEachProcessHasAPageThatCanBeRead(t *testing.T) {
	c, _ := load(t, strings.Replace(good, `title: "Planen"`, `title: "Planen \"A\": ä\tb"`, 1))
	pages := c.Pages("content/prozesse")
	if len(pages) != 2 || pages[1].Name != "content/prozesse/01-02.md" || pages[1].Origin != "data/prozesse/01.yaml" || pages[1].Line != 16 {
		t.Fatalf("%+v", pages)
	}
	doc, problems := strict.Split(pages[1].Source, pages[1].Name)
	at := strict.Source{Path: pages[1].Name, FirstLine: 1}
	node, found := strict.Parse(doc.Front, at)
	problems.Add(found...)
	front := content.Process.Front()
	problems.Add(strict.Decode(node, at, front, strict.Options{})...)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
}

func TestAnIDThatIsNoNameOfAFileHasNoPage(t *testing.T) {
	c, _ := load(t, strings.Replace(good, `id: "01-02"`, `id: "01-../x"`, 1))
	if pages := c.Pages("content/prozesse"); len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
}
