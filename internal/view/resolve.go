package view

import (
	"errors"
	"fmt"
	"html/template"
	"path"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/markdown"
)

// Link resolves a link of the page's Markdown. Editors write links as they
// work in the repository: to the file ("bia.md#ziel", "../kooperation/_index.md"),
// to a file beside the page ("plan.pdf"), or from the root of the portal
// ("/leitfaden/bia/", "/favicon.svg").
func (c *Context) Link(dest string) (string, error) {
	key := c.base() + "|" + dest
	c.trace.ask("ref", key)
	target, fragment, err := c.model.resolve(c.base(), dest)
	if err != nil {
		return "", err
	}
	if target == c.out && fragment != "" {
		return "#" + fragment, nil
	}
	link := c.link(target)
	if fragment != "" {
		link += "#" + fragment
	}
	return link, nil
}

// ErrPixels is what Files.Image returns for a picture that is too large to show.
var ErrPixels = errors.New("more than 40 million pixels")

// Image resolves a picture of the page's Markdown.
func (c *Context) Image(dest string) (markdown.Image, error) {
	target, _, err := c.model.resolve(c.base(), dest)
	key := c.base() + "|" + dest
	c.trace.ask("ref", key)
	if err != nil {
		return markdown.Image{}, err
	}
	c.trace.ask("image", key)
	width, height, err := c.model.Files.Image(c.model.sourceOf(c.base(), dest))
	switch {
	case errors.Is(err, ErrPixels):
		return markdown.Image{}, &markdown.ResolveError{ID: "image-too-large", Args: diag.Args{"dest": dest}}
	case err != nil:
		return markdown.Image{}, &markdown.ResolveError{ID: "image-unreadable", Args: diag.Args{"dest": dest}}
	}
	return markdown.Image{Src: c.link(target), Width: width, Height: height}, nil
}

// base is the folder that relative links start from.
func (c *Context) base() string {
	if c.self.Source == "" {
		return c.model.Conf.Content
	}
	return path.Dir(c.self.Source)
}

// resolveKey is the answer to the question "ref", as text for its digest.
func (m *Model) resolveKey(key string) string {
	base, dest, _ := strings.Cut(key, "|")
	target, fragment, err := m.resolve(base, dest)
	var refused *markdown.ResolveError
	if errors.As(err, &refused) {
		return "!" + refused.ID + " " + refused.Args["near"]
	}
	return target + "#" + fragment
}

func (m *Model) imageDigest(key string) Digest {
	base, dest, _ := strings.Cut(key, "|")
	width, height, err := m.Files.Image(m.sourceOf(base, dest))
	return DigestText(strconv.Itoa(width), strconv.Itoa(height), fmt.Sprint(err))
}

// sourceOf is the file a destination names, below the site's root.
func (m *Model) sourceOf(base, dest string) string {
	dest, _, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	if strings.HasPrefix(dest, "/") {
		inContent := path.Join(m.Conf.Content, dest)
		if m.attached[inContent] != "" {
			return inContent
		}
		return path.Join(m.Conf.Static, dest)
	}
	return path.Join(base, dest)
}

// resolve finds the output path of a destination.
func (m *Model) resolve(base, dest string) (target, fragment string, err error) {
	dest, fragment, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	if dest == "" {
		return "", "", notFound("link-broken", dest, "")
	}
	rooted := strings.HasPrefix(dest, "/")
	source := path.Join(base, dest)
	if rooted {
		source = path.Join(m.Conf.Content, dest)
	}
	if source != m.Conf.Content && !strings.HasPrefix(source, m.Conf.Content+"/") {
		return "", "", notFound("link-leaves-site", dest, "")
	}
	if p := m.pageOf(source); p != nil {
		return p.Output(), fragment, nil
	}
	if out := m.attached[source]; out != "" {
		return out, fragment, nil
	}
	if p := m.Tree.Page(strings.Trim(strings.TrimPrefix(source, m.Conf.Content), "/")); p != nil {
		return p.Output(), fragment, nil
	}
	logical := strings.Trim(dest, "/")
	if rooted && (m.Generated(logical) || m.Files.Static(logical)) {
		if m.Generated(logical) {
			return output(logical), fragment, nil
		}
		return logical, fragment, nil
	}
	return "", "", m.explain(source, dest)
}

// pageOf finds the page of a Markdown file or of a bundle's folder.
func (m *Model) pageOf(source string) *content.Page {
	for _, candidate := range fileNames(source) {
		if p := m.Tree.BySource(candidate); p != nil {
			return p
		}
	}
	return nil
}

// fileNames are the files that a destination may mean.
func fileNames(source string) []string {
	return []string{source, source + "/index.md", source + "/_index.md", source + ".md"}
}

// explain says why a destination leads nowhere.
func (m *Model) explain(source, dest string) error {
	for _, candidate := range fileNames(source) {
		switch m.Tree.Withheld(candidate) {
		case "draft":
			return notFound("link-draft", dest, "")
		case "label":
			return notFound("link-audience", dest, "")
		case "path":
			return notFound("link-twin", dest, "")
		}
	}
	if near := m.names[nameOf(source)]; near != "" {
		return notFound("link-moved", dest, near)
	}
	return notFound("link-broken", dest, "")
}

// nameOf is the name of a page's file or of its bundle's folder.
func nameOf(source string) string {
	name := strings.TrimSuffix(path.Base(source), ".md")
	if name == "index" || name == "_index" {
		name = path.Base(path.Dir(source))
	}
	return strings.Trim(name, "./")
}

func notFound(id, dest, near string) error {
	return &markdown.ResolveError{ID: id, Args: diag.Args{"dest": dest, "near": near}}
}

// markdown renders a text of a data file.
func (c *Context) markdown(text string) template.HTML {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	c.trace.ask("glossary", "") // its digest covers the words and ids that texts get too
	doc, problems := c.model.Texts.Render([]byte(text), c.self.Source, 1, c)
	c.problems.Add(problems...)
	return template.HTML(doc.HTML)
}
