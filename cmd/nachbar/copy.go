package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/site"
)

type copyFlags struct {
	profile, out, audience, date string
	formats                      []string
}

// copyFormats are all formats of copies; the open ones are made unless others
// are asked for.
var copyFormats = []string{"odt", "docx", "ods", "xlsx"}

func (a *app) copyCommand() *cobra.Command {
	var f copyFlags
	cmd := &cobra.Command{
		Use: "copy ID…", Short: a.t("cmd.copy.short"), Long: a.t("cmd.copy.long"), Args: a.between(1, 1000),
		RunE: func(cmd *cobra.Command, args []string) error { return a.copy(cmd.Context(), args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", a.t("cmd.flag.profile"))
	flags.StringVarP(&f.out, "output", "o", ".", a.t("cmd.flag.copies"))
	flags.StringSliceVar(&f.formats, "format", []string{"odt", "ods"}, a.t("cmd.flag.formats"))
	flags.StringVar(&f.date, "date", "", a.t("cmd.flag.date"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	return cmd
}

// copy fills templates with the data of a municipality.
func (a *app) copy(ctx context.Context, ids []string, f copyFlags) error {
	if err := a.checkFormats(f.formats, copyFormats); err != nil {
		return err
	}
	day, err := a.copyDay(f.date)
	if err != nil {
		return err
	}
	_, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Audience = f.audience
	copies, err := site.LoadCopies(ctx, opt)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if copies.Template(id) == nil {
			return usageError{message: a.t("cmd.copy.unknown", "id", id), hint: a.t("cmd.copy.unknown.hint", "known", strings.Join(copies.IDs(), ", "))}
		}
	}
	profile, problems, err := readProfile(f.profile, copies, ids)
	if err != nil {
		return err
	}
	return a.writeCopies(copies, ids, f, profile.Values(day), profile, problems)
}

func (a *app) copyDay(date string) (time.Time, error) {
	if date == "" {
		return time.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return day, usageError{message: a.t("cmd.copy.date", "date", date)}
	}
	return day, nil
}

// readProfile reads the data of the municipality; without a file the copies
// stay empty.
func readProfile(name string, copies *site.Copies, ids []string) (exchange.Profile, diag.List, error) {
	if name == "" {
		return exchange.Profile{}, nil, nil
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, fmt.Errorf("read profile: %w", err)
	}
	var own []content.Field
	for _, id := range copies.IDs() { // one profile serves all templates
		own = append(own, copies.Template(id).Fields...)
	}
	profile, problems := exchange.ReadProfile(src, filepath.ToSlash(name), copies.Fields(), own)
	return profile, problems, nil
}

// writeCopies makes all files before it writes any. A template that is broken
// is named, the others are written.
func (a *app) writeCopies(copies *site.Copies, ids []string, f copyFlags, values map[string]string, profile exchange.Profile, problems diag.List) error {
	type file struct {
		name string
		data []byte
	}
	var files []file
	broken := problems.HasErrors()
	for _, id := range ids {
		for _, format := range chosen(copies.Template(id), f.formats) {
			form, found, err := copies.Form(id, format)
			if err != nil {
				return err
			}
			problems.Add(found...)
			if found.HasErrors() {
				continue
			}
			data, err := form.Bytes(values)
			if err != nil {
				return err
			}
			files = append(files, file{profile.FileName(id, format), data})
		}
	}
	if broken {
		files = nil
	}
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return fmt.Errorf("copy: %w", err)
	}
	for _, file := range files {
		if err := writeWhole(filepath.Join(f.out, file.name), file.data); err != nil {
			return fmt.Errorf("copy: %w", err)
		}
		a.say(filepath.Join(f.out, file.name))
	}
	return a.finish(site.Result{Problems: problems}, "text")
}

// chosen are the formats of a template among those that are wanted, else its
// first one: nobody goes home without it.
func chosen(t *content.TemplateKeys, wanted []string) []string {
	formats := exchange.Formats(t)
	kept := slices.DeleteFunc(slices.Clone(formats), func(format string) bool { return !slices.Contains(wanted, format) })
	if len(kept) == 0 {
		return formats[:1]
	}
	return kept
}

// writeWhole writes a file that nobody sees before it is complete.
func writeWhole(name string, data []byte) error {
	temp := name + ".tmp"
	if err := os.WriteFile(temp, data, 0o666); err != nil {
		return errors.Join(err, removeFile(temp))
	}
	if err := os.Rename(temp, name); err != nil {
		return errors.Join(err, removeFile(temp))
	}
	return nil
}

func removeFile(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
