package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/isms"
	"github.com/kaaw/nachbar/internal/site"
)

// exported is a file that the command writes.
type exported struct {
	name string
	make func(p *isms.Package) ([]byte, error)
}

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "export", Short: a.t("cmd.export.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	var dir, id, audience string
	add := func(use string, files func(p *isms.Package) []exported) {
		sub := &cobra.Command{
			Use: use, Short: a.t("cmd.export." + use + ".short"), Long: a.t("cmd.export.long"), Args: a.between(0, 0),
			RunE: func(cmd *cobra.Command, _ []string) error {
				return a.exportISMS(cmd.Context(), id, audience, dir, files)
			},
		}
		sub.Flags().StringVarP(&dir, "output", "o", ".", a.t("cmd.flag.export.out"))
		sub.Flags().StringVar(&id, "catalogue", "", a.t("cmd.flag.export.catalogue"))
		sub.Flags().StringVar(&audience, "audience", "", a.t("cmd.flag.audience"))
		cmd.AddCommand(sub)
	}
	add("oscal", func(*isms.Package) []exported {
		return []exported{{isms.ComponentFile, (*isms.Package).ComponentDefinition}, {isms.ProfileFile, (*isms.Package).Profile}}
	})
	add("csv", func(p *isms.Package) []exported {
		return []exported{
			{bsc.ExportName(p.Catalogue, "csv"), func(p *isms.Package) ([]byte, error) { return p.Catalogue.Export("csv") }},
			{isms.TemplatesFile, (*isms.Package).TemplatesCSV},
		}
	})
	return cmd
}

// exportISMS writes files about a catalogue and the templates of an audience. All
// are made before the first is written.
func (a *app) exportISMS(ctx context.Context, id, audience, dir string, files func(p *isms.Package) []exported) error {
	tuneMemory()
	_, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Store.Save = nil // nothing of the site's cache changes
	opt.Audience = audience
	p, err := site.LoadISMS(ctx, opt, id)
	if err != nil {
		return err
	}
	if p == nil || p.Catalogue.GSPP == "" {
		return usageError{a.t("cmd.export.none"), a.t("cmd.export.none.hint")}
	}
	list := files(p)
	made := make([][]byte, len(list))
	for i, f := range list {
		if made[i], err = f.make(p); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for i, f := range list {
		name := filepath.Join(dir, f.name)
		if err := writeWhole(name, made[i]); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		a.say(name)
	}
	return nil
}
