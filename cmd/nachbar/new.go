package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
)

func (a *app) newCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "new", Short: a.t("cmd.new.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	cmd.AddCommand(
		&cobra.Command{
			Use: "site DIR", Short: a.t("cmd.new.site.short"), Args: a.between(1, 1),
			RunE: func(_ *cobra.Command, args []string) error { return a.newSite(args[0]) },
		},
		&cobra.Command{
			Use: "page PATH", Short: a.t("cmd.new.page.short"), Long: a.t("cmd.new.page.long"), Args: a.between(1, 1),
			RunE: func(_ *cobra.Command, args []string) error { return a.newPage(args[0]) },
		},
		&cobra.Command{
			Use: "template ID", Short: a.t("cmd.new.template.short"), Long: a.t("cmd.new.template.long"), Args: a.between(1, 1),
			RunE: func(_ *cobra.Command, args []string) error { return a.newTemplate(args[0]) },
		},
	)
	return cmd
}

// between asks for a number of arguments in the language of the user.
func (a *app) between(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return usageError{message: a.t("cmd.arguments", "usage", cmd.UseLine())}
		}
		return nil
	}
}

// newSite writes the start of a site into an empty or missing folder.
func (a *app) newSite(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("new site: %w", err)
	}
	if len(entries) > 0 {
		return usageError{message: a.t("cmd.new.site.not-empty", "dir", dir)}
	}
	starter, err := nachbar.Starter()
	if err != nil {
		return fmt.Errorf("new site: %w", err)
	}
	err = fs.WalkDir(starter, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		src, err := fs.ReadFile(starter, name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, src, 0o666)
	})
	if err != nil {
		return fmt.Errorf("new site: %w", err)
	}
	a.say(a.t("cmd.new.site.done", "dir", dir))
	return nil
}

// newPage writes a page with the front matter of its kind. path is below the
// content folder, with or without it, with or without .md.
func (a *app) newPage(name string) error {
	dir, opt, err := a.open()
	if err != nil {
		return err
	}
	cfg, problems := conf.Load(opt.FS)
	if problems.HasErrors() {
		cfg = conf.Default()
	}
	name, err = a.pageName(name, filepath.Join(dir, cfg.Content), cfg.Content)
	if err != nil {
		return err
	}
	target := filepath.Join(dir, cfg.Content, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return fmt.Errorf("new page: %w", err)
	}
	f, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usageError{message: a.t("cmd.new.page.exists", "path", name)}
	}
	if err != nil {
		return fmt.Errorf("new page: %w", err)
	}
	_, err = f.WriteString(a.draftOf(name, time.Now()))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("new page: %w", err)
	}
	done := "cmd.new.page.done"
	if isSection(name) {
		done = "cmd.new.page.section"
	}
	a.say(a.t(done, "path", filepath.Join(cfg.Content, filepath.FromSlash(name))))
	return nil
}

// pageName is the file below root, the content folder, for what the user calls
// a page: with or without the name of that folder in front, with or without
// .md behind. Its name must be one that can be published, its address free.
func (a *app) pageName(name, root, folder string) (string, error) {
	clean := path.Clean(filepath.ToSlash(name))
	clean = strings.TrimPrefix(clean, folder+"/")
	if ext := path.Ext(clean); strings.EqualFold(ext, ".md") {
		clean = strings.TrimSuffix(clean, ext)
	}
	if !fs.ValidPath(clean) || clean == "." {
		return "", usageError{message: a.t("cmd.new.page.outside", "path", name)}
	}
	if why := badPart(clean); why != "" {
		return "", usageError{a.t("cmd.new.page.name", "path", clean, "why", why), a.t("diag.content-bad-name.hint")}
	}
	address := strings.TrimSuffix(strings.TrimSuffix(clean, "/_index"), "/index")
	for _, other := range []string{address + ".md", address + "/index.md", address + "/_index.md"} {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(other))); err == nil {
			return "", usageError{message: a.t("cmd.new.page.exists", "path", path.Join(folder, other))}
		}
	}
	return clean + ".md", nil
}

// badPart says what in the parts of a path cannot be published.
func badPart(name string) string {
	for part := range strings.SplitSeq(name, "/") {
		if p, found := content.CheckName(part + ".md"); found {
			return p.Args["why"]
		}
		if content.Hidden(part) {
			return part[:1]
		}
	}
	return ""
}

func isSection(name string) bool { return path.Base(name) == "_index.md" }

// newTemplate writes the start of a template into a folder of its own.
func (a *app) newTemplate(id string) error {
	if !content.ValidID(id) {
		return usageError{a.t("diag.template-bad-id", "id", id), a.t("diag.template-bad-id.hint")}
	}
	return a.newPage("vorlagen/" + id + "/index")
}

// draftOf is the start of a page, by the kind its folder has.
func (a *app) draftOf(name string, today time.Time) string {
	base := path.Base(name)
	if base == "index.md" || base == "_index.md" {
		base = path.Base(path.Dir(name))
	}
	title := content.TitleFromName(strings.TrimSuffix(base, ".md"))
	day := today.Format(time.DateOnly)
	kind := content.KindOf(name)
	keys, draft := "", "draft: true\n"
	if isSection(name) { // a section that is a draft hides all pages in it
		kind, draft = content.Plain, ""
	}
	switch kind {
	case content.News:
		keys = "date: " + day + "\n"
	case content.Event:
		keys = "start: " + today.AddDate(0, 1, 0).Format(time.DateOnly) + "T09:00\nend: " +
			today.AddDate(0, 1, 0).Format(time.DateOnly) + "T11:00\nplace: \"\"\nfor: []\n"
	case content.Template, content.Policy:
		return a.templateDraft(base, title, kind, day)
	case content.Survey:
		keys = "topic: " + strings.ToUpper(strings.TrimSuffix(base, ".md")) + "\n"
		if strings.HasPrefix(name, "ergebnisse/") {
			keys = fmt.Sprintf("round: %q\n", strings.TrimSuffix(base, ".md"))
		}
	case content.Process:
		keys = fmt.Sprintf("process: %q\n", strings.TrimSuffix(base, ".md"))
	case content.Guide:
		keys = "step: \"3\"\nbcms: [reaktiv, aufbau, standard]\nrole: []\n"
	}
	return fmt.Sprintf("---\ntitle: %q\ndescription: %q\n%stags: []\nlastmod: %s\n%s---\n\n%s\n",
		title, a.t("cmd.new.page.description"), keys, day, draft, a.t("cmd.new.page.body"))
}

// templateDraft is the start of a template or a policy.
func (a *app) templateDraft(base, title string, kind content.Kind, day string) string {
	levels := "step: \"3\"\nbcms: [reaktiv, aufbau, standard]\n"
	if kind == content.Policy {
		levels = "refs: []\n"
	}
	id := strings.TrimSuffix(base, ".md")
	return fmt.Sprintf(`---
title: %q
description: %q
id: %s
version: 1.0.0
changes:
  - {version: 1.0.0, date: %s, class: ergaenzung, why: %q}
purpose: %q
%srole: []
needs: []
review: {every: 1y, last: %s, role: "BCM"}
draft: true
---

%s
`, title, a.t("cmd.new.page.description"), id, day, a.t("cmd.new.template.why"), a.t("cmd.new.template.purpose"), levels, day, a.t("cmd.new.template.body"))
}
