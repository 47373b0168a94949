package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/versions"
)

func (a *app) templateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "template", Short: a.t("cmd.template.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	var without []string
	release := &cobra.Command{
		Use: "release ID…", Short: a.t("cmd.template.release.short"), Long: a.t("cmd.template.release.long"), Args: a.between(1, 1000),
		RunE: func(cmd *cobra.Command, args []string) error { return a.releaseTemplates(cmd.Context(), args, without) },
	}
	release.Flags().StringSliceVar(&without, "without", nil, a.t("cmd.flag.without"))
	var listJSON, diffJSON bool
	list := &cobra.Command{
		Use: "list", Short: a.t("cmd.template.list.short"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listTemplates(cmd.Context(), listJSON) },
	}
	list.Flags().BoolVar(&listJSON, "json", false, a.t("cmd.flag.json"))
	diff := &cobra.Command{
		Use: "diff ID@V1 ID@V2", Short: a.t("cmd.template.diff.short"), Long: a.t("cmd.template.diff.long"), Args: a.between(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.diffTemplates(cmd.Context(), args[0], args[1], diffJSON)
		},
	}
	diff.Flags().BoolVar(&diffJSON, "json", false, a.t("cmd.flag.json"))
	cmd.AddCommand(release, list, diff)
	return cmd
}

// templates loads all templates of the site and its folder.
func (a *app) templates(ctx context.Context) (dir string, list []site.Template, err error) {
	tuneMemory()
	dir, opt, err := a.open()
	if err != nil {
		return "", nil, err
	}
	opt.Store.Save = nil // nothing of the site's cache changes
	list, err = site.LoadTemplates(ctx, opt)
	return dir, list, err
}

// lookup is the template with an id.
func (a *app) lookup(list []site.Template, id string) (*site.Template, error) {
	for i := range list {
		if list[i].Page.Template.ID == id {
			return &list[i], nil
		}
	}
	return nil, usageError{a.t("cmd.template.unknown", "id", id), a.t("cmd.template.unknown.hint")}
}

// releaseTemplates freezes templates as they stand. With a problem in one of
// them nothing is written.
func (a *app) releaseTemplates(ctx context.Context, ids, without []string) error {
	dir, list, err := a.templates(ctx)
	if err != nil {
		return err
	}
	var result site.Result
	var fresh []*site.Template
	for _, id := range ids {
		t, err := a.lookup(list, id)
		if err != nil {
			return err
		}
		t.Now.Without = without
		isFresh, problems := versions.Check(t.Page, t.Now, t.Released, t.Lines)
		result.Problems.Add(t.Problems...)
		result.Problems.Add(problems...)
		if isFresh {
			fresh = append(fresh, t)
		} else if !problems.HasErrors() {
			a.say(a.t("cmd.template.release.known", "ref", t.Now.Ref().String()))
		}
	}
	if err := a.finish(result, "text"); err != nil {
		return err
	}
	for _, t := range fresh {
		if err := writeRelease(dir, t); err != nil {
			return err
		}
		a.say(a.t("cmd.template.release.done", "ref", t.Now.Ref().String(), "path", versions.Path(t.Page.Source, t.Now.Number)))
	}
	return nil
}

// writeRelease writes a release that is not there yet.
func writeRelease(dir string, t *site.Template) error {
	name := filepath.Join(dir, filepath.FromSlash(versions.Path(t.Page.Source, t.Now.Number)))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return fmt.Errorf("release template: %w", err)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("release template: %w", err)
	}
	_, err = f.Write(t.Now.Bytes())
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("release template: %w", errors.Join(err, os.Remove(name)))
	}
	return nil
}

// templateRow is a line of the list.
type templateRow struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Date    string `json:"date"`
	Title   string `json:"title"`
	Kind    string `json:"kind"`
	// Released is the newest released version, "" without any; Changed says
	// that the text is another one by now.
	Released string `json:"released"`
	Changed  bool   `json:"changed"`
}

func (a *app) listTemplates(ctx context.Context, asJSON bool) error {
	_, list, err := a.templates(ctx)
	if err != nil {
		return err
	}
	rows := []templateRow{}
	for _, t := range list {
		row := templateRow{
			ID: t.Now.ID, Version: t.Now.Number.String(), Date: t.Now.Date, Title: t.Now.Title, Kind: string(t.Page.Kind), Changed: true,
		}
		if last := versions.Last(t.Released); last != nil {
			row.Released, row.Changed = last.Number.String(), !versions.Equal(last, t.Now)
		}
		rows = append(rows, row)
	}
	if asJSON {
		return a.printJSON(rows)
	}
	for _, r := range rows {
		state := "cmd.template.list.released"
		switch {
		case r.Released == "":
			state = "cmd.template.list.never"
		case r.Changed:
			state = "cmd.template.list.changed"
		}
		fmt.Fprintf(a.out, "%-34s %-7s %-10s  %-22s  %s\n", r.ID, r.Version, r.Date, a.t(state), r.Title)
	}
	return nil
}

// printJSON prints a value for programs.
func (a *app) printJSON(value any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}

// version is what a reference names: id@1.0.0, or id for the text as it stands.
func (a *app) version(list []site.Template, ref string) (*versions.Version, error) {
	id, number, released := strings.Cut(ref, "@")
	t, err := a.lookup(list, id)
	if err != nil {
		return nil, err
	}
	if !released {
		return t.Now, nil
	}
	var known []string
	for _, v := range t.Released {
		if v.Number.String() == number {
			return v, nil
		}
		known = append(known, v.Number.String())
	}
	if _, err := content.ParseVersion(number); err != nil || len(known) == 0 {
		return nil, usageError{a.t("cmd.template.no-version", "ref", ref), a.t("cmd.template.no-version.hint")}
	}
	return nil, usageError{a.t("cmd.template.no-version", "ref", ref), a.t("cmd.template.known", "known", strings.Join(known, ", "))}
}
