package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/kept"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/tlp"
)

type buildFlags struct {
	out, audience, stats        string
	all, portable, drafts, anew bool
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use: "build", Short: a.t("cmd.build.short"), Long: a.t("cmd.build.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.build(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "public", a.t("cmd.flag.out"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	flags.BoolVar(&f.all, "all", false, a.t("cmd.flag.all"))
	flags.BoolVar(&f.portable, "portable", false, a.t("cmd.flag.portable"))
	flags.BoolVar(&f.drafts, "drafts", false, a.t("cmd.flag.drafts"))
	flags.BoolVar(&f.anew, "no-cache", false, a.t("cmd.flag.no-cache"))
	flags.StringVar(&f.stats, "stats", "", a.t("cmd.flag.stats"))
	return cmd
}

// build builds one audience into -o, or each into a folder of its own.
func (a *app) build(ctx context.Context, f buildFlags) error {
	if f.all && f.audience != "" {
		return usageError{message: a.t("cmd.build.all-or-one")}
	}
	tuneMemory()
	dir, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Portable, opt.Drafts = f.portable, f.drafts
	cfg, problems := conf.Load(opt.FS)
	if err := a.clearOfInputs(dir, f.out, cfg); err != nil {
		return err
	}
	targets := map[string]string{f.audience: f.out}
	if f.all {
		if problems.HasErrors() {
			return a.finish(site.Result{Problems: problems}, "text")
		}
		targets = map[string]string{}
		for _, audience := range cfg.Audiences {
			targets[audience.Name] = filepath.Join(f.out, audience.Name)
		}
	}
	for _, audience := range sortedKeys(targets) {
		opt.Audience = audience
		if err := a.buildOne(ctx, opt, dir, targets[audience], f); err != nil {
			return err
		}
	}
	return nil
}

// clearOfInputs refuses an output folder inside a folder that the site is made
// of: the next build would take its own output for content.
func (a *app) clearOfInputs(dir, out string, cfg *conf.Config) error {
	full, err := filepath.Abs(out)
	if err != nil {
		return fmt.Errorf("find %s: %w", out, err)
	}
	for _, input := range []string{cfg.Content, cfg.Layouts, cfg.Static, cfg.Data, cfg.I18n} {
		below, err := filepath.Rel(filepath.Join(dir, filepath.FromSlash(input)), full)
		if err == nil && filepath.IsLocal(below) {
			return usageError{a.t("cmd.out-inside", "dir", out, "input", input), a.t("cmd.out-inside.hint")}
		}
	}
	return nil
}

// staysInCircle refuses to build an edition over one that more people may see:
// whoever serves the folder would hand it to all of them. label is that of what
// stands there.
func (a *app) staysInCircle(label string, opt site.Options, out string) error {
	there, err := tlp.Parse(label)
	if err != nil {
		return nil // nothing stands there
	}
	cfg, _ := conf.Load(opt.FS)
	wanted := cfg.Audiences[0].TLP
	if audience, ok := cfg.Audience(opt.Audience); ok {
		wanted = audience.TLP
	}
	if wanted.Within(there) {
		return nil
	}
	return usageError{
		a.t("cmd.wider-edition", "dir", out, "there", there.String(), "wanted", wanted.String()),
		a.t("cmd.wider-edition.hint"),
	}
}

func (a *app) buildOne(ctx context.Context, opt site.Options, dir, out string, f buildFlags) error {
	result, err := a.buildInto(ctx, opt, dir, out, f)
	if err != nil {
		return err
	}
	a.say(a.t("cmd.build.done", "out", out,
		"outputs", a.text.Number(result.Stats.Outputs), "pages", a.text.Number(result.Stats.Pages),
		"written", a.text.Number(result.Stats.Written), "seconds", a.seconds(result.Stats)))
	return nil
}

// buildInto builds one audience and tells its problems.
func (a *app) buildInto(ctx context.Context, opt site.Options, dir, out string, f buildFlags) (site.Result, error) {
	var none site.Result
	stage, err := release.Open(out)
	if err != nil {
		return none, err
	}
	full, err := filepath.Abs(out)
	if err != nil {
		return none, err
	}
	if err := a.staysInCircle(stage.Audience(), opt, out); err != nil {
		return none, errors.Join(err, stage.Abort())
	}
	name := cacheFile(dir, full, opt.Audience)
	cache := &site.Cache{}
	if f.anew {
		opt.Store = nil
	} else {
		cache = kept.Records(name)
	}
	sink, err := guarded(ctx, opt, stage, out, f.all)
	if err != nil {
		return none, errors.Join(err, stage.Abort())
	}
	progress := a.progress()
	opt.Progress = progress.step
	result, err := site.Build(ctx, opt, sink, cache)
	progress.end()
	if err != nil {
		return none, err
	}
	if !result.Problems.HasErrors() {
		if err := saveCache(name, cache); err != nil {
			return none, err
		}
	}
	if err := writeStats(f.stats, result.Stats); err != nil {
		return none, err
	}
	return result, a.finish(result, "text")
}

// guarded is the stage with somebody in front who looks for what is withheld from
// the audience, if all are built: then somebody is about to publish them.
func guarded(ctx context.Context, opt site.Options, stage site.Sink, out string, all bool) (site.Sink, error) {
	if !all {
		return stage, nil
	}
	secrets, err := site.Secrets(ctx, opt, nil)
	if err != nil {
		return nil, err
	}
	return site.Guard(stage, secrets, os.DirFS(out)), nil
}

// tuneMemory trades memory for time: a build makes much garbage and keeps
// little, so the collector may wait until the heap is some hundred megabytes,
// and has to hurry where the texts of a large site take up all that a build
// should need. GOGC and GOMEMLIMIT, where they are set, win.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(1 << 30)
	}
}

// seconds is the time of all stages.
func (a *app) seconds(s site.Stats) string {
	ms := s.LoadMS + s.RenderMS + s.CheckMS + s.IndexMS + s.WriteMS
	return a.text.Decimal(float64(ms)/1000, 2)
}

func writeStats(name string, stats site.Stats) error {
	if name == "" {
		return nil
	}
	body, err := json.MarshalIndent(stats, "", "  ")
	if err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	if err := os.WriteFile(name, append(body, '\n'), 0o666); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}
