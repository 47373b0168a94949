package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/site"
)

// sightJSON and readersJSON are the output of "check --page --format json".
type sightJSON struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Sees    bool   `json:"sees"`
	Reason  string `json:"reason,omitempty"`
	Because string `json:"because,omitempty"`
}

type readersJSON struct {
	Source    string      `json:"source"`
	Path      string      `json:"path"`
	Title     string      `json:"title"`
	Data      string      `json:"data,omitempty"`
	Label     string      `json:"label"`
	By        string      `json:"by"`
	From      string      `json:"from,omitempty"`
	Line      int         `json:"line,omitempty"`
	Draft     bool        `json:"draft"`
	Audiences []sightJSON `json:"audiences"`
	Files     []string    `json:"files"`
	Releases  []string    `json:"releases"`
}

// checkPage tells who sees a page, and why.
func (a *app) checkPage(ctx context.Context, name, format string) error {
	if format == "github" {
		return usageError{message: a.t("cmd.check.page-format")}
	}
	_, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Store.Save = nil
	r, err := site.Explain(ctx, opt, name)
	var unknown *site.UnknownPageError
	if errors.As(err, &unknown) {
		hint := a.t("cmd.check.page-unknown.hint")
		if len(unknown.Near) > 0 {
			hint = a.t("cmd.check.page-near", "near", strings.Join(unknown.Near, ", "))
		}
		return usageError{a.t("cmd.check.page-unknown", "page", name), hint}
	}
	if err != nil {
		return err
	}
	if format == "json" {
		return a.readersJSON(r)
	}
	a.readersText(r)
	return nil
}

func (a *app) readersJSON(r *site.Readers) error {
	out := readersJSON{
		Source: r.Source, Path: r.Path, Title: r.Title, Data: r.Data, Label: r.Label.String(), By: r.By, From: r.From, Line: r.Line, Draft: r.Draft,
		Audiences: []sightJSON{}, Files: append([]string{}, r.Files...), Releases: append([]string{}, r.Releases...),
	}
	for _, s := range r.Audiences {
		out.Audiences = append(out.Audiences, sightJSON{s.Name, s.Label.String(), s.Sees, s.Reason, s.Because})
	}
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("print readers: %w", err)
	}
	return nil
}

// readersText tells it in words.
func (a *app) readersText(r *site.Readers) {
	fmt.Fprintln(a.out, r.Source+": "+r.Title)
	line := func(key string, pairs ...string) { fmt.Fprintln(a.out, "  "+a.t("cmd.check.page."+key, pairs...)) }
	if r.Data != "" {
		line("data", "data", r.Data)
	}
	line("path", "path", strings.Replace("/"+r.Path+"/", "//", "/", 1))
	from := r.From
	if r.Line > 0 {
		from += ":" + strconv.Itoa(r.Line)
	}
	line("label-"+r.By, "label", r.Label.String(), "from", from)
	for _, s := range r.Audiences {
		if s.Sees {
			line("sees", "name", s.Name, "label", s.Label.String())
			continue
		}
		why := a.t("cmd.check.page.why-" + s.Reason)
		if s.Because != r.Source {
			why = a.t("cmd.check.page.section", "section", s.Because, "why", why)
		}
		line("hidden", "name", s.Name, "label", s.Label.String(), "why", why)
	}
	dir := path.Dir(r.Source) + "/"
	if len(r.Files) > 0 {
		line("files", "files", names(r.Files, dir))
	}
	if len(r.Releases) > 0 {
		line("releases", "files", names(r.Releases, dir))
	}
}

// names are files as they are called in a folder.
func names(files []string, dir string) string {
	var out []string
	for _, file := range files {
		out = append(out, strings.TrimPrefix(file, dir))
	}
	return strings.Join(out, ", ")
}
