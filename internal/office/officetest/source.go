package officetest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/office/form"
)

// Seeds are texts to start fuzzing from: the sample, and what has broken
// writers.
func Seeds() []string {
	return []string{
		sample, "", "# T\n", "> [!NW]\n> a\n\n{#x}\n", "- \n- [ ]\n", "1. > - a\n", "| a |\n|---|\n", "a[^1]\n\n[^1]: b[^1]\n", "---\n", "{{a}}{{a.b}} **{{c}}**\n",
		"\x01vx\x02 \x01?*\x02\n", "&#1;&#xFFFE; <b>\n", "## \n\n## {#a}\n", "![](x.png)\n", "a  \n", "`` ` ``\n", "a\n: b\n: c\n\n> > - x\n", "| a | b |\n|:-:|--:|\n| {{x}} | [y](#a) |\n",
	}
}

// DocumentOf is a document with the cover of another one and a text of its own.
func DocumentOf(d document.Document, source string) document.Document {
	body, _ := markdown.New(markdown.Options{}, nil).Document([]byte(source), "a.md", 1, pictures{})
	for i := range body.Blocks {
		body.Blocks[i].Bookmark = "_nb_" + body.Blocks[i].ID
	}
	d.Blocks = body.Blocks
	d.Fields = slices.Clip(d.Fields)
	for _, id := range body.Fields {
		d.Fields = append(d.Fields, document.Field{ID: id, Label: id})
	}
	return d
}

// Sound reports the first part of a filled form that no XML parser can read.
func Sound(t testing.TB, f *form.Form, values map[string]string) {
	t.Helper()
	files, err := f.Fill(values)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for d := xml.NewDecoder(bytes.NewReader(file.Data)); ; {
			_, err := d.Token()
			if errors.Is(err, io.EOF) || file.Name == "mimetype" || bytes.HasPrefix(file.Data, []byte("\x89PNG")) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", file.Name, err, file.Data)
			}
		}
	}
}
