package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
)

type releasesFlags struct{ dir, format, by string }

func (a *app) releasesCommand() *cobra.Command {
	var f releasesFlags
	cmd := &cobra.Command{Use: "releases", Short: a.t("cmd.releases.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	flags := cmd.PersistentFlags()
	flags.StringVar(&f.dir, "dir", "", a.t("cmd.flag.releases.dir"))
	flags.StringVar(&f.format, "format", "text", a.t("cmd.flag.releases.format"))
	list := &cobra.Command{
		Use: "list", Short: a.t("cmd.releases.list.short"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withReleases(cmd.Context(), f, a.listReleases)
		},
	}
	rollback := &cobra.Command{
		Use: "rollback [ID]", Short: a.t("cmd.releases.rollback.short"), Long: a.t("cmd.releases.rollback.long"), Args: a.between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withReleases(cmd.Context(), f, func(ctx context.Context, k keeper, f releasesFlags) error {
				return a.rollBack(ctx, k, f, strings.Join(args, ""))
			})
		},
	}
	rollback.Flags().StringVar(&f.by, "by", "cli", a.t("cmd.flag.publish.by"))
	verify := &cobra.Command{
		Use: "verify [ID]", Short: a.t("cmd.releases.verify.short"), Long: a.t("cmd.releases.verify.long"), Args: a.between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withReleases(cmd.Context(), f, func(ctx context.Context, k keeper, f releasesFlags) error {
				return a.verifyRelease(ctx, k, f, strings.Join(args, ""))
			})
		},
	}
	cmd.AddCommand(list, rollback, verify)
	return cmd
}

// keeper is what holds releases: a folder or an object store.
type keeper interface {
	List(ctx context.Context) ([]release.Release, error)
	Rollback(ctx context.Context, id string) (release.Release, error)
	Verify(ctx context.Context, id string) (release.Report, error)
}

// folder is a store on a disk.
type folder struct{ *release.Store }

func (f folder) List(context.Context) ([]release.Release, error) { return f.Store.List() }

// withReleases opens what --dir names.
func (a *app) withReleases(ctx context.Context, f releasesFlags, do func(context.Context, keeper, releasesFlags) error) error {
	switch {
	case f.dir == "":
		return usageError{message: a.t("cmd.releases.no-dir")}
	case f.format != "text" && f.format != "json":
		return usageError{message: a.t("cmd.releases.format", "format", f.format)}
	case objectstore.Is(f.dir):
		remote, err := a.objectStore(ctx, f.dir)
		if err != nil {
			return err
		}
		return a.explainReleases(f.dir, do(ctx, remote, f))
	}
	store, err := release.OpenStore(f.dir, release.Options{By: f.by})
	if err != nil {
		return a.explainReleases(f.dir, err)
	}
	return a.explainReleases(f.dir, errors.Join(do(ctx, folder{store}, f), store.Close()))
}

// objectStore opens an object store.
func (a *app) objectStore(ctx context.Context, target string) (*objectstore.Store, error) {
	at, err := objectstore.Parse(target, a.env)
	if err != nil {
		return nil, err
	}
	return objectstore.Open(ctx, at, nil)
}

// explainReleases finds words for what is wrong with a place of releases.
func (a *app) explainReleases(dir string, err error) error {
	var unknown *release.UnknownReleaseError
	var damaged *release.DamagedError
	switch {
	case errors.Is(err, release.ErrNoStore):
		return usageError{a.t("cmd.releases.no-store", "dir", dir), a.t("cmd.releases.no-store.hint")}
	case errors.As(err, &unknown):
		return usageError{a.t("cmd.releases.unknown", "id", unknown.ID), a.t("cmd.releases.unknown.hint", "known", strings.Join(unknown.Known, ", "))}
	case errors.Is(err, release.ErrNone):
		fmt.Fprintln(a.err, a.t("cmd.releases.none"))
		return exitError(exitContent)
	case errors.As(err, &damaged):
		fmt.Fprintln(a.err, a.t("cmd.releases.damaged"))
		a.printFindings(damaged.Findings)
		return exitError(exitContent)
	}
	return err
}

// releaseRow is a line of the list.
type releaseRow struct {
	release.Manifest
	Current bool `json:"current"`
}

