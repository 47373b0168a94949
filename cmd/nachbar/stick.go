package main

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/disk"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/stick"
)

type stickFlags struct{ out, audience string }

func (a *app) stickCommand() *cobra.Command {
	var f stickFlags
	cmd := &cobra.Command{
		Use: "stick", Short: a.t("cmd.stick.short"), Long: a.t("cmd.stick.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.stick(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", a.t("cmd.flag.stick"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	return cmd
}

// stick builds an audience for folders and lays it out for a stick.
func (a *app) stick(ctx context.Context, f stickFlags) error {
	if f.out == "" {
		return usageError{message: a.t("cmd.stick.no-output")}
	}
	tuneMemory()
	dir, opt, cfg, err := a.openEdition(f.out, f.audience)
	if err != nil {
		return err
	}
	opt.Portable = true
	if err := a.staysInCircle(stickAudience(f.out), opt, f.out); err != nil {
		return err
	}
	build := filepath.Join(dir, ".nachbar", "stick", cmp.Or(f.audience, cfg.Audiences[0].Name))
	result, err := a.buildInto(ctx, opt, dir, build, buildFlags{})
	if err != nil {
		return err
	}
	edition, problems, err := stick.Make(os.DirFS(build), a.stickWords(cfg, opt, result))
	if err != nil {
		return err
	}
	if err := a.finish(site.Result{Problems: problems}, "text"); err != nil {
		return err
	}
	return a.writeStick(ctx, edition, f.out)
}

// openEdition opens the site for a command that writes what an audience may read to
// out, which must lie beside what the site is made of. Broken settings are reported
// by what reads the site next.
func (a *app) openEdition(out, audience string) (dir string, opt site.Options, cfg *conf.Config, err error) {
	dir, opt, err = a.open()
	if err != nil {
		return "", opt, nil, err
	}
	opt.Audience = audience
	cfg, _ = conf.Load(opt.FS)
	return dir, opt, cfg, a.clearOfInputs(dir, out, cfg)
}

// toZip reports whether -o names a ZIP file.
func toZip(out string) bool { return strings.EqualFold(filepath.Ext(out), ".zip") }

// stickAudience is the label of the edition at a place, "" if there is none.
func stickAudience(out string) string {
	if !toZip(out) {
		return stick.Audience(os.DirFS(out))
	}
	old, err := zip.OpenReader(out)
	if err != nil {
		return "" // nothing stands there; what it is otherwise, packStick finds
	}
	defer old.Close()
	return stick.Audience(old)
}

// stickWords are the texts beside the portal, in its language.
func (a *app) stickWords(cfg *conf.Config, opt site.Options, result site.Result) stick.Words {
	audience := cfg.Audiences[0]
	if known, ok := cfg.Audience(opt.Audience); ok {
		audience = known
	}
	words := stick.Words{Title: cfg.Title, Lang: a.text.Lang(), Open: a.t("stick.open"), AsOf: result.AsOf}
	date := a.t("stick.undated")
	if !words.AsOf.IsZero() {
		date = a.text.Date(words.AsOf, "long")
	}
	words.Readme = a.t("stick.readme", "title", cfg.Title, "date", date, "label", audience.TLP.String())
	return words
}

// writeStick writes the edition and tells what was done and its sum.
func (a *app) writeStick(ctx context.Context, edition *stick.Edition, out string) error {
	done := ""
	if toZip(out) {
		size, err := a.packStick(ctx, edition, out)
		if err != nil {
			return err
		}
		done = a.t("cmd.stick.packed", "out", out, "files", a.text.Number(edition.Files()), "size", a.megabytes(size))
	} else {
		written, err := edition.WriteDir(ctx, disk.Real{}, out)
		if err != nil {
			return err
		}
		done = a.t("cmd.stick.done", "out", out, "files", a.text.Number(written.Files), "size", a.megabytes(written.Bytes),
			"written", a.text.Number(written.Changed), "removed", a.text.Number(written.Removed))
	}
	a.say(done)
	a.say(a.t("cmd.stick.sum", "sum", stick.Groups(edition.Sum())))
	return nil
}

func (a *app) megabytes(n int64) string { return a.text.Decimal(float64(n)/1e6, 1) }

// packStick writes a ZIP file in one step, in the place of an older one at most.
func (a *app) packStick(ctx context.Context, edition *stick.Edition, out string) (int64, error) {
	old, err := zip.OpenReader(out)
	switch {
	case err == nil:
		ours := stick.IsZip(&old.Reader)
		if err := old.Close(); err != nil {
			return 0, fmt.Errorf("read %s: %w", out, err)
		}
		if !ours {
			return 0, &release.NotOursError{Dir: out}
		}
	case !errors.Is(err, fs.ErrNotExist):
		return 0, fmt.Errorf("read %s: %w", out, err)
	}
	temp := out + ".tmp"
	f, err := os.Create(temp)
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", out, err)
	}
	err = edition.WriteZip(ctx, f)
	if err == nil {
		err = f.Sync()
	}
	info, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err == nil {
		err = os.Rename(temp, out)
	}
	if err != nil {
		return 0, errors.Join(fmt.Errorf("write %s: %w", out, err), removeFile(temp))
	}
	return info.Size(), nil
}
