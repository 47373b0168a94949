package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // formats of pictures beside pages
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	_ "golang.org/x/image/webp"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/layout"
	"github.com/kaaw/nachbar/internal/view"
)

const (
	maxPixels      = 40_000_000
	maxStaticBytes = content.MaxAttachmentBytes
	assetsDir      = "assets"
	wellKnown      = ".well-known" // RFC 8615
)

// files answers questions about files that are not pages; it implements
// view.Files. It reads a file at most once for each question.
type files struct {
	fsys     fs.FS
	static   string // folder
	portable bool
	assets   map[string]asset
	statics  map[string]string // path in the build → source
	layouts  *layout.Set
	sums     sync.Map // source → [32]byte
	images   sync.Map // source → dimensions
}

type asset struct {
	path string
	sum  view.Digest
}

type dimensions struct {
	width, height int
	err           error
}

// loadFiles lists the static folder and hashes its assets.
func loadFiles(fsys fs.FS, static string, layouts *layout.Set, portable bool) (*files, diag.List, error) {
	f := &files{
		fsys: fsys, static: static, portable: portable, layouts: layouts,
		assets: map[string]asset{}, statics: map[string]string{},
	}
	var problems diag.List
	err := fs.WalkDir(fsys, static, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case name != static && content.Hidden(entry.Name()) && entry.Name() != wellKnown:
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		if problem, found := diag.Irregular(name, entry.Type()); found {
			problems.Add(problem)
			return nil
		}
		if problem, found := content.CheckName(name); found {
			problems.Add(problem)
			return nil
		}
		if info, err := entry.Info(); err == nil && info.Size() > maxStaticBytes {
			problems.Add(diag.New("content-too-large", name, 0, "size", fmt.Sprint(info.Size()>>20, " MiB"), "limit", "64 MiB"))
			return nil
		}
		return f.add(name)
	})
	if err != nil {
		return nil, problems, fmt.Errorf("read static files: %w", err)
	}
	return f, problems, nil
}

// add takes a static file up. Style sheets and scripts directly in assets/
// get a hash in their name, so that browsers may keep them for ever.
func (f *files) add(source string) error {
	name := strings.TrimPrefix(source, f.static+"/")
	target := name
	if path.Dir(name) == assetsDir && !f.portable {
		sum, err := f.sum(source)
		if err != nil {
			return err
		}
		ext := path.Ext(name)
		target = strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	}
	f.statics[target] = source
	if below, ok := strings.CutPrefix(name, assetsDir+"/"); ok {
		f.assets[below] = asset{path: target}
	}
	return nil
}

// sum is the SHA-256 of a file.
func (f *files) sum(source string) ([32]byte, error) {
	if known, ok := f.sums.Load(source); ok {
		return known.([32]byte), nil
	}
	src, err := fs.ReadFile(f.fsys, source)
	if err != nil {
		return [32]byte{}, err
	}
	sum := sha256.Sum256(src)
	f.sums.Store(source, sum)
	return sum, nil
}

// is reports whether a file that was read just now is still the one that facts
// are about.
func (f *files) is(source string, sum [32]byte) bool {
	known, _ := f.sums.LoadOrStore(source, sum)
	return known == sum
}

// Asset implements view.Files. The path carries the hash on the web; in a
// portable edition, whose names are stable, a page does not depend on it.
func (f *files) Asset(name string) (string, view.Digest, bool) {
	a, ok := f.assets[name]
	return a.path, a.sum, ok
}

// Static implements view.Files.
func (f *files) Static(name string) bool { return f.statics[name] != "" }

// Sum implements view.Files.
func (f *files) Sum(source string) view.Digest {
	sum, err := f.sum(source)
	if err != nil {
		return view.Digest{}
	}
	return view.Digest(sum[:16])
}

// Layout implements view.Files.
func (f *files) Layout(name, section string, kind content.Kind) view.Digest {
	file, _ := f.layouts.Lookup(name, section, string(kind))
	return f.layouts.Digest(file)
}

// Image implements view.Files.
func (f *files) Image(source string) (width, height int, err error) {
	known, ok := f.images.Load(source)
	if !ok {
		known = f.measure(source)
		f.images.Store(source, known)
	}
	d := known.(dimensions)
	return d.width, d.height, d.err
}

var errNotPicture = errors.New("not a PNG, JPEG, GIF, WebP or SVG picture")

func (f *files) measure(source string) dimensions {
	file, err := f.fsys.Open(source)
	if err != nil {
		return dimensions{err: err}
	}
	defer file.Close()
	if strings.HasSuffix(strings.ToLower(source), ".svg") {
		return dimensions{err: looksLikeSVG(file)}
	}
	cfg, _, err := image.DecodeConfig(file)
	switch {
	case err != nil:
		return dimensions{err: errNotPicture}
	case cfg.Width*cfg.Height > maxPixels:
		return dimensions{err: view.ErrPixels}
	}
	return dimensions{width: cfg.Width, height: cfg.Height}
}

func looksLikeSVG(r io.Reader) error {
	head := make([]byte, 4096)
	n, _ := io.ReadFull(r, head)
	if !strings.Contains(string(head[:n]), "<svg") {
		return errNotPicture
	}
	return nil
}

// targets lists the paths of static files in the build, sorted.
func (f *files) targets() []string {
	var targets []string
	for target := range f.statics {
		targets = append(targets, target)
	}
	slices.Sort(targets)
	return targets
}
