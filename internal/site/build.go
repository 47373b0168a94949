package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/search"
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
		b.old = *cache
	}
	s, err := b.run(ctx)
	if err != nil || b.problems.HasErrors() {
		return b.result(), errors.Join(err, sink.Abort())
	}
	removed, err := sink.Commit(b.makes(s))
	var leaked *LeakError
	if errors.As(err, &leaked) {
		b.problems.Add(leaked.Problems...)
		return b.result(), sink.Abort()
	}
	if err != nil {
		return b.result(), errors.Join(err, sink.Abort())
	}
	b.stats.Removed = removed
	b.lap(&b.stats.WriteMS)
	*cache = Cache{Options: opt.key(), paths: s.madePaths(), records: b.records, shards: b.shards}
	return b.result(), nil
}

// Check builds the site without writing anything and returns all problems.
func Check(ctx context.Context, opt Options) (Result, error) {
	return Build(ctx, opt, nowhere{}, &Cache{})
}

type build struct {
	opt     Options
	sink    Sink
	old     Cache
	started time.Time
	index   *indexing       // nil if nothing is indexed
	texts   *Texts          // nil until somebody asks
	search  *search.Builder // nil if no shards have to be made
	shards  shardSet

	records  []*Record // by number of the output
	mu       sync.Mutex
	problems diag.List
	layouts  string                    // their folder
	mend     func(diag.List) diag.List // moves problems to where they are mended; nil before loading
	stats    Stats
	asOf     time.Time // of the content
	done     int
}

// run makes everything; the snapshot it returns is nil only with an error.
func (b *build) run(ctx context.Context) (*snapshot, error) {
	b.progress(StageLoad, 0, 1)
	s, err := (&loader{opt: b.opt, outputs: newOutputs(b.old.paths)}).load(ctx, nil)
	if err != nil {
		return nil, err
	}
	b.problems.Add(s.problems...)
	b.layouts, b.mend = s.model.Conf.Layouts, s.atOrigin
	b.stats.Pages, b.asOf = len(s.model.Tree.Pages), s.model.AsOf()
	b.lap(&b.stats.LoadMS)
	b.records = make([]*Record, len(s.made))
	if err := b.planSearch(s); err != nil {
		return nil, err
	}
	b.collect(s)
	if err := b.renderAll(ctx, s); err != nil {
		return nil, err
	}
	b.lap(&b.stats.RenderMS)
	b.progress(StageCheck, 0, 1)
	for _, a := range s.order {
		b.problems.Add(b.records[a.number].Problems...)
	}
	b.problems.Add(s.checkLinks(b.records)...)
	if !b.problems.HasErrors() { // a page that failed leads nowhere
		b.problems.Add(s.orphans(b.records)...)
	}
	b.lap(&b.stats.CheckMS)
	if b.problems.HasErrors() {
		return s, nil
	}
	if err := b.indexAll(ctx, s); err != nil {
		return nil, err
	}
	b.lap(&b.stats.IndexMS)
	b.progress(StageWrite, 0, 1)
	return s, b.writeManifest(s)
}

// collect gives what is rendered from now on to all indexes.
func (b *build) collect(s *snapshot) {
	b.index = &indexing{done: map[string]bool{}}
	if b.opt.Index != nil {
		b.index.all = append(b.index.all, b.opt.Index)
	}
	if b.search != nil {
		b.index.all = append(b.index.all, b.search)
	}
	if s.opt.Index = nil; len(b.index.all) > 0 {
		s.opt.Index = b.index
	}
}

// indexAll completes the indexes with the pages that were not rendered, and
// makes the search.
func (b *build) indexAll(ctx context.Context, s *snapshot) error {
	if len(b.index.all) == 0 {
		return nil
	}
	b.progress(StageIndex, 0, 1)
	if b.texts == nil {
		b.texts = s.texts()
	}
	if err := b.texts.add(ctx, b.index, b.index.has); err != nil {
		return err
	}
	return b.makeShards(ctx)
}

// renderAll makes all artefacts that are not up to date, the largest first, so
// that no worker is left with a long one at the end.
func (b *build) renderAll(ctx context.Context, s *snapshot) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	order := bySize(s.order)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			var buf bytes.Buffer
			for i := next.Add(1) - 1; i < int64(len(order)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if err := b.one(s, order[i], &buf); err != nil {
					cancel(err)
				}
				b.step(len(order))
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// one brings one artefact up to date.
func (b *build) one(s *snapshot, a *artefact, buf *bytes.Buffer) error {
	rec := b.old.record(a.number)
	if s.valid(a, rec) && b.sink.Intact(a.path, rec.Stamp) {
		b.records[a.number] = rec
		b.count(rec, false, false)
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
	b.records[a.number] = rec
	b.count(rec, true, changed)
	return nil
}

// maxKeptBuffer is the size up to which a worker reuses its buffer.
const maxKeptBuffer = 8 << 20

func (b *build) count(rec *Record, rendered, changed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stats.Outputs++
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

// bySize puts the artefacts that are made from long texts first, the longest
// at the start.
func bySize(order []*artefact) []*artefact {
	const long = 64 << 10
	var out, short []*artefact
	for _, a := range order {
		if weight(a) < long {
			short = append(short, a)
		} else {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *artefact) int { return cmp.Compare(weight(b), weight(a)) })
	return append(out, short...)
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
	if b.mend != nil {
		b.problems = b.mend(b.problems)
	}
	problems := condense(b.problems.Sorted(), b.layouts)
	b.stats.Errors, b.stats.Warnings = problems.Count()
	b.stats.CacheUsed = len(b.old.records) > 0
	return Result{Stats: b.stats, Problems: problems, AsOf: b.asOf}
}

// nowhere is the sink of a check.
type nowhere struct{}

func (nowhere) Intact(string, Stamp) bool               { return false }
func (nowhere) Put(string, []byte) (Stamp, bool, error) { return Stamp{}, false, nil }
func (nowhere) Commit(func(string) bool) (int, error)   { return 0, nil }
func (nowhere) Abort() error                            { return nil }
