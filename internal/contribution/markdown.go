package contribution

import (
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/strict"
)

func isMarkdown(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".txt"}, strings.ToLower(path.Ext(name)))
}

// takeMarkdown takes in a page of text. Of its front matter only title and
// description are believed; who decides about labels, ids and layouts is the
// portal.
func takeMarkdown(r *Result, src []byte, opt Options) error {
	r.Seen = privacy.Text(string(src), privacy.Context{Rules: opt.Rules})
	if len(src) > maxMarkdown {
		src = src[:maxMarkdown]
		r.note("cut")
	}
	doc, problems := strict.Split(src, r.Name)
	r.Problems.Add(problems...)
	if problems.HasErrors() {
		return nil
	}
	node, problems := strict.Parse(doc.Front, strict.Source{Path: r.Name, FirstLine: doc.FrontLine})
	r.Problems.Add(problems...)
	title, description := scalar(node, "title"), scalar(node, "description")
	head, body := headed(harmless(string(doc.Body)))
	if title == "" {
		title = head
	}
	judge(r, title+"\n"+description+"\n"+body, opt)
	f, name := freshFront(r, title, opt)
	if description != "" && len([]rune(description)) <= 400 {
		f.set("description", description, "")
	}
	page, err := f.page(body + sourceLine(opt))
	if err != nil {
		return err
	}
	r.Page = &Page{Section: opt.Section, Name: name, Files: []File{{"index.md", page}}}
	return nil
}

// scalar is a text of the front matter, "" without it.
func scalar(node *yaml.Node, key string) string {
	if node != nil && node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	if node == nil || node.Kind != yaml.MappingNode {
		return ""
	}
	return strings.TrimSpace(text(field(node, key)))
}
