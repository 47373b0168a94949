package view

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/markdown"
	"github.com/kaaw/nachbar/internal/versions"
)

// errChanged means that a file is not the one the tree was made of.
var errChanged = errors.New("the file changed while the site was built")

// Released are the released versions of a template, the oldest first. What is
// wrong with them is among the problems of c.
func (c *Context) Released(p *content.Page) []*versions.Version {
	c.trace.ask("released", p.Path)
	var list []*versions.Version
	for _, file := range p.Released {
		v, problems := c.model.release(file, p.Template.ID)
		c.problems.Add(problems...)
		if v != nil {
			list = append(list, v)
		}
	}
	return list
}

// reading is a release that was read.
type reading struct {
	version  *versions.Version
	problems diag.List
}

// release reads a released version once.
func (m *Model) release(file content.Released, id string) (*versions.Version, diag.List) {
	if known, ok := m.releases.Load(file.Source); ok {
		r := known.(reading)
		return r.version, r.problems
	}
	var r reading
	src, err := fs.ReadFile(m.FS, file.Source)
	if err != nil {
		r.problems = diag.List{diag.New("version-unreadable", file.Source, 0, "reason", err.Error())}
	} else {
		r.version, r.problems = versions.Parse(src, file.Source, id)
	}
	m.releases.Store(file.Source, r)
	return r.version, r.problems
}

// releasedDigest is that of the released versions of a page.
func (m *Model) releasedDigest(path string) Digest {
	p := m.Tree.Page(path)
	if p == nil {
		return Digest{}
	}
	parts := []string{strconv.Itoa(len(p.Released))}
	for _, file := range p.Released {
		sum := m.Files.Sum(file.Source)
		parts = append(parts, file.Source, string(sum[:]))
	}
	return DigestText(parts...)
}

// Now is a template as it stands, released or not. lines are the lines of its
// file on which blocks start.
func (c *Context) Now(p *content.Page) (now *versions.Version, lines map[string]int, err error) {
	c.trace.ask("meta", p.Path)
	c.trace.ask("body", p.Path)
	c.trace.ask("glossary", "")
	body, hash, err := p.Read(c.model.FS)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", p.Source, err)
	}
	if hash != p.Hash {
		return nil, nil, fmt.Errorf("%s: %w", p.Source, errChanged)
	}
	own := c.model.NewContext(Target{Page: p, Output: p.Output()})
	doc, _ := c.model.Markdown.Document(body, p.Source, p.BodyLine, asText{own})
	lines = make(map[string]int, len(doc.Blocks))
	for _, block := range doc.Blocks {
		lines[block.ID] = block.Line
	}
	return versions.Freeze(p, doc), lines, nil
}

// asText resolves what stands in a version: it keeps no links into the portal,
// whose addresses change, and no pictures but what they are called.
type asText struct{ *Context }

// Link implements markdown.Resolver.
func (asText) Link(string) (string, error) { return "", nil }

// Image implements markdown.Resolver.
func (asText) Image(dest string) (markdown.Image, error) { return markdown.Image{Src: dest}, nil }

var _ interface {
	markdown.Resolver
	markdown.FieldNames
} = asText{}
