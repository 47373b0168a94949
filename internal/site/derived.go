package site

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/derived"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// derive lays the pages that stand in data files over the content folder, and
// makes the content loader look again at those that changed. A folder with an
// index.md in it stands in the place of a page as a file does.
func (l *loader) derive() {
	var pages []derived.Page
	if _, err := fs.Stat(l.real, l.conf.Content); err == nil {
		pages = l.processes.Pages(path.Join(l.conf.Content, view.ProcessesPath))
	}
	pages = slices.DeleteFunc(pages, func(p derived.Page) bool {
		_, err := fs.Stat(l.real, strings.TrimSuffix(p.Name, ".md")+"/index.md")
		return err == nil
	})
	if changed := l.derived.Set(pages); len(changed) > 0 {
		l.content.Forget(changed)
	}
}

// atOrigin moves problems of derived pages to the data files in which they are
// mended.
func (s *snapshot) atOrigin(list diag.List) diag.List {
	fsys, ok := s.opt.FS.(*derived.FS)
	if !ok {
		return list
	}
	out := slices.Clone(list)
	for i := range out {
		p := &out[i]
		if page := fsys.Page(p.Path); page != nil {
			p.Path, p.Line, p.Col = page.Origin, page.Line, 0
		}
		for name, value := range p.Args {
			if page := fsys.Page(value); page != nil {
				p.Args = maps.Clone(p.Args)
				p.Args[name] = page.Origin
			}
		}
	}
	return out
}
