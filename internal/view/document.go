package view

import (
	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/markdown"
)

// Document reads the Markdown body of the page for an office file. What is
// wrong with it is reported where the page is rendered.
func (c *Context) Document(body []byte) document.Body {
	c.trace.ask("body", c.self.Path)
	return c.document(body)
}

// Runs reads a line of the page's keys, in which fields may stand.
func (c *Context) Runs(line string) []document.Run {
	for _, block := range c.document([]byte(line)).Blocks {
		for _, element := range block.Elements {
			if p, ok := element.(*document.Paragraph); ok {
				return p.Text
			}
		}
	}
	return nil
}

func (c *Context) document(body []byte) document.Body {
	c.trace.ask("glossary", "")
	doc, _ := c.model.Markdown.Document(body, c.self.Source, c.self.BodyLine, fromFile{c})
	return doc
}

// fromFile resolves what stands in a file that leaves the site: links name the
// portal, or nothing, and pictures are files of the source tree.
type fromFile struct{ *Context }

// Link implements markdown.Resolver.
func (f fromFile) Link(dest string) (string, error) {
	f.trace.ask("ref", f.base()+"|"+dest)
	base := f.model.Conf.BaseURL
	target, fragment, err := f.model.resolve(f.base(), dest)
	if err != nil || base == "" {
		return "", err
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	return Absolute(base, target) + fragment, nil
}

// Image implements markdown.Resolver.
func (f fromFile) Image(dest string) (markdown.Image, error) {
	image, err := f.Context.Image(dest)
	if err == nil {
		image.Src = f.model.sourceOf(f.base(), dest)
		f.trace.ask("file", image.Src)
	}
	return image, err
}

var _ interface {
	markdown.Resolver
	markdown.FieldNames
} = fromFile{}
