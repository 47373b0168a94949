package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/history"
)

// notes sorts the notes of commits by whether the audience of a tree may read
// them: those of commits that touched what is withheld from it are secrets, by
// the day of the commit; all others are not. full and visible are as in
// leak.Options. Without a history there are none.
func notes(ctx context.Context, opt Options, tree *content.Tree, full, visible fs.FS) (withheld map[string][]string, public []string, err error) {
	if opt.Log == nil {
		return nil, nil, nil
	}
	log, err := opt.Log(ctx)
	switch {
	case errors.Is(err, history.ErrNone), errors.Is(err, history.ErrShallow), errors.Is(err, history.ErrTooLong):
		return nil, nil, nil
	case err != nil:
		return nil, nil, fmt.Errorf("collect secrets: %w", err)
	}
	withheld = map[string][]string{}
	for _, commit := range log.Commits {
		for _, part := range commit.Parts {
			secret := slices.ContainsFunc(part.Files, func(name string) bool { return there(full, name) && !there(visible, name) })
			for _, note := range part.Notes {
				switch day := "git " + commit.Day.Format("2006-01-02"); {
				case note.Page == "" && secret:
					withheld[day] = append(withheld[day], note.Text)
				case note.Page == "", tree.Page(note.Page) != nil:
					public = append(public, note.Text)
				}
			}
		}
	}
	return withheld, public, nil
}

func there(fsys fs.FS, name string) bool {
	_, err := fs.Lstat(fsys, name)
	return err == nil
}

// both joins texts by where they come from.
func both(a, b map[string][]string) map[string][]string {
	out := maps.Clone(a)
	if out == nil {
		return b
	}
	for from, texts := range b {
		out[from] = append(slices.Clip(out[from]), texts...)
	}
	return out
}