func (a *app) listReleases(ctx context.Context, k keeper, f releasesFlags) error {
	list, err := k.List(ctx)
	if err != nil {
		return err
	}
	if f.format == "json" {
		rows := []releaseRow{}
		for _, r := range list {
			rows = append(rows, releaseRow{r.Manifest, r.Current})
		}
		return a.printJSON(rows)
	}
	for _, r := range list {
		state := ""
		if r.Current {
			state = a.t("cmd.releases.list.current")
		}
		fmt.Fprintln(a.out, strings.TrimRight(fmt.Sprintf("%-19s  %s  %s  %s  %s",
			r.ID, r.Time.UTC().Format("2006-01-02 15:04 UTC"), short(r.Commit), a.audiences(r), state), " "))
	}
	if len(list) == 0 {
		a.say(a.t("cmd.releases.none"))
	}
	return nil
}

// short is a commit's name as people write it.
func short(commit string) string { return commit[:min(12, len(commit))] }

// audiences names the audiences of a release with their sizes.
func (a *app) audiences(r release.Release) string {
	var parts []string
	for _, audience := range r.Audiences {
		parts = append(parts, a.t("cmd.releases.list.audience", "name", audience.Name, "files", a.text.Number(audience.Files)))
	}
	return strings.Join(parts, ", ")
}

func (a *app) rollBack(ctx context.Context, k keeper, f releasesFlags, id string) error {
	r, err := k.Rollback(ctx, id)
	if err != nil {
		return err
	}
	if f.format == "json" {
		return a.printJSON(releaseRow{r.Manifest, r.Current})
	}
	a.say(a.t("cmd.releases.rollback.done", "release", r.ID, "commit", short(r.Commit), "time", r.Time.UTC().Format("2006-01-02 15:04 UTC")))
	return nil
}

// verified is what verify prints for programs.
type verified struct {
	release.Report
	Log *verifiedLog `json:"log,omitempty"` // only of a folder
}

type verifiedLog struct {
	Lines  int    `json:"lines"`            // that fit together
	Broken int    `json:"broken,omitempty"` // the first line that does not
	Why    string `json:"why,omitempty"`
}

// verifyRelease checks a release and the log. Whatever is found makes the exit
// status that of content.
func (a *app) verifyRelease(ctx context.Context, k keeper, f releasesFlags, id string) error {
	report, err := k.Verify(ctx, id)
	if err != nil {
		return err
	}
	result := verified{Report: report}
	if local, ok := k.(folder); ok {
		if result.Log, err = checkLog(local.Store); err != nil {
			return err
		}
	}
	if f.format == "json" {
		err = a.printJSON(result)
	} else {
		a.printVerified(result)
	}
	if err == nil && (len(report.Findings) > 0 || result.Log != nil && result.Log.Broken > 0) {
		return exitError(exitContent)
	}
	return err
}

// checkLog follows the chain of the log.
func checkLog(s *release.Store) (*verifiedLog, error) {
	entries, err := s.Log()
	out := &verifiedLog{Lines: len(entries)}
	var broken *release.BrokenLogError
	if errors.As(err, &broken) {
		out.Broken, out.Why = broken.Line, broken.Why
		return out, nil
	}
	return out, err
}

func (a *app) printVerified(v verified) {
	if len(v.Findings) == 0 {
		a.say(a.t("cmd.releases.verify.done", "release", v.ID, "files", a.text.Number(v.Files)))
	} else {
		fmt.Fprintln(a.err, a.t("cmd.releases.verify.damaged", "release", v.ID, "findings", a.text.Number(len(v.Findings))))
		a.printFindings(v.Findings)
	}
	switch {
	case v.Log == nil:
	case v.Log.Broken > 0:
		fmt.Fprintln(a.err, a.t("cmd.releases.verify.log-broken", "line", a.text.Number(v.Log.Broken)))
		fmt.Fprintln(a.err, "  hint: "+a.t("cmd.releases.verify.log-broken.hint"))
	default:
		a.say(a.t("cmd.releases.verify.log", "lines", a.text.Number(v.Log.Lines)))
	}
}

func (a *app) printFindings(findings []release.Finding) {
	for _, f := range findings {
		path := strings.TrimPrefix(f.Audience+"/"+f.Path, "/")
		fmt.Fprintf(a.err, "%s: %s\n", path, a.t("cmd.releases.finding."+f.Kind))
	}
}
