package main

import (
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/site"
)

// bscCommand is what there is to do for the Basis-Sicherheitscheck.
func (a *app) bscCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "bsc", Short: a.t("cmd.bsc.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	cmd.AddCommand(a.bscSheetCommand(), a.bscReportCommand(), a.bscAggregateCommand(), a.bscAuditCommand(), a.bscCatalogueCommand())
	return cmd
}

// survey is what the commands below bsc know of the site.
type survey struct {
	dir        string // folder of the site
	opt        site.Options
	conf       *conf.Config
	catalogues bsc.Catalogues
	words      *i18n.Catalogue // of the portal's language
}

// survey loads the catalogues of the site. With mistakes in one of them it
// prints these and gives up: answers would be counted wrong.
func (a *app) survey() (*survey, error) {
	dir, opt, err := a.open()
	if err != nil {
		return nil, err
	}
	s := &survey{dir: dir, opt: opt}
	cfg, problems := conf.Load(opt.FS)
	s.conf = cfg
	all, found, err := bsc.Load(opt.FS, path.Join(cfg.Data, bsc.Dir))
	if err != nil {
		return nil, fmt.Errorf("load catalogues: %w", err)
	}
	problems.Add(found...)
	if problems.HasErrors() {
		return nil, a.finish(site.Result{Problems: problems}, "text")
	}
	s.catalogues = all
	if s.words, err = i18n.LoadFrom(opt.FS, cfg.I18n, cfg.Language); err != nil {
		s.words = a.text
	}
	return s, nil
}

// catalogue is the one with an id, else the one in use (Catalogues.Current).
func (a *app) catalogue(s *survey, id string) (*bsc.Catalogue, error) {
	if len(s.catalogues) == 0 {
		return nil, usageError{a.t("cmd.bsc.catalogue.none", "dir", path.Join(s.conf.Data, bsc.Dir)), a.t("cmd.bsc.catalogue.none.hint")}
	}
	c := s.catalogues.Current()
	if id != "" {
		c = s.catalogues[id]
	}
	if c == nil {
		return nil, usageError{a.t("cmd.bsc.catalogue.unknown", "id", id), a.t("cmd.bsc.catalogue.unknown.hint", "known", strings.Join(s.catalogues.IDs(), ", "))}
	}
	return c, nil
}
