package publish

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/git"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/kept"
	"github.com/kaaw/nachbar/internal/leak"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// build makes a release of the files of a commit and shows it, or refuses it.
func (o *Options) build(ctx context.Context, lock *release.Lock, mirror *git.Mirror, tree *git.Tree, result Result) (Result, error) {
	in := o.read(tree)
	in.problems.Add(staysInCircle(result.Release, in.conf)...)
	if len(in.conf.Audiences) == 0 {
		return o.refuse(lock, result, in.problems)
	}
	for again := false; ; again = true {
		r := &round{opt: o, in: in, mirror: mirror, commit: result.Commit, shown: result.Release, anew: again}
		shown, err := r.run(ctx, lock)
		result.Editions = r.editions()
		var damaged *release.DamagedError
		switch {
		case errors.As(err, &damaged) && !again && ctx.Err() == nil:
			continue // files of the release before have rotted: make all anew
		case r.problems().HasErrors():
			return o.refuse(lock, result, r.problems())
		case err != nil:
			return result, err
		}
		result.Outcome, result.Release, result.Problems = Published, shown, r.problems().Sorted()
		return result, errors.Join(r.save(), r.clear(shown), o.tidy(ctx, lock, mirror))
	}
}

// tidy removes releases that are too old, and packs the mirror.
func (o *Options) tidy(ctx context.Context, lock *release.Lock, mirror *git.Mirror) error {
	if o.Keep > 0 {
		if _, err := lock.Clean(o.Keep); err != nil {
			return err
		}
	}
	return mirror.Tidy(ctx)
}

// round is one attempt to build all audiences of a commit.
type round struct {
	opt    *Options
	in     input
	mirror *git.Mirror
	commit string
	shown  release.Release // what readers see meanwhile
	anew   bool            // without caches

	builds []*edition // in the order of nachbar.yaml
	log    history.Memory
}

// edition is the build of one audience.
type edition struct {
	audience conf.Audience
	cache    *site.Cache
	result   site.Result
	secrets  *leak.Secrets // what must not be in it
	leaks    diag.List
	err      error
}

// run builds, verifies and shows. Nothing is shown if there are errors among
// the problems.
func (r *round) run(ctx context.Context, lock *release.Lock) (release.Release, error) {
	meta, err := r.opt.meta(ctx, r.commit)
	if err != nil {
		return release.Release{}, err
	}
	if !r.anew {
		r.opt.remember(&r.log)
	}
	draft, err := lock.Begin(meta)
	if err != nil {
		return release.Release{}, err
	}
	if err := r.buildAll(ctx, draft); err != nil || r.problems().HasErrors() {
		return release.Release{}, errors.Join(err, draft.Abort())
	}
	return draft.Publish(ctx, r.verifier(ctx, r.shown))
}

// buildAll builds all audiences at once. An error of one ends the others;
// problems of content do not, so that all of them are told.
func (r *round) buildAll(ctx context.Context, draft *release.Draft) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	meter := newMeter(len(r.in.conf.Audiences), r.opt.Progress)
	var wg sync.WaitGroup
	for i, audience := range r.in.conf.Audiences {
		e := &edition{audience: audience}
		r.builds = append(r.builds, e)
		wg.Go(func() {
			if e.err = r.buildOne(ctx, draft, e, meter.of(i)); e.err != nil {
				cancel(e.err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// buildOne builds one audience.
func (r *round) buildOne(ctx context.Context, draft *release.Draft, e *edition, progress func(string, int, int)) error {
	sink, err := draft.Audience(e.audience.Name)
	if err != nil {
		return err
	}
	opt := r.site(e.audience.Name)
	opt.Progress = progress
	e.cache = &site.Cache{}
	if !r.anew {
		e.cache = kept.Records(r.opt.records(e.audience.Name))
		opt.Store = r.opt.decoded(e.audience.Name)
	}
	if e.result, err = site.Build(ctx, opt, sink, e.cache); err == nil && !e.result.Problems.HasErrors() {
		e.secrets, err = site.Secrets(ctx, opt, nil)
	}
	if err != nil {
		return fmt.Errorf("build the edition %s: %w", e.audience.Name, err)
	}
	return nil
}

// site are the options of the build of an audience. Its history ends with the
// commit, whatever else the mirror holds.
func (r *round) site(audience string) site.Options {
	opt := r.opt.Site
	opt.FS, opt.Audience = r.in.fs, audience
	opt.History = func(ctx context.Context, file string) ([]history.Version, error) {
		return history.VersionsAt(ctx, r.mirror.Dir, r.commit, file)
	}
	opt.Log = func(ctx context.Context) (*history.Log, error) { return r.log.Read(ctx, r.mirror.Dir, r.commit) }
	return opt
}

// problems are those of the input and of all audiences.
func (r *round) problems() diag.List {
	var all diag.List
	all.Add(r.in.problems...)
	for _, e := range r.builds {
		all.Add(e.result.Problems...)
		all.Add(e.leaks...)
	}
	return all
}

func (r *round) editions() []Edition {
	var all []Edition
	for _, e := range r.builds {
		all = append(all, Edition{Audience: e.audience.Name, Stats: e.result.Stats})
	}
	return all
}

// save keeps the records of a release that is shown for the next one.
func (r *round) save() error {
	var errs []error
	for _, e := range r.builds {
		errs = append(errs, saveFile(r.opt.records(e.audience.Name), e.cache.Save))
	}
	return errors.Join(errs...)
}
