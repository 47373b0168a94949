package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

func (a *app) checkCommand() *cobra.Command {
	var format, audience, page string
	cmd := &cobra.Command{
		Use: "check", Short: a.t("cmd.check.short"), Long: a.t("cmd.check.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains([]string{"text", "json", "github"}, format) {
				return usageError{message: a.t("cmd.check.format", "format", format)}
			}
			if page != "" {
				return a.checkPage(cmd.Context(), page, format)
			}
			return a.check(cmd.Context(), format, audience)
		},
	}
	cmd.Flags().StringVar(&page, "page", "", a.t("cmd.flag.page"))
	cmd.Flags().StringVar(&format, "format", "text", a.t("cmd.flag.format"))
	cmd.Flags().StringVar(&audience, "audience", "", a.t("cmd.flag.audience"))
	return cmd
}

func (a *app) check(ctx context.Context, format, audience string) error {
	tuneMemory()
	_, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Store.Save = nil // a check writes nothing
	result, err := a.checkAll(ctx, opt, audience)
	if err != nil {
		return err
	}
	if err := a.finish(result, format); err != nil {
		return err
	}
	if format == "text" {
		a.say(a.t("cmd.check.done", "pages", a.text.Number(result.Stats.Pages), "outputs", a.text.Number(result.Stats.Outputs)))
	}
	return nil
}

// checkAll builds one audience, or all if none is named, into nowhere, and looks
// for what is withheld from each. The numbers are those of the first.
func (a *app) checkAll(ctx context.Context, opt site.Options, audience string) (result site.Result, err error) {
	cfg, _ := conf.Load(opt.FS)
	names := []string{audience}
	for i, other := range cfg.Audiences {
		if audience == "" && i > 0 {
			names = append(names, other.Name)
		}
	}
	for i, name := range names {
		opt.Audience = name
		one, err := a.checkOne(ctx, opt)
		if err != nil {
			return result, err
		}
		if i == 0 {
			result.Stats = one.Stats
		}
		result.Problems.Add(one.Problems...)
	}
	return result, nil
}

// checkOne builds one audience into nowhere.
func (a *app) checkOne(ctx context.Context, opt site.Options) (site.Result, error) {
	progress := a.progress()
	defer progress.end()
	opt.Progress = progress.step
	secrets, err := site.Secrets(ctx, opt, nil)
	if err != nil {
		return site.Result{}, err
	}
	return site.Build(ctx, opt, site.Guard(nil, secrets, nil), &site.Cache{})
}

// finish prints the problems of a run; with an error among them it returns
// the exit status for it. Text goes to standard error, the forms that programs
// read to standard output.
func (a *app) finish(result site.Result, format string) error {
	list := a.distinct(result.Problems.Sorted())
	var err error
	switch format {
	case "json":
		err = diag.PrintJSON(a.out, list, a.text)
	case "github":
		err = diag.PrintGitHub(a.out, list, a.text)
	default:
		err = a.printText(list)
	}
	if err != nil {
		return fmt.Errorf("print problems: %w", err)
	}
	errors, warnings := list.Count()
	if errors+warnings > 0 && format == "text" {
		fmt.Fprintln(a.err, a.text.N("cmd.errors", errors, nil)+", "+a.text.N("cmd.warnings", warnings, nil))
	}
	if errors > 0 {
		return exitError(exitContent)
	}
	return nil
}

// distinct leaves out problems that say the same as the one before, as those of two
// audiences do: only words that nobody is shown tell them apart.
func (a *app) distinct(list diag.List) diag.List {
	told := map[string]bool{}
	return slices.DeleteFunc(list, func(p diag.Problem) bool {
		message, hint := diag.Text(p, a.text)
		key := fmt.Sprint(p.Path, ":", p.Line, ":", p.Col, p.Severity, p.ID, message, hint)
		seen := told[key]
		told[key] = true
		return seen
	})
}

// maxAlike is how many warnings of one kind a person is shown.
const maxAlike = 20

// printText prints all errors, and of many warnings of one kind the first and
// how many more there are: the other formats have them all.
func (a *app) printText(list diag.List) error {
	shown := make(diag.List, 0, len(list))
	alike := map[string]int{}
	for _, p := range list {
		if p.Severity == diag.Warning {
			if alike[p.ID]++; alike[p.ID] > maxAlike {
				continue
			}
		}
		shown.Add(p)
	}
	if err := diag.Print(a.err, shown, a.text); err != nil {
		return err
	}
	for _, id := range sortedKeys(alike) {
		if more := alike[id] - maxAlike; more > 0 {
			fmt.Fprintln(a.err, a.t("cmd.more-alike", "id", id, "count", a.text.Number(more)))
		}
	}
	return nil
}

// say prints what went well, unless --quiet.
func (a *app) say(text string) {
	if !a.quiet {
		fmt.Fprintln(a.out, text)
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
