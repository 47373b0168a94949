package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
)

// Sink takes the files of a build. Nothing it was given is visible before
// Commit. Its methods are called by several goroutines, Commit and Abort by
// one when all others are done.
type Sink interface {
	// Intact reports whether the file of an earlier build still stands there
	// untouched.
	Intact(path string, stamp Stamp) bool
	// Put stages a file. changed is false if the file of the earlier build
	// has the same bytes and stays as it is.
	Put(path string, body []byte) (stamp Stamp, changed bool, err error)
	// Commit makes the build visible: what was put, and of the earlier build
	// what keep says; all its other files are removed.
	Commit(keep func(path string) bool) (removed int, err error)
	// Abort drops all that was put.
	Abort() error
}

// Build builds the site into sink. cache holds the records of an earlier
// build of the same folder into the same sink, or is empty; it is replaced by
// the records of this one when the build succeeds. Problems of content are in
// the result: with an error among them nothing was committed.
func Build(ctx context.Context, opt Options, sink Sink, cache *Cache) (Result, error) {
	b := &build{opt: opt, sink: sink, started: time.Now()}
	if cache.Options == opt.key() {
		b.old = cache.Records
	}
	err := b.run(ctx)
	if err != nil || b.problems.HasErrors() {
		return b.result(), errors.Join(err, sink.Abort())
	}
	keep := func(path string) bool { _, ok := b.records[path]; return ok }
	removed, err := sink.Commit(keep)
	if err != nil {
		return b.result(), errors.Join(err, sink.Abort())
	}
	b.stats.Removed = removed
	b.lap(&b.stats.WriteMS)
	*cache = Cache{Options: opt.key(), Records: b.records}
	return b.result(), nil
}

// Check builds the site without writing anything and returns all problems.
func Check(ctx context.Context, opt Options) (Result, error) {
	return Build(ctx, opt, nowhere{}, &Cache{})
}

type build struct {
	opt     Options
	sink    Sink
	old     map[string]*Record
	started time.Time

	mu       sync.Mutex
	records  map[string]*Record
	problems diag.List
	layouts  string // their folder
	stats    Stats
	done     int
}

func (b *build) run(ctx context.Context) error {
	b.progress(StageLoad, 0, 1)
	s, err := (&loader{opt: b.opt}).load(ctx, nil)
	if err != nil {
		return err
	}
	b.problems.Add(s.problems...)
	b.layouts = s.model.Conf.Layouts
	b.stats.Pages = len(s.model.Tree.Pages)
	b.lap(&b.stats.LoadMS)
	b.records = make(map[string]*Record, len(s.order))
	if err := b.renderAll(ctx, s); err != nil {
		return err
	}
	b.lap(&b.stats.RenderMS)
	b.progress(StageCheck, 0, 1)
	for _, rec := range b.records {
		b.problems.Add(rec.Problems...)
	}
	b.problems.Add(s.checkLinks(b.records)...)
	if !b.problems.HasErrors() { // a page that failed leads nowhere
		b.problems.Add(s.orphans(b.records)...)
	}
	b.lap(&b.stats.CheckMS)
	if b.problems.HasErrors() {
		return nil
	}
	b.progress(StageWrite, 0, 1)
	return b.writeManifest(s)
}

// renderAll makes all artefacts that are not up to date, the largest first, so
// that no worker is left with a long one at the end.
func (b *build) renderAll(ctx context.Context, s *snapshot) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	feed := make(chan *artefact)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			var buf bytes.Buffer
			for a := range feed {
				if err := b.one(s, a, &buf); err != nil {
					cancel(err)
				}
				b.step(len(s.order))
			}
		})
	}
	for _, a := range bySize(s.order) {
		if ctx.Err() != nil {
			break
		}
		feed <- a
	}
	close(feed)
	wg.Wait()
	return context.Cause(ctx)
}

// one brings one artefact up to date.
func (b *build) one(s *snapshot, a *artefact, buf *bytes.Buffer) error {
	rec := b.old[a.path]
	if s.valid(a, rec) && b.sink.Intact(a.path, rec.Stamp) {
		b.keep(a, rec, false, false)
		return nil
	}
	body, rec, err := s.render(a, buf)
	if err != nil {
		return err
	}
	changed := false
	if !rec.Problems.HasErrors() {
		if rec.Stamp, changed, err = b.sink.Put(a.path, body); err != nil {
			return err
		}
	}
	if buf.Cap() > maxKeptBuffer {
		*buf = bytes.Buffer{}
	}
	b.keep(a, rec, true, changed)
	return nil
}

// maxKeptBuffer is the size up to which a worker reuses its buffer.
const maxKeptBuffer = 8 << 20

func (b *build) keep(a *artefact, rec *Record, rendered, changed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.records[a.path] = rec
	b.stats.Bytes += rec.Size
	if rendered {
		b.stats.Rendered++
	} else {
		b.stats.Kept++
	}
	if changed {
		b.stats.Written++
	}
}

// bySize orders artefacts by the size of what they are made from.
func bySize(order []*artefact) []*artefact {
	out := slices.Clone(order)
	slices.SortStableFunc(out, func(a, b *artefact) int { return cmp.Compare(weight(b), weight(a)) })
	return out
}

func weight(a *artefact) int64 {
	if a.target.Page == nil {
		return 0
	}
	return a.target.Page.Size
}

func (b *build) step(total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done++
	b.progress(StageRender, b.done, total)
}

func (b *build) progress(stage string, done, total int) {
	if b.opt.Progress != nil {
		b.opt.Progress(stage, done, total)
	}
}

// lap puts the time since the last lap into ms.
func (b *build) lap(ms *int64) {
	now := time.Now()
	*ms = now.Sub(b.started).Milliseconds()
	b.started = now
}

func (b *build) result() Result {
	problems := condense(b.problems.Sorted(), b.layouts)
	b.stats.Outputs = len(b.records)
	b.stats.Errors, b.stats.Warnings = problems.Count()
	b.stats.CacheUsed = b.old != nil
	return Result{Stats: b.stats, Problems: problems}
}

// nowhere is the sink of a check.
type nowhere struct{}

func (nowhere) Intact(string, Stamp) bool               { return false }
func (nowhere) Put(string, []byte) (Stamp, bool, error) { return Stamp{}, false, nil }
func (nowhere) Commit(func(string) bool) (int, error)   { return 0, nil }
func (nowhere) Abort() error                            { return nil }
