package main

import (
	"fmt"
	"path"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/site"
)

// biaCommand is what there is to do for business impact analyses.
func (a *app) biaCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "bia", Short: a.t("cmd.bia.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	cmd.AddCommand(a.biaSheetCommand(), a.biaAggregateCommand())
	return cmd
}

// analysis is what the commands below bia know of the site.
type analysis struct {
	dir       string // folder of the site
	opt       site.Options
	conf      *conf.Config
	catalogue *bia.Catalogue
	words     *i18n.Catalogue // of the portal's language
}

// analysis loads the processes of the site. With mistakes in one of them it
// prints these and gives up: values would be wrong.
func (a *app) analysis() (*analysis, error) {
	dir, opt, err := a.open()
	if err != nil {
		return nil, err
	}
	s := &analysis{dir: dir, opt: opt}
	cfg, problems := conf.Load(opt.FS)
	s.conf = cfg
	folder := path.Join(cfg.Data, bia.Dir)
	c, found, err := bia.Load(opt.FS, folder)
	if err != nil {
		return nil, fmt.Errorf("load processes: %w", err)
	}
	problems.Add(found...)
	if problems.HasErrors() {
		return nil, a.finish(site.Result{Problems: problems}, "text")
	}
	if len(c.Processes) == 0 {
		return nil, usageError{a.t("cmd.bia.none", "dir", folder), a.t("cmd.bia.none.hint", "dir", folder)}
	}
	s.catalogue = c
	if s.words, err = i18n.LoadFrom(opt.FS, cfg.I18n, cfg.Language); err != nil {
		s.words = a.text
	}
	return s, nil
}
