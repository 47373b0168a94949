package lint

import (
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Links follows every reference of every page. pages maps output paths
// ("leitfaden/bia/index.html") to their scans; exists reports whether any
// other file is part of the build (images, downloads, pages without a scan).
// With portable set every link must name its file, because file:// has no
// index.html. The problems are sorted.
func Links(pages map[string]Page, exists func(path string) bool, portable bool) diag.List {
	w := walker{pages: pages, exists: exists, portable: portable, known: map[string]bool{}}
	for path, page := range pages {
		for _, ref := range page.Refs {
			w.follow(path, ref)
		}
	}
	return w.problems.Sorted()
}

type walker struct {
	pages    map[string]Page
	exists   func(string) bool
	portable bool
	known    map[string]bool // answers of exists
	buf      []byte          // the path being resolved
	problems diag.List
}

// follow checks one reference; it allocates only for problems and for files
// that are not pages.
func (w *walker) follow(from string, ref Ref) {
	path, frag, ok := resolve(w.buf, from, ref.URL)
	if !ok {
		w.report("link-outside", from, ref)
		return
	}
	w.buf = path
	page, isPage := w.pages[string(path)]
	switch {
	case isPage:
	case w.isFile(path):
	case w.isPagePath(path):
		w.report("link-no-slash", from, ref)
		return
	default:
		w.report("link-missing", from, ref, "target", string(path))
		return
	}
	if w.portable && namesFolder(ref.URL) {
		w.report("link-not-portable", from, ref, "target", string(path))
	}
	if isPage && frag != "" && !page.has(frag) {
		w.report("link-anchor-missing", from, ref, "target", string(path), "anchor", unpercent(frag))
	}
}

// isFile asks exists once a path.
func (w *walker) isFile(path []byte) bool {
	found, asked := w.known[string(path)]
	if !asked {
		found = w.exists(string(path))
		w.known[string(path)] = found
	}
	return found
}

// isPagePath reports whether path is a page whose slash was left out.
func (w *walker) isPagePath(path []byte) bool {
	_, ok := w.pages[string(path)+"/index.html"]
	return ok
}

func (w *walker) report(id, from string, ref Ref, pairs ...string) {
	pairs = append(pairs, "url", ref.URL, "attr", ref.Attr)
	w.problems.Add(diag.New(id, from, ref.Line, pairs...))
}

// namesFolder reports whether the path of url ends in a folder.
func namesFolder(url string) bool {
	path, _ := cutURL(url)
	last := path[strings.LastIndexAny(path, `/\`)+1:]
	return path != "" && (last == "" || last == "." || last == "..")
}

// has reports whether the page has what the fragment names: an id, its top,
// or a text fragment, which needs no id.
func (p Page) has(frag string) bool {
	frag, _, _ = strings.Cut(frag, ":~:")
	if frag == "" || strings.EqualFold(frag, "top") {
		return true
	}
	if _, ok := slices.BinarySearch(p.IDs, hashString(unpercent(frag))); ok {
		return true
	}
	_, ok := slices.BinarySearch(p.IDs, hashString(frag))
	return ok
}
