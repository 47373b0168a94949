package content

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Standing says whom a page is meant for, and what says so.
type Standing struct {
	Source, Title string
	Draft         bool
	// Label is 0 if there is none, or one that cannot be understood.
	Label tlp.Label
	// By is ByPage, ByCascade, ByDefault, ByNobody or ByMistake. From is the file
	// that gives the label and Line its line there; "" and 0 for the default of
	// the site and for none.
	By   string
	From string
	Line int
	// Above are the sections that the page lies in, the outermost first: who does
	// not see one of them does not see the page.
	Above []Standing
	// Files are the files beside the page that are published with it, Releases
	// those of released versions, which never are.
	Files, Releases []string
}

// What gives a page its label.
const (
	ByPage    = "page"
	ByCascade = "cascade"
	ByDefault = "default"
	ByNobody  = "none"
	ByMistake = "unreadable"
)

// Sources are the files of all pages that were read, sorted.
func (l *Loader) Sources() []string { return slices.Sorted(maps.Keys(l.files)) }

// Standing explains the page of a file that was read by Load.
func (l *Loader) Standing(source string) (s Standing, ok bool) {
	f := l.files[source]
	if f == nil {
		return s, false
	}
	s = l.standing(f)
	dir := path.Dir(source)
	if isIndex(source) {
		s.Files, s.Releases = l.beside(dir, path.Base(source) == "index.md")
		dir = path.Dir(dir)
	}
	for ; dir != "." && (dir == l.opt.Dir || strings.HasPrefix(dir, l.opt.Dir+"/")); dir = path.Dir(dir) {
		if above := l.files[path.Join(dir, "_index.md")]; above != nil && above != f {
			s.Above = append(s.Above, l.standing(above))
		}
	}
	slices.Reverse(s.Above)
	return s, true
}

func isIndex(source string) bool {
	return path.Base(source) == "index.md" || path.Base(source) == "_index.md"
}

// standing is that of a page alone.
func (l *Loader) standing(f *file) Standing {
	s := Standing{Source: f.source, Title: f.front.Title, Draft: f.front.Draft, By: ByNobody}
	switch {
	case f.mislabelled:
		s.By, s.From, s.Line = ByMistake, f.source, 1
		return s
	case f.front.TLP != nil:
		s.By, s.Label, s.From = ByPage, *f.front.TLP, f.source
		s.Line = l.lineOf(f.source, "tlp")
		return s
	}
	for dir := path.Dir(f.source); dir != "." && len(dir) >= len(l.opt.Dir); dir = path.Dir(dir) {
		index := l.files[path.Join(dir, "_index.md")]
		if index != nil && index.front.Cascade != nil && index.front.Cascade.TLP != nil {
			s.By, s.Label, s.From = ByCascade, *index.front.Cascade.TLP, index.source
			s.Line = l.lineOf(index.source, "cascade", "tlp")
			return s
		}
	}
	if l.opt.DefaultLabel != nil {
		s.By, s.Label = ByDefault, *l.opt.DefaultLabel
	}
	return s
}

// lineOf is the line of a key in front matter, 0 if it cannot be found.
func (l *Loader) lineOf(source string, way ...string) int {
	src, err := readAll(l.fsys, source, 4096)
	if err != nil {
		return 0
	}
	doc, _ := strict.Split(src, source)
	root, _ := strict.Parse(doc.Front, strict.Source{Path: source})
	if root == nil || !strict.Has(root, way...) {
		return 0
	}
	return doc.FrontLine + strict.Find(root, way...).Line - 1
}

// beside are the files of a page's folder, of those below as well if deep.
func (l *Loader) beside(dir string, deep bool) (files, releases []string) {
	for _, e := range l.listings[dir] {
		full := path.Join(dir, e.name)
		switch {
		case e.bad != nil || strings.HasSuffix(e.name, ".md") || l.opt.Ignored(l.relative(full)):
		case !e.dir:
			files = append(files, full)
		case deep && e.name == VersionsDir:
			releases, _ = l.beside(full, false)
		case deep:
			below, _ := l.beside(full, true)
			files = append(files, below...)
		}
	}
	return files, releases
}
