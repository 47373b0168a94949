package host

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kaaw/nachbar/internal/release"
)

// maxMemory is the size of a file above which it stays on the disk.
const maxMemory = 1 << 20

// Names and bounds of what a release says of itself.
const (
	sumsFile     = "pruefsummen.txt"
	manifestFile = "manifest.json"
	maxSums      = 256 << 20
)

// DamagedError says that a release is not what was published.
type DamagedError struct {
	Release string
	// Files are audience and path of the first files that differ, Total how
	// many there are.
	Files []string
	Total int
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("release %s is damaged: %d files differ, among them %s", e.Release, e.Total, strings.Join(e.Files, ", "))
}

// loader reads releases.
type loader struct {
	audience string // that is wanted, "" for the public one
	all      bool   // the other audiences as well
	base     string // the path that those are below
	memory   int64
	words    func(lang string) (Words, error)
	pool     *pool
}

// load reads a release and holds it to its checksums.
func (l *loader) load(ctx context.Context, r release.Release) (*Snapshot, error) {
	shown, err := l.choose(r)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{ID: r.ID, Loaded: time.Now(), trees: map[string]*tree{}, shown: shown}
	left := l.memory
	for _, a := range r.Audiences {
		if a.Name != shown && !l.all {
			continue
		}
		t, err := l.tree(ctx, r, a, shown, &left)
		if err != nil {
			return nil, err
		}
		s.trees[a.Name] = t
	}
	return s, nil
}

// AudienceError says that it is not clear what to show.
type AudienceError struct {
	Wanted string // "" if nothing was asked for
	Known  []string
}

func (e *AudienceError) Error() string {
	return fmt.Sprintf("audience %q is not in the release, which has %s", e.Wanted, strings.Join(e.Known, ", "))
}

// choose finds the audience that everybody sees.
func (l *loader) choose(r release.Release) (string, error) {
	var known, clear []string
	for _, a := range r.Audiences {
		known = append(known, a.Name)
		if m, err := readManifest(filepath.Join(r.Dir, a.Name)); err == nil && m.Audience == "TLP:CLEAR" {
			clear = append(clear, a.Name)
		}
	}
	switch {
	case slices.Contains(known, l.audience):
		return l.audience, nil
	case l.audience == "" && len(known) == 1:
		return known[0], nil
	case l.audience == "" && len(clear) == 1:
		return clear[0], nil
	}
	return "", &AudienceError{l.audience, known}
}

// manifest is what a build says of itself.
type manifest struct{ Audience, Language string }

func readManifest(dir string) (m manifest, err error) {
	body, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err == nil {
		err = json.Unmarshal(body, &m)
	}
	return m, err
}

// tree reads one audience; left is the memory that may still be used.
func (l *loader) tree(ctx context.Context, r release.Release, a release.Audience, shown string, left *int64) (*tree, error) {
	dir := filepath.Join(r.Dir, a.Name)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("load release %s: %w", r.ID, err)
	}
	listed, err := readSums(root, a.Sums)
	if err != nil {
		return nil, fmt.Errorf("load release %s, %s: %w", r.ID, a.Name, err)
	}
	t := &tree{audience: a.Name, root: root, files: make([]*file, len(listed))}
	if a.Name != shown {
		t.base = l.base
	}
	bad, err := l.read(ctx, t, listed, left)
	if err != nil {
		return nil, fmt.Errorf("load release %s: %w", r.ID, err)
	}
	if len(bad) > 0 {
		e := &DamagedError{Release: r.ID, Total: len(bad)}
		for _, name := range bad[:min(len(bad), 5)] {
			e.Files = append(e.Files, a.Name+"/"+name)
		}
		return nil, e
	}
	m, err := readManifest(dir)
	if err == nil && l.words != nil {
		t.words, err = l.words(m.Language)
	}
	if err != nil {
		return nil, fmt.Errorf("load release %s, %s: %w", r.ID, a.Name, err)
	}
	t.addPaths()
	var page []byte
	if f := t.paths["/404.html"]; f != nil {
		page = f.content.plain.bytes
	}
	t.addMissing(page, func(body []byte) (*content, [32]byte) {
		sum := sha256.Sum256(body)
		return l.pool.share(sum, int64(len(body)), body), sum
	})
	t.search = newSearching(t)
	return t, nil
}

