package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/contribution"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/parts"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/tlp"
)

// importLimit is the time after which one file is given up.
const importLimit = 90 * time.Second

type importFlags struct{ out, to, origin, license, format string }

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use: "import FILE…", Short: a.t("cmd.import.short"), Long: a.t("cmd.import.long"), Args: a.between(1, 1000),
		RunE: func(cmd *cobra.Command, files []string) error { return a.importFiles(cmd.Context(), files, f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", a.t("cmd.flag.import.output"))
	flags.StringVar(&f.to, "to", "vorlagen", a.t("cmd.flag.import.to"))
	flags.StringVar(&f.origin, "origin", "", a.t("cmd.flag.import.origin"))
	flags.StringVar(&f.license, "license", "", a.t("cmd.flag.import.license"))
	flags.StringVar(&f.format, "format", "text", a.t("cmd.flag.import.format"))
	return cmd
}

// importFiles takes in files. Everything is made before anything is written.
func (a *app) importFiles(ctx context.Context, files []string, f importFlags) error {
	switch {
	case f.format != "text" && f.format != "json":
		return usageError{message: a.t("cmd.clean.format", "format", f.format)}
	case f.license != "" && !slices.Contains(contribution.Licenses(), f.license):
		return usageError{message: a.t("cmd.import.license", "license", f.license, "known", strings.Join(contribution.Licenses(), ", "))}
	case !fs.ValidPath(f.to) || f.to == ".":
		return usageError{message: a.t("cmd.import.to", "to", f.to)}
	}
	dir, opt, err := a.open()
	if err != nil {
		return err
	}
	cfg, _ := conf.Load(opt.FS)
	reader := text.NewReader("")
	defer reader.Close()
	take, label, err := a.takeOptions(ctx, cfg, opt, f, reader)
	if err != nil {
		return err
	}
	var results []contribution.Result
	for _, name := range files {
		found, err := a.take(ctx, name, take)
		if err != nil {
			return err
		}
		results = append(results, found...)
	}
	made := a.placed(f.out, filepath.Join(dir, filepath.FromSlash(cfg.Content)), results)
	for i, target := range made {
		if target == "" {
			continue
		}
		if err := writePage(target, results[i].Page.Files); err != nil {
			return fmt.Errorf("import %s: %w", results[i].Name, err)
		}
	}
	return a.reportImport(results, made, label, f.format)
}

// takeOptions are what package contribution has to know of the site.
func (a *app) takeOptions(ctx context.Context, cfg *conf.Config, opt site.Options, f importFlags, reader *text.Reader) (contribution.Options, string, error) {
	words, err := i18n.LoadFrom(opt.FS, cfg.I18n, cfg.Language)
	if err != nil {
		return contribution.Options{}, "", fmt.Errorf("read words: %w", err)
	}
	label := tlp.Label(0)
	audience := ""
	for _, each := range cfg.Audiences {
		if each.TLP.Valid() && (audience == "" || each.TLP > label) {
			audience, label = each.Name, each.TLP
		}
	}
	opt.Audience = audience
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		pandoc = ""
	}
	return contribution.Options{
		Section: f.to, Origin: f.origin, License: f.license, Label: label.String(), Day: time.Now().Format(time.DateOnly),
		Rules: privacy.NewRules(cfg.Organisation.Email, opt.Members), Callouts: callouts(words), Text: words.T, Pandoc: pandoc,
		Template: templatesOf(ctx, opt),
		PDF: func(ctx context.Context, name string, src []byte) (title, body string) {
			read, err := reader.Extract(ctx, name, src)
			if err != nil {
				return "", ""
			}
			var b strings.Builder
			for _, s := range read.Sections {
				b.WriteString(s.Title + "\n" + s.Text + "\n")
			}
			return read.Title, b.String()
		},
	}, label.String(), nil
}

// callouts are the types of boxes by their words.
func callouts(words *i18n.Catalogue) map[string]string {
	types := map[string]string{}
	for _, typ := range []string{"note", "tip", "warning", "danger", "example", "hint", "nw", "ni"} {
		types[words.T("markdown.callout."+typ, nil)] = typ
	}
	return types
}

// templatesOf looks templates up; the site is loaded for the first one.
func templatesOf(ctx context.Context, opt site.Options) func(id string) (*contribution.Template, error) {
	var list []site.Template
	var copies *site.Copies
	return func(id string) (*contribution.Template, error) {
		if copies == nil {
			var err error
			if list, err = site.LoadTemplates(ctx, opt); err != nil {
				return nil, err
			}
			if copies, err = site.LoadCopies(ctx, opt); err != nil {
				return nil, err
			}
		}
		for _, t := range list {
			if t.Page.Template.ID != id || copies.Template(id) == nil {
				continue
			}
			src, err := fs.ReadFile(opt.FS, t.Page.Source)
			if err != nil {
				return nil, fmt.Errorf("read template: %w", err)
			}
			return &contribution.Template{
				ID: id, Version: t.Page.Template.Version.String(), Section: path.Dir(t.Page.Path), Source: src, Now: t.Now, Lines: t.Lines, Released: t.Released,
				Form: func(format string) (*form.Form, error) {
					made, _, err := copies.Form(id, format)
					return made, err
				},
			}, nil
		}
		return nil, nil
	}
}

// take takes in one file of the disk.
func (a *app) take(ctx context.Context, name string, opt contribution.Options) ([]contribution.Result, error) {
	src, err := readBounded(name)
	var refusal *parts.Error
	if errors.As(err, &refusal) {
		return []contribution.Result{{Name: name, Problems: diag.List{diag.New(refusal.ID, name, 0)}}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, importLimit)
	defer cancel()
	results, err := contribution.Take(limited, filepath.ToSlash(name), src, opt)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return []contribution.Result{{Name: name, Problems: diag.List{diag.New("office-time", name, 0, "max", importLimit.String())}}}, nil
	}
	return results, err
}

// placed finds a folder for each page. One that is there already, or is that of
// another page of this run, is a problem: nothing is written over.
func (a *app) placed(out, content string, results []contribution.Result) []string {
	made := make([]string, len(results))
	taken := map[string]bool{}
	for i := range results {
		r := &results[i]
		if r.Page == nil {
			continue
		}
		parent := out
		if parent == "" {
			parent = filepath.Join(content, filepath.FromSlash(r.Page.Section))
		}
		target := filepath.Join(parent, r.Page.Name)
		if _, err := os.Lstat(target); err == nil || taken[strings.ToLower(target)] {
			r.Problems.Add(diag.New("import-exists", r.Name, 0, "folder", filepath.ToSlash(target)))
			continue
		}
		taken[strings.ToLower(target)] = true
		made[i] = target
	}
	return made
}

// writePage writes a folder that nobody sees before it is complete.
func writePage(target string, files []contribution.File) error {
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return err
	}
	staged, err := os.MkdirTemp(parent, ".import-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(staged)
	if err := os.Chmod(staged, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(staged, filepath.Base(f.Name)), f.Data, 0o666); err != nil {
			return err
		}
	}
	return os.Rename(staged, target)
}
