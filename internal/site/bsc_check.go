package site

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
)

// loadJargon reads the words that texts for the head of a municipality do
// without; a site need not have the list.
func (l *loader) loadJargon() (bsc.Jargon, diag.List, error) {
	list, problems, err := bsc.LoadJargon(l.opt.FS, path.Join(l.conf.Data, bsc.JargonFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read data: %w", err)
	}
	return list, problems, nil
}

// reviewCatalogues holds the catalogues to the list of the Kompendium's modules,
// to the pages and to plain words. A page that this audience does not have is
// not missing.
func (s *snapshot) reviewCatalogues(jargon bsc.Jargon) {
	facts := bsc.Facts{
		Jargon: jargon,
		Module: func(id string) bool { return s.model.Data.Has("bsi/bausteine", "id", id) },
		Page: func(to string) bool {
			if s.model.Tree.Page(to) != nil {
				return true
			}
			for _, end := range []string{".md", "/index.md", "/_index.md"} {
				if s.model.Tree.Withheld(path.Join(s.model.Conf.Content, to)+end) != "" {
					return true
				}
			}
			return false
		},
	}
	all := s.surveys().Catalogues
	for _, id := range all.IDs() {
		for _, p := range all[id].Check(path.Join(s.model.Conf.Data, bsc.Dir), facts) {
			s.problems.Add(s.soften(p))
		}
	}
}
