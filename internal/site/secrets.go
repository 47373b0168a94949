package site

import (
	"context"
	"strings"

	"github.com/kaaw/nachbar/internal/audience"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/derived"
	"github.com/kaaw/nachbar/internal/leak"
)

// Secrets collects all that is withheld from the audience of opt, to prove that a
// build holds nothing of it. Notes of commits are among it as far as opt.Log tells
// them; texts are further ones that stand in no file, by where they come from, nil
// for none.
func Secrets(ctx context.Context, opt Options, texts map[string][]string) (*leak.Secrets, error) {
	l := &loader{opt: opt}
	if err := l.start(); err != nil {
		return nil, err
	}
	if err := l.readParts(ctx, nil); err != nil {
		return nil, err
	}
	l.derive()
	tree, _, err := l.content.Load(ctx)
	if err != nil {
		return nil, err
	}
	all, _ := guard(l.all, l.conf)
	full, visible := derived.Over(all, l.processPages()), audience.Only(l.derived, l.conf.Content, tree.Holds)
	withheld, public, err := notes(ctx, opt, tree, full, visible)
	if err != nil {
		return nil, err
	}
	return leak.Collect(ctx, leak.Options{
		Full:    full,
		Visible: visible,
		Folders: []string{l.conf.Content, l.conf.Data},
		Inputs:  []string{conf.File, l.conf.Content, l.conf.Layouts, l.conf.Static, l.conf.Data, l.conf.I18n},
		Texts:   both(texts, withheld),
		Public:  append(public, l.conf.Title),
		Extract: func(ctx context.Context, name string, src []byte) (string, string, error) {
			txt, err := (&snapshot{opt: opt}).readDocument(ctx, name, src)
			if err != nil {
				return "", "", err
			}
			var b strings.Builder
			for _, section := range txt.Sections {
				b.WriteString(section.Title + "\n" + section.Text + "\n")
			}
			return txt.Title, b.String(), nil
		},
	})
}