// listedFile is a line of pruefsummen.txt.
type listedFile struct {
	name string
	sum  [32]byte
}

// readSums reads the list of all files, which has a hash itself, and adds it to
// the list.
func readSums(root *os.Root, want string) ([]listedFile, error) {
	body, err := readAll(root, sumsFile, maxSums)
	if err != nil {
		return nil, err
	}
	own := sha256.Sum256(body)
	if hex.EncodeToString(own[:]) != want {
		return nil, fmt.Errorf("%s is not the one of the release", sumsFile)
	}
	listed := []listedFile{{sumsFile, own}}
	for line := range strings.Lines(string(body)) {
		text, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		f := listedFile{name: name}
		n, err := hex.Decode(f.sum[:], []byte(text[:min(len(text), 64)]))
		if !ok || err != nil || n != len(f.sum) || len(text) != 64 || !fs.ValidPath(name) || name == sumsFile {
			return nil, fmt.Errorf("%s: line %d is none of a list of files", sumsFile, len(listed))
		}
		listed = append(listed, f)
	}
	return listed, nil
}

// readAll reads a regular file of at most limit bytes.
func readAll(root *os.Root, name string, limit int64) ([]byte, error) {
	f, info, err := openRegular(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > limit {
		return nil, fmt.Errorf("%s has more than %d bytes", name, limit)
	}
	body := make([]byte, info.Size())
	if _, err := io.ReadFull(f, body); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return body, nil
}

// openRegular opens a file that is no link, no pipe and no folder.
func openRegular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	info, err := root.Lstat(filepath.FromSlash(name))
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is no regular file", name)
	}
	if err != nil {
		return nil, nil, err
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, nil, err
	}
	return f, info, nil
}

// read reads all files, several at a time, and returns those that differ.
func (l *loader) read(ctx context.Context, t *tree, listed []listedFile, left *int64) (bad []string, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := 0
	take := func() int {
		mu.Lock()
		defer mu.Unlock()
		next++
		return next - 1
	}
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := take(); i < len(listed) && ctx.Err() == nil; i = take() {
				f, err := l.file(t.root, listed[i], &mu, left)
				switch {
				case errors.Is(err, errDiffers):
					mu.Lock()
					bad = append(bad, listed[i].name)
					mu.Unlock()
				case err != nil:
					cancel(err)
				}
				t.files[i] = f
			}
		})
	}
	wg.Wait()
	slices.Sort(bad)
	return bad, context.Cause(ctx)
}

// errDiffers says that a file has other bytes than the list says, or is not there.
var errDiffers = errors.New("the file differs")

// file reads one file.
func (l *loader) file(root *os.Root, listed listedFile, mu *sync.Mutex, left *int64) (*file, error) {
	f, info, err := openRegular(root, listed.name)
	if err != nil {
		return nil, errDiffers
	}
	defer f.Close()
	mu.Lock()
	inMemory := info.Size() <= maxMemory && info.Size() <= *left
	if inMemory {
		*left -= info.Size()
	}
	mu.Unlock()
	h := sha256.New()
	var kept bytes.Buffer
	var to io.Writer = h
	if inMemory {
		kept.Grow(int(info.Size()))
		to = io.MultiWriter(h, &kept)
	}
	size, err := io.Copy(to, io.LimitReader(f, info.Size()+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", listed.name, err)
	}
	if size != info.Size() || !bytes.Equal(h.Sum(nil), listed.sum[:]) {
		return nil, errDiffers
	}
	var body []byte
	if inMemory {
		body = kept.Bytes()
		if body == nil {
			body = []byte{}
		}
	}
	return newFile(listed.name, listed.sum, l.pool.share(listed.sum, size, body)), nil
}
