package markdown

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var corpus = flag.String("corpus", "", "pattern of Markdown files to render instead of a made-up page")

// BenchmarkRender compares this package, with everything on, with goldmark
// alone and with goldmark's own extensions, on the same text:
//
//	go test ./internal/markdown -run - -bench Render -cpu 1 -args -corpus 'DIR/*/*.md'
func BenchmarkRender(b *testing.B) {
	docs, size := benchmarkDocs(b)
	ours := New(testOptions(), testGlossary())
	plainText := New(Options{}, nil)
	bare := goldmark.New()
	extended := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	for _, c := range []struct {
		name   string
		render func(doc []byte)
	}{
		{"everything", func(doc []byte) { ours.Render(doc, "a.md", 1, pages{}) }},
		{"without glossary", func(doc []byte) { plainText.Render(doc, "a.md", 1, nil) }},
		{"goldmark", func(doc []byte) { _ = bare.Convert(doc, &bytes.Buffer{}) }},
		{"goldmark with extensions", func(doc []byte) { _ = extended.Convert(doc, &bytes.Buffer{}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, doc := range docs {
					c.render(doc)
				}
			}
		})
	}
}

func benchmarkDocs(b *testing.B) (docs [][]byte, size int64) {
	page := "## Für wen ist das?\n\nEin Absatz mit **Wort** und [Link](bia.md),\nder zwei Zeilen hat und den Notfall nennt.\n\n" +
		"Ein schlichter Absatz ohne alles, wie die meisten.\nEr geht über drei Zeilen, damit es sich lohnt,\nund endet hier.\n\n" +
		"- Punkt\n- noch einer\n  - und darunter\n\na | b\n--|--\n1 | 2\n\n> [!NOTE]\n> Hinweis\n\n```yaml\ntitel: \"Notfall\" # so\n```\n\n"
	docs = [][]byte{[]byte(strings.Repeat(page, 50))}
	if *corpus != "" {
		docs = nil
		files, err := filepath.Glob(*corpus)
		if err != nil || len(files) == 0 {
			b.Fatalf("no files match %q: %v", *corpus, err)
		}
		for _, file := range files {
			doc, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, doc)
		}
	}
	for _, doc := range docs {
		size += int64(len(doc))
	}
	return docs, size
}
