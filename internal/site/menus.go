package site

import (
	"net/url"
	"strings"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// checkMenus names menu entries whose page does not exist. Entries of pages
// that another audience has are fine.
func (s *snapshot) checkMenus() {
	reachable := map[string]bool{}
	for name, items := range s.model.Conf.Menus {
		s.checkMenu(name, items, reachable)
	}
}

func (s *snapshot) checkMenu(menu string, items []conf.MenuItem, reachable map[string]bool) {
	for _, item := range items {
		page := strings.Trim(item.Page, "/")
		if item.Page != "" && s.model.Tree.Page(page) == nil && !s.hasRoute(page) && !s.withheldPath(page) {
			s.problems.Add(diag.New("menu-page-missing", conf.File, 0, "menu", menu, "page", item.Page))
		}
		s.checkMenu(menu, item.Children, reachable)
	}
}

func (s *snapshot) hasRoute(logical string) bool {
	return logical == view.TagsPath || logical == view.IndexPath
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
