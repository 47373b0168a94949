package site

import (
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// checkMenus names menu entries whose page does not exist. Entries of pages
// that another audience has are fine. Where the whole content is missing, so
// are they.
func (s *snapshot) checkMenus() {
	if len(s.model.Tree.Pages) <= 1 && s.problems.HasErrors() {
		return
	}
	for name, items := range s.model.Conf.Menus {
		s.checkMenu(name, items, []string{"menus", name})
	}
}

// checkMenu checks the items that stand at way in nachbar.yaml.
func (s *snapshot) checkMenu(menu string, items []conf.MenuItem, way []string) {
	for i, item := range items {
		here := append(slices.Clone(way), strconv.Itoa(i))
		page := strings.Trim(item.Page, "/")
		if item.Page != "" && s.model.Tree.Page(page) == nil && !s.hasRoute(page) && !s.withheldPath(page) {
			p := diag.New("menu-page-missing", conf.File, 0, "menu", menu, "page", item.Page)
			p.Line, p.Col = settingAt(s.opt.FS, append(here, "page")...)
			if !s.reported(p) {
				s.problems.Add(p)
			}
		}
		s.checkMenu(menu, item.Children, append(here, "children"))
	}
}

// reported tells whether there is a problem at the place of p already.
func (s *snapshot) reported(p diag.Problem) bool {
	return slices.ContainsFunc(s.problems, func(q diag.Problem) bool {
		return q.Path == p.Path && q.Line == p.Line && q.Col == p.Col && p.Line > 0
	})
}

// settingAt is where a value stands in nachbar.yaml, 0 if it cannot be found.
func settingAt(fsys fs.FS, way ...string) (line, col int) {
	src, err := fs.ReadFile(fsys, conf.File)
	if err != nil {
		return 0, 0
	}
	root, _ := strict.Parse(src, strict.Source{Path: conf.File})
	if node := strict.Find(root, way...); node != nil {
		return node.Line, node.Column
	}
	return 0, 0
}

func (s *snapshot) hasRoute(logical string) bool {
	return s.model.Generated(logical)
}

// withheldPath reports whether a page of that path exists for others.
func (s *snapshot) withheldPath(logical string) bool {
	base := s.model.Conf.Content + "/" + logical
	for _, source := range []string{base + ".md", base + "/index.md", base + "/_index.md"} {
		if s.model.Tree.Withheld(source) != "" {
			return true
		}
	}
	return false
}

// rootURL reports whether the address has no path.
func rootURL(base string) bool {
	u, err := url.Parse(base)
	return err != nil || u.Path == "" || u.Path == "/"
}

func join(names []string) string { return strings.Join(names, ", ") }
