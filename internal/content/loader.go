package content

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Options say how a tree is read and which pages belong to it.
type Options struct {
	// Dir is the content folder below the site's root, "content".
	Dir string
	// Lenient reads foreign trees: unknown keys and missing titles are warnings.
	Lenient bool
	// Drafts includes pages marked draft.
	Drafts bool
	// Max is the audience's label; pages above it are left out.
	Max tlp.Label
	// DefaultLabel is the label of pages that nothing else labels; nil means
	// that a page without a label is an error.
	DefaultLabel *tlp.Label
	// Ignored reports files and folders, by their path below Dir, that are no
	// content; nil ignores nothing.
	Ignored func(path string) bool
	// Store holds files decoded by earlier runs; nil is empty.
	Store *Store
}

// Loader reads a tree and reads it again after changes, decoding only what
// changed. It is not safe for concurrent use.
type Loader struct {
	fsys fs.FS
	opt  Options

	listings map[string][]entry
	files    map[string]*file
	shelf    *shelf // while reading
}

// NewLoader returns a loader of the content folder of the site fsys.
func NewLoader(fsys fs.FS, opt Options) *Loader {
	if opt.Ignored == nil {
		opt.Ignored = func(string) bool { return false }
	}
	return &Loader{fsys: fsys, opt: opt, listings: map[string][]entry{}, files: map[string]*file{}}
}

// Load reads everything that may have changed and assembles the tree. The
// error is one of the environment (an unreadable disk, a cancelled context);
// whatever is wrong with the content is in the list, and the tree holds all
// pages that could be read.
func (l *Loader) Load(ctx context.Context) (*Tree, diag.List, error) {
	folders, err := l.walk()
	if errors.Is(err, fs.ErrNotExist) && len(folders) == 0 {
		tree, _ := assemble(nil, nil, l.opt)
		return tree, diag.List{diag.New("content-missing", l.opt.Dir, 0)}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read content: %w", err)
	}
	seen, err := l.readFiles(ctx, folders)
	if err != nil {
		return nil, nil, fmt.Errorf("read content: %w", err)
	}
	for source := range l.files {
		if !seen[source] {
			delete(l.files, source)
		}
	}
	tree, problems := assemble(folders, l.files, l.opt)
	return tree, problems, nil
}

// readFiles decodes what is not known yet and returns which files there are.
func (l *Loader) readFiles(ctx context.Context, folders []folder) (seen map[string]bool, err error) {
	store := l.opt.Store
	if len(l.files) > 0 { // nearly all is known better
		store = nil
	}
	if l.shelf, err = store.open(l.opt.Lenient); err != nil {
		return nil, err
	}
	defer func() { l.shelf = nil }()
	seen = map[string]bool{}
	if err := l.decode(ctx, folders, seen); err != nil {
		return nil, err
	}
	return seen, l.shelf.close(seen)
}

// Forget makes the next Load look again at paths (files or folders below the
// site's root) that may have changed, come or gone.
func (l *Loader) Forget(paths []string) {
	for _, p := range paths {
		delete(l.files, p)
		for dir := path.Dir(p); dir != "." && dir != "/"; dir = path.Dir(dir) {
			delete(l.listings, dir) // folders above may be new as well
		}
		if _, known := l.listings[p]; known || strings.HasPrefix(l.opt.Dir, p+"/") {
			l.forgetFolder(p)
		}
	}
}

func (l *Loader) forgetFolder(dir string) {
	for known := range l.listings {
		if known == dir || strings.HasPrefix(known, dir+"/") {
			delete(l.listings, known)
		}
	}
	for known := range l.files {
		if strings.HasPrefix(known, dir+"/") {
			delete(l.files, known)
		}
	}
}

