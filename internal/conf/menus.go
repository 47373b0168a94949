package conf

import (
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxMenuDepth is the number of levels that a keyboard user can be asked to
// open.
const maxMenuDepth = 2

func (k *checker) menus() {
	for _, name := range slices.Sorted(maps.Keys(k.conf.Menus)) {
		if !isSlug(name) {
			k.add("conf-menu-name", []string{"menus", name}, "name", name)
		}
		k.menu(k.conf.Menus[name], []string{"menus", name}, 1)
	}
}

// menu checks the items of one level. A missing title is found by Decode.
func (k *checker) menu(items []MenuItem, way []string, depth int) {
	for i := range items {
		item := &items[i]
		here := append(slices.Clone(way), strconv.Itoa(i))
		switch {
		case item.Page != "" && item.URL != "":
			k.add("conf-menu-both", append(here, "url"), "title", item.Title)
		case item.Page == "" && item.URL == "" && len(item.Children) == 0:
			k.add("conf-menu-target", here, "title", item.Title)
		}
		k.menuTarget(item, here)
		if len(item.Children) > 0 && depth == maxMenuDepth {
			k.add("conf-menu-depth", append(here, "children"), "title", item.Title, "max", strconv.Itoa(maxMenuDepth))
			item.Children = nil
		}
		k.menu(item.Children, append(here, "children"), depth+1)
	}
}

// menuTarget checks the form of page and url. Logical paths have no slash at
// their ends, as links in content do, and no file name.
func (k *checker) menuTarget(item *MenuItem, here []string) {
	if item.Page != "" && item.Page != "/" {
		clean := strings.Trim(item.Page, "/")
		if !fs.ValidPath(clean) || clean == "." || strings.HasSuffix(clean, ".md") || strings.ContainsAny(clean, `\?#:`) {
			k.add("conf-menu-page", append(slices.Clone(here), "page"), "title", item.Title, "value", item.Page)
		}
		item.Page = clean
	}
	if item.URL != "" {
		u, err := url.Parse(item.URL)
		contact := err == nil && (u.Scheme == "mailto" || u.Scheme == "tel") && u.Opaque != ""
		if err != nil || !contact && !isWeb(u) {
			k.add("conf-menu-url", append(slices.Clone(here), "url"), "title", item.Title, "value", item.URL)
		}
	}
}
