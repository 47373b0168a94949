package content

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/privacy"
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
	// Rules say what must not stand in the files of pages; nil looks for nothing.
	Rules *privacy.Rules
	// Derived reports files that are made of others, which are looked through
	// themselves; nil knows none.
	Derived func(source string) bool
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
	if l.shelf, err = store.open(l.opt); err != nil {
		return nil, err
	}
	defer func() { l.shelf = nil }()
	seen = map[string]bool{}
	if err := l.decode(ctx, folders, seen); err != nil {
		return nil, err
	}
	return seen, l.shelf.close(seen)
}

// rules are those for one file.
func (l *Loader) rules(source string) *privacy.Rules {
	if l.opt.Derived != nil && l.opt.Derived(source) {
		return nil
	}
	return l.opt.Rules
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
	if err := l.listAll(); err != nil {
		return nil, err
	}
	var folders []folder
	var visit func(dir string, depth int)
	visit = func(dir string, depth int) {
		entries, ok := l.listings[dir]
		if !ok {
			return // removed between listing and reading, until the next change
		}
		f := sortOut(dir, entries, func(full string) bool { return l.opt.Ignored(l.relative(full)) })
		if depth >= maxFolderDepth && len(f.dirs) > 0 {
			f.problems.Add(diag.New("content-too-deep", f.dirs[0], 0))
			f.dirs = nil
		}
		folders = append(folders, f)
		for _, sub := range f.dirs {
			visit(sub, depth+1)
		}
	}
	visit(l.opt.Dir, 0)
	return folders, nil
}