// walk lists all folders, parents first.
func (l *Loader) walk() ([]folder, error) {
	var folders []folder
	var visit func(dir string, depth int) error
	visit = func(dir string, depth int) error {
		entries, ok := l.listings[dir]
		if !ok {
			var err error
			entries, err = listing(l.fsys, dir)
			if errors.Is(err, fs.ErrNotExist) && depth > 0 {
				return nil // removed between listing and reading, until the next change
			}
			if err != nil {
				return err
			}
			l.listings[dir] = entries
		}
		f := sortOut(dir, entries, func(full string) bool { return l.opt.Ignored(l.relative(full)) })
		if depth >= maxFolderDepth && len(f.dirs) > 0 {
			f.problems.Add(diag.New("content-too-deep", f.dirs[0], 0))
			f.dirs = nil
		}
		folders = append(folders, f)
		for _, sub := range f.dirs {
			if err := visit(sub, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return folders, visit(l.opt.Dir, 0)
}

// decode reads section files top down, because they say of what kind the
// pages below them are, and then all pages at once.
func (l *Loader) decode(ctx context.Context, folders []folder, seen map[string]bool) error {
	cascaded := map[string]Kind{} // by folder; "" if no section says so
	var jobs []job
	for _, f := range folders {
		kind := cascaded[path.Dir(f.path)]
		if f.index != "" {
			seen[f.index] = true
			if err := l.decodeOne(job{f.index, Plain, f.stamps[f.index]}, new(sync.Mutex)); err != nil {
				return err
			}
			if c := l.files[f.index].front.Cascade; c != nil && c.Kind != "" {
				kind = c.Kind
			}
		}
		cascaded[f.path] = kind
		kind = cmp.Or(kind, KindOf(l.relative(f.path)))
		for _, source := range f.pageSources() {
			seen[source] = true
			jobs = append(jobs, job{source, kind, f.stamps[source]})
		}
	}
	return l.decodeAll(ctx, jobs)
}

func (f folder) pageSources() []string {
	if f.bundle != "" {
		return append([]string{f.bundle}, f.pages...)
	}
	return f.pages
}

// relative is a folder's path below the content folder, "" for itself.
func (l *Loader) relative(dir string) string {
	return strings.TrimPrefix(strings.TrimPrefix(dir, l.opt.Dir), "/")
}

// job is one file to decode; fallback is its kind if it names none itself.
type job struct {
	source   string
	fallback Kind
	stamp    stamp
}

func (l *Loader) decodeAll(ctx context.Context, jobs []job) error {
	workers := min(runtime.GOMAXPROCS(0), len(jobs))
	feed := make(chan job)
	results := make([]error, workers)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for j := range feed {
				if results[w] == nil {
					results[w] = l.decodeOne(j, &mu)
				}
			}
		})
	}
	for _, j := range jobs {
		if ctx.Err() != nil {
			break
		}
		feed <- j
	}
	close(feed)
	wg.Wait()
	return errors.Join(append(results, ctx.Err())...)
}

// decodeOne decodes a file unless it is known. mu guards the map of files.
func (l *Loader) decodeOne(j job, mu *sync.Mutex) error {
	mu.Lock()
	old := l.files[j.source]
	mu.Unlock()
	if old != nil && old.fallback == j.fallback {
		return nil
	}
	if f := l.shelf.get(j); f != nil {
		mu.Lock()
		defer mu.Unlock()
		l.files[j.source] = f
		return nil
	}
	src, err := readAll(l.fsys, j.source, j.stamp.Size)
	if errors.Is(err, fs.ErrNotExist) {
		src, err = nil, nil // removed between listing and reading: an empty page, until the next change
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", j.source, err)
	}
	f := decodeFile(j.source, src, j.fallback, l.opt.Lenient)
	f.hash, f.size = sha256.Sum256(src), int64(len(src))
	mu.Lock()
	defer mu.Unlock()
	l.files[j.source] = f
	l.shelf.put(j, f)
	return nil
}

// readAll reads a regular file of about size bytes, and never more than the
// limit of a page.
func readAll(fsys fs.FS, name string, size int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	buf := make([]byte, 0, size+512)
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) > MaxPageBytes {
			return nil, fmt.Errorf("file grew beyond %d bytes while it was read", MaxPageBytes)
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// Read returns the bytes of a page's file from its body on, and the hash of
// the whole file. A caller compares the hash with p.Hash to see whether the
// file changed since the tree was loaded.
func (p *Page) Read(fsys fs.FS) (body []byte, hash [32]byte, err error) {
	if p.Source == "" {
		return nil, p.Hash, nil
	}
	src, err := readAll(fsys, p.Source, int64(p.BodyOffset)+4096)
	if err != nil {
		return nil, hash, err
	}
	return src[min(p.BodyOffset, len(src)):], sha256.Sum256(src), nil
}
