package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/site"
)

// Draft is a release that nobody sees yet. It ends with Publish or Abort.
type Draft struct {
	lock     *Lock
	manifest Manifest
	temp     string // its folder
	previous string // the folder of the release before it; "" without one

	mu    sync.Mutex
	trees map[string]*audienceTree
}

// Begin starts a release. Files that are in the current release, too, will be
// the same files: they get a second name and keep their times, so that records
// of an earlier build stay valid.
func (l *Lock) Begin(meta Meta) (*Draft, error) {
	s := l.store
	number, err := l.nextNumber(meta.Above)
	if err != nil {
		return nil, err
	}
	d := &Draft{lock: l, trees: map[string]*audienceTree{}, manifest: Manifest{
		ID: newID(number, meta.Commit), Commit: meta.Commit, Ref: meta.Ref, Program: meta.Program,
		Time: s.now().UTC().Truncate(time.Second),
	}}
	current, err := s.currentID()
	if err == nil {
		d.manifest.Previous, d.previous = current, s.path(releasesDir, current)
	} else if !errors.Is(err, ErrNone) {
		return nil, err
	}
	d.temp = s.path(releasesDir, draftPrefix+d.manifest.ID)
	if err := s.disk.Mkdir(d.temp, publicDir); err != nil {
		return nil, fmt.Errorf("begin release: %w", err)
	}
	return d, nil
}

// nextNumber is higher than all numbers that were given before.
func (l *Lock) nextNumber(above int) (int, error) {
	ids, err := l.store.ids()
	if err != nil {
		return 0, err
	}
	number := max(above, l.end.top)
	if len(ids) > 0 {
		number = max(number, Number(ids[0]))
	}
	return number + 1, nil
}

// ID is the id that the release will have.
func (d *Draft) ID() string { return d.manifest.ID }

// Audience is the sink for the build of one audience, its tree in the release.
// Audiences may be built at the same time.
func (d *Draft) Audience(name string) (site.Sink, error) {
	if !validAudience(name) {
		return nil, fmt.Errorf("begin release: %q cannot be the folder of an audience", name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trees[name] != nil {
		return nil, fmt.Errorf("begin release: audience %q twice", name)
	}
	t := newTree(d.lock.store.disk, filepath.Join(d.temp, name), d.previous, name)
	if err := t.disk.Mkdir(t.dir, publicDir); err != nil {
		return nil, fmt.Errorf("begin release: %w", err)
	}
	d.trees[name] = t
	return t, nil
}

// Abort drops the draft. After Publish it does nothing.
func (d *Draft) Abort() error {
	if d.temp == "" {
		return nil
	}
	temp := d.temp
	d.temp = ""
	if err := d.lock.store.disk.RemoveAll(temp); err != nil {
		return fmt.Errorf("remove draft: %w", err)
	}
	return nil
}

// DamagedError is returned by Publish for files that do not have their
// checksums. Those that come from the release before have rotted there: a
// build without its cache makes them anew.
type DamagedError struct {
	Findings []Finding
	Cause    error // what the disk said of the first that cannot be read; may be nil
}

func (e *DamagedError) Error() string {
	first := e.Findings[0]
	text := fmt.Sprintf("%d files do not have their checksums, the first is %s/%s (%s)", len(e.Findings), first.Audience, first.Path, first.Kind)
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap is the cause.
func (e *DamagedError) Unwrap() error { return e.Cause }

// Publish shows the release to readers. All its files are read again and held
// to their checksums; verify, which may be nil, looks at each audience and may
// refuse. It is called by one goroutine for each audience. When Publish
// returns without an error the release survives a power cut; with one, readers
// see what they saw before and the draft is gone.
func (d *Draft) Publish(ctx context.Context, verify func(audience string, files fs.FS) error) (Release, error) {
	if d.temp == "" {
		return Release{}, errors.New("publish release: the draft is closed")
	}
	r, err := d.publish(ctx, verify)
	if err != nil {
		return Release{}, errors.Join(fmt.Errorf("publish release: %w", err), d.Abort())
	}
	d.temp = ""
	return r, nil
}

func (d *Draft) publish(ctx context.Context, verify func(string, fs.FS) error) (Release, error) {
	if err := d.complete(); err != nil {
		return Release{}, err
	}
	if err := d.check(ctx, verify); err != nil {
		return Release{}, err
	}
	r, err := d.settle()
	if err != nil {
		return Release{}, err
	}
	if err := d.lock.show(r, EventPublished); err != nil {
		return Release{}, errors.Join(err, d.lock.store.disk.RemoveAll(r.Dir))
	}
	r.Current = true
	return r, nil
}

// complete lists the audiences, all of which have to be built.
func (d *Draft) complete() error {
	if len(d.trees) == 0 {
		return errors.New("no audience was built")
	}
	for name, t := range d.trees {
		if !t.done {
			return fmt.Errorf("audience %q was not built to its end", name)
		}
		a, err := t.describe(name)
		if err != nil {
			return err
		}
		d.manifest.Audiences = append(d.manifest.Audiences, a)
	}
	slices.SortFunc(d.manifest.Audiences, func(a, b Audience) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// check reads everything again, and asks verify.
func (d *Draft) check(ctx context.Context, verify func(string, fs.FS) error) error {
	found, err := checkTrees(ctx, d.lock.store.disk, d.temp, d.manifest)
	if err != nil {
		return err
	}
	if len(found.list) > 0 {
		return &DamagedError{found.list, found.cause}
	}
	if verify == nil {
		return nil
	}
	errs := make([]error, len(d.manifest.Audiences))
	var wg sync.WaitGroup
	for i, a := range d.manifest.Audiences {
		wg.Go(func() { errs[i] = verify(a.Name, os.DirFS(filepath.Join(d.temp, a.Name))) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// settle makes a complete release of the draft, on the disk for good: first
// all files in one step, then the manifest, then the name.
func (d *Draft) settle() (Release, error) {
	s := d.lock.store
	body, err := d.manifest.Bytes()
	if err != nil {
		return Release{}, err
	}
	if err := s.disk.SyncAll(d.temp); err != nil {
		return Release{}, err
	}
	name := filepath.Join(d.temp, manifestFile)
	if err := s.disk.WriteFile(name, body, publicFile); err != nil {
		return Release{}, err
	}
	for _, dirty := range []string{name, d.temp} {
		if err := s.disk.Sync(dirty); err != nil {
			return Release{}, err
		}
	}
	dir := s.path(releasesDir, d.manifest.ID)
	if err := s.disk.Rename(d.temp, dir); err != nil {
		return Release{}, err
	}
	if err := s.disk.Sync(s.path(releasesDir)); err != nil {
		return Release{}, errors.Join(err, s.disk.RemoveAll(dir))
	}
	return Release{Manifest: d.manifest, Dir: dir}, nil
}
