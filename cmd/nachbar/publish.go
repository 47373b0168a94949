package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/git"
	"github.com/kaaw/nachbar/internal/office/text"
	"github.com/kaaw/nachbar/internal/publish"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/release/objectstore"
	"github.com/kaaw/nachbar/internal/site"
)

type publishFlags struct {
	repo, ref, to, state, by string
	audiences                []string
	keep                     int
	force, leave             bool
}

func (a *app) publishCommand() *cobra.Command {
	var f publishFlags
	cmd := &cobra.Command{
		Use: "publish", Short: a.t("cmd.publish.short"), Long: a.t("cmd.publish.long"), Args: a.between(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.publish(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.repo, "repo", "", a.t("cmd.flag.publish.repo"))
	flags.StringVar(&f.ref, "ref", "main", a.t("cmd.flag.publish.ref"))
	flags.StringVar(&f.to, "to", "", a.t("cmd.flag.publish.to"))
	flags.StringVar(&f.state, "state", "", a.t("cmd.flag.publish.state"))
	flags.StringSliceVar(&f.audiences, "audience", nil, a.t("cmd.flag.publish.audience"))
	flags.StringVar(&f.by, "by", "cli", a.t("cmd.flag.publish.by"))
	flags.IntVar(&f.keep, "keep", 10, a.t("cmd.flag.publish.keep"))
	flags.BoolVar(&f.force, "force", false, a.t("cmd.flag.publish.force"))
	flags.BoolVar(&f.leave, "no-wait", false, a.t("cmd.flag.publish.no-wait"))
	return cmd
}

// publish brings the newest commit of a repository in front of readers. The list
// of municipalities that no text may name stands in the state folder: it is never
// part of a repository.
func (a *app) publish(ctx context.Context, f publishFlags) error {
	start := time.Now()
	source, dir, err := a.publishTargets(f)
	if err != nil {
		return err
	}
	version, err := programHash()
	if err != nil {
		return err
	}
	tuneMemory()
	store, err := release.OpenStore(dir, release.Options{Create: true, By: f.by})
	if err != nil {
		return err
	}
	objects, err := a.publishObjects(ctx, f)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	names, err := readMembers(filepath.Join(store.StateDir(), filepath.Base(membersFile)))
	if err != nil {
		return errors.Join(err, store.Close())
	}
	progress := a.progress()
	documents := text.NewReader("")
	result, err := publish.Run(ctx, publish.Options{
		Source: source, Ref: f.ref, Store: store, Objects: objects, Keep: f.keep, Force: f.force, Leave: f.leave,
		Site:     site.Options{Defaults: nachbar.Defaults(), Today: start, Version: version, Documents: documents, Members: names},
		Waiting:  func() { a.tell(a.t("cmd.publish.waiting")) },
		Progress: progress.step,
	})
	progress.end()
	if err = errors.Join(err, store.Close(), documents.Close()); err != nil {
		return err
	}
	return a.publishEnd(result, f.to, time.Since(start))
}

// publishObjects opens the object store of --to; nil if it is a folder.
func (a *app) publishObjects(ctx context.Context, f publishFlags) (*publish.Objects, error) {
	if !objectstore.Is(f.to) {
		return nil, nil
	}
	at, err := objectstore.Parse(f.to, a.env)
	if err != nil {
		return nil, err
	}
	store, err := objectstore.Open(ctx, at, nil)
	if err != nil {
		return nil, err
	}
	return &publish.Objects{Store: store, Name: at.String(), Audiences: f.audiences}, nil
}

// publishTargets reads the flags that say from where and to where.
func (a *app) publishTargets(f publishFlags) (source, dir string, err error) {
	switch {
	case f.repo == "":
		return "", "", usageError{message: a.t("cmd.publish.no-repo")}
	case f.to == "":
		return "", "", usageError{message: a.t("cmd.publish.no-target")}
	case f.keep < release.MinKeep && f.keep != 0:
		return "", "", usageError{message: a.t("cmd.publish.keep", "min", a.text.Number(release.MinKeep))}
	case objectstore.Is(f.to) && f.state == "":
		return "", "", usageError{a.t("cmd.publish.no-state"), a.t("cmd.publish.no-state.hint")}
	case !objectstore.Is(f.to) && (f.state != "" || len(f.audiences) > 0):
		return "", "", usageError{message: a.t("cmd.publish.state")}
	case !objectstore.Is(f.to) && strings.Contains(f.to, "://"):
		return "", "", usageError{message: a.t("cmd.publish.target", "to", f.to)}
	}
	dir = f.to
	if objectstore.Is(f.to) {
		dir = f.state
	}
	source, err = git.Source(f.repo)
	var bad *git.SourceError
	if errors.As(err, &bad) {
		return "", "", usageError{a.t("cmd.publish.source", "repo", bad.Source), a.t("cmd.publish.source.hint")}
	}
	return source, dir, err
}

// publishEnd tells how it ended. With problems that stop a release the exit
// status is that of content.
func (a *app) publishEnd(result publish.Result, to string, took time.Duration) error {
	err := a.finish(site.Result{Problems: result.Problems}, "text")
	commit, shown := result.Commit[:min(12, len(result.Commit))], result.Release.ID
	if up := result.Uploaded; up != nil {
		a.say(a.t("cmd.publish.uploaded", "sent", a.text.Number(up.Sent), "copied", a.text.Number(up.Copied), "to", to))
	}
	switch result.Outcome {
	case publish.Published:
		a.say(a.t("cmd.publish.done", "release", shown, "dir", to, "seconds", a.text.Decimal(took.Seconds(), 2)))
		for _, e := range result.Editions {
			a.say(a.t("cmd.publish.edition", "audience", e.Audience, "pages", a.text.Number(e.Stats.Pages),
				"outputs", a.text.Number(e.Stats.Outputs), "written", a.text.Number(e.Stats.Written)))
		}
	case publish.Unchanged:
		a.say(a.t("cmd.publish.unchanged", "commit", commit, "release", shown))
	case publish.RolledBack:
		a.say(a.t("cmd.publish.rolled-back", "commit", commit, "release", shown))
	case publish.HandedOver:
		a.say(a.t("cmd.publish.handed-over"))
	case publish.Refused:
		if shown == "" {
			a.tell(a.t("cmd.publish.refused-first"))
		} else {
			a.tell(a.t("cmd.publish.refused", "release", shown))
		}
	}
	return err
}

// tell prints to standard error what a log should have, unless --quiet.
func (a *app) tell(text string) {
	if !a.quiet {
		_, _ = io.WriteString(a.err, text+"\n") // as all that goes to standard error
	}
}
