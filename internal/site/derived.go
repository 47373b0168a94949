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
	pages := l.processPages()
	pages = slices.DeleteFunc(pages, func(p derived.Page) bool {
		_, err := fs.Stat(l.real, strings.TrimSuffix(p.Name, ".md")+"/index.md")
		return err == nil
	})
	if changed := l.derived.Set(pages); len(changed) > 0 {
		l.content.Forget(changed)
	}
}

// processPages are the pages that the process catalogue stands for.
func (l *loader) processPages() []derived.Page {
	if _, err := fs.Stat(l.real, l.conf.Content); err != nil {
		return nil
	}
	return l.processes.Pages(path.Join(l.conf.Content, view.ProcessesPath))
}

// reviewDerived names files that stand in the place of a derived page and are
// withheld: the page would vanish for readers whom the file is not meant for,
// although its data are.
func (s *snapshot) reviewDerived(pages []derived.Page) {
	for _, p := range pages {
		for _, source := range []string{p.Name, strings.TrimSuffix(p.Name, ".md") + "/index.md"} {
			if s.model.Tree.Withheld(source) != "" && s.derived.Page(source) == nil {
				s.problems.Add(diag.New("audience-derived", source, 1, "data", p.Origin))
			}
		}
	}
}

// atOrigin moves problems of derived pages to the data files in which they are
// mended.
func (s *snapshot) atOrigin(list diag.List) diag.List {
	out := slices.Clone(list)
	for i := range out {
		p := &out[i]
		if page := s.derived.Page(p.Path); page != nil {
			p.Path, p.Line, p.Col = page.Origin, page.Line, 0
		}
		for name, value := range p.Args {
			if page := s.derived.Page(value); page != nil {
				p.Args = maps.Clone(p.Args)
				p.Args[name] = page.Origin
			}
		}
	}
	return out
}
