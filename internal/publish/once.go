package publish

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/git"
	"github.com/kaaw/nachbar/internal/release"
)

// once publishes the newest commit, once. Its caller holds the lock.
func (o *Options) once(ctx context.Context, lock *release.Lock) (Result, error) {
	shown, published, err := current(o.Store)
	if err != nil && !o.Force {
		return Result{}, err
	}
	result := Result{Outcome: Refused, Release: shown}
	mirror, err := git.Fetch(ctx, o.Source, o.state(mirrorDir))
	if err != nil {
		return result, err
	}
	result.Commit, err = mirror.Resolve(ctx, o.ref())
	var none *git.NoRefError
	switch {
	case errors.As(err, &none):
		return o.refuse(lock, result, diag.List{missing(none)})
	case err != nil:
		return result, err
	}
	if published && !o.Force {
		if result.Outcome, err = o.known(shown, result.Commit); err != nil || result.Outcome != Refused {
			return result, err
		}
	}
	tree, err := mirror.Open(ctx, result.Commit)
	var refused *git.RefusedError
	switch {
	case errors.As(err, &refused), errors.Is(err, git.ErrTooMany):
		return o.refuse(lock, result, diag.List{diag.New("publish-unreadable", "", 0, "commit", short(result.Commit), "reason", err.Error())})
	case err != nil:
		return result, err
	}
	result, err = o.build(ctx, lock, mirror, tree, result)
	return result, errors.Join(err, tree.Close())
}

// known tells whether there is nothing to do for a commit: readers see it, or
// somebody decided that they should not. It is Refused if there is.
func (o *Options) known(shown release.Release, commit string) (Outcome, error) {
	releases, err := o.Store.List()
	if err != nil {
		return Refused, err
	}
	for i, r := range releases { // the newest first
		if r.Commit != commit || r.Program != o.Site.Version {
			continue
		}
		switch {
		case r.ID == shown.ID:
			return Unchanged, nil
		case i == 0:
			return RolledBack, nil
		}
	}
	return Refused, nil
}

// refuse ends a run with problems: the log keeps the first of them.
func (o *Options) refuse(lock *release.Lock, result Result, problems diag.List) (Result, error) {
	result.Outcome, result.Problems = Refused, problems.Sorted()
	errs, _ := result.Problems.Count()
	note := ""
	for _, p := range result.Problems {
		if p.Severity == diag.Error {
			note = fmt.Sprintf("%s:%d %s (1/%d)", p.Path, p.Line, p.ID, errs)
			break
		}
	}
	return result, lock.Record(release.EventRefused, "", result.Commit, note)
}

// missing is the problem of a branch that is not there.
func missing(err *git.NoRefError) diag.Problem {
	if len(err.Known) == 0 {
		return diag.New("publish-empty", "", 0, "ref", err.Ref)
	}
	known := err.Known[0]
	for _, name := range err.Known[1:min(5, len(err.Known))] {
		known += ", " + name
	}
	if more := len(err.Known) - 5; more > 0 {
		known += " (+ " + strconv.Itoa(more) + ")"
	}
	return diag.New("publish-no-ref", "", 0, "ref", err.Ref, "known", known)
}

// short is a commit's name as people write it.
func short(commit string) string { return commit[:min(12, len(commit))] }
