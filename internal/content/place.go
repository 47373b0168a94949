package content

import (
	"cmp"
	"io/fs"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// subjects are the front matter keys that problems of the assembled tree are
// about. A tree knows no places; they are looked up for the few problems that
// there are.
var subjects = map[string][][]string{
	"alias-bad":                {{"aliases"}},
	"content-bad-slug":         {{"slug"}},
	"content-cascade-in-page":  {{"cascade"}},
	"event-end":                {{"end"}},
	"event-until":              {{"repeat", "until"}},
	"home-audience":            {{"tlp"}, {"cascade", "tlp"}},
	"home-draft":               {{"draft"}},
	"layout-missing":           {{"layout"}},
	"process-twice":            {{"process"}},
	"process-unknown":          {{"process"}},
	"review-overdue":           {{"review", "last"}},
	"path-collision":           {{"aliases"}},
	"role-unknown":             {{"role"}, {"for"}, {"cascade", "role"}},
	"scope-field":              {{"scope"}},
	"sheet-field":              {{"sheet"}},
	"step-unknown":             {{"step"}},
	"ref-unknown":              {{"refs"}},
	"survey-catalogue":         {{"catalogue"}},
	"survey-round":             {{"round"}},
	"survey-topic":             {{"topic"}},
	"survey-without-catalogue": {{"topic"}},
	"tag-bad":                  {{"tags"}},
	"tag-twin":                 {{"tags"}},
	"template-based-on":        {{"basedOn"}},
	"template-id-path":         {{"id"}},
	"template-needs":           {{"needs"}},
	"template-twin":            {{"id"}},
	"tlp-unpublishable":        {{"tlp"}, {"cascade", "tlp"}},
}

// Locate finds line and column of problems that name only a page: those of the
// key they are about, or of the entry of a list that the arguments name. Problems whose file or key cannot be found stay as they are.
func Locate(fsys fs.FS, list diag.List) {
	for i := range list {
		p := &list[i]
		if p.ID == "path-collision" && p.Args["alias"] == "" {
			continue // of the file's name
		}
		if ways := subjects[p.ID]; ways != nil && p.Col == 0 && strings.HasSuffix(p.Path, ".md") {
			locate(fsys, p, ways)
		}
	}
}

func locate(fsys fs.FS, p *diag.Problem, ways [][]string) {
	src, err := readAll(fsys, p.Path, 4096)
	if err != nil {
		return
	}
	doc, _ := strict.Split(src, p.Path)
	root, _ := strict.Parse(doc.Front, strict.Source{Path: p.Path})
	for _, way := range ways {
		if !strict.Has(root, way...) {
			continue
		}
		node := item(strict.Find(root, way...), cmp.Or(p.Args["value"], p.Args["alias"]))
		if node != nil {
			p.Line, p.Col = doc.FrontLine+node.Line-1, node.Column
			return
		}
	}
}

// item is the item of a list that equals value, nil if there is none; a node
// that is no list stands for itself.
func item(node *yaml.Node, value string) *yaml.Node {
	if node.Kind != yaml.SequenceNode || value == "" {
		return node
	}
	for _, n := range node.Content {
		if n.Value == value {
			return n
		}
	}
	return nil
}
