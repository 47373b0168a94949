// Package layout turns html/template files into pages.
//
// Layouts lie in one folder: base.html is the skeleton of every page,
// partials/ holds the parts, kept/ those whose result is kept from page to page,
// and every other file defines the blocks of one sort of page. The nearest layout wins: for a page leitfaden/bia/planung of
// kind guide and the name "single" these are, in order,
//
//	leitfaden/bia/single.html, leitfaden/single.html   the page's own sections
//	guide/single.html                                  its kind
//	_default/single.html                               everything else
//
// A Set is immutable and safe for concurrent use. It knows nothing of pages:
// what a layout sees as "." and what its functions answer comes from a Host.
// All output goes through html/template's contextual escaping.
package layout

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
)

const (
	baseFile    = "base.html"
	partialsDir = "partials/"
	maxBytes    = 512 << 10
)

// Set is all layouts of a site.
type Set struct {
	dir     string
	files   map[string]string // path below dir → source
	common  [32]byte          // digest of base and partials
	digests map[string][16]byte
	pool    sync.Pool
	origins sync.Map // file and line of a page → origin
}

// Load reads dir/**/*.html and checks that every file parses. Files that do
// not parse are named in the problems; a Set is returned all the same.
func Load(fsys fs.FS, dir string) (*Set, diag.List, error) {
	s := &Set{dir: dir, files: map[string]string{}, digests: map[string][16]byte{}}
	var problems diag.List
	err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if problem, found := diag.Irregular(name, entry.Type()); found {
			problems.Add(problem)
			return nil
		}
		if !strings.HasSuffix(name, ".html") {
			return nil
		}
		if info, err := entry.Info(); err == nil && info.Size() > maxBytes {
			problems.Add(diag.New("layout-too-large", name, 0))
			s.files[strings.TrimPrefix(name, dir+"/")] = "" // it is there
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		key := strings.TrimPrefix(name, dir+"/")
		s.files[key] = string(src)
		problems.Add(s.checkSyntax(key, string(src))...)
		return nil
	})
	if err != nil {
		return s, problems, fmt.Errorf("read layouts: %w", err)
	}
	if _, ok := s.files[baseFile]; !ok {
		problems.Add(diag.New("layout-no-base", dir, 0, "file", path.Join(dir, baseFile)))
	}
	s.digest()
	return s, problems, nil
}

// digest fingerprints every layout together with all it may use.
func (s *Set) digest() {
	h := sha256.New()
	for _, name := range s.names() {
		if name == baseFile || strings.HasPrefix(name, partialsDir) || strings.HasPrefix(name, keptDir) {
			fmt.Fprintf(h, "%q %q\n", name, s.files[name])
		}
	}
	s.common = [32]byte(h.Sum(nil))
	for name, src := range s.files {
		sum := sha256.Sum256(append(s.common[:], name+"\x00"+src...))
		s.digests[name] = [16]byte(sum[:16])
	}
}

func (s *Set) names() []string {
	names := make([]string, 0, len(s.files))
	for name := range s.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Lookup finds the layout for a page: name is the sort of page, "single",
// section its logical path, kind its kind. ok is false if there is none.
func (s *Set) Lookup(name, section, kind string) (file string, ok bool) {
	for dir := section; dir != "" && dir != "."; dir = path.Dir(dir) {
		if _, ok := s.files[dir+"/"+name+".html"]; ok {
			return dir + "/" + name + ".html", true
		}
	}
	for _, dir := range []string{kind, "_default"} {
		if _, ok := s.files[dir+"/"+name+".html"]; ok {
			return dir + "/" + name + ".html", true
		}
	}
	return "", false
}

// Digest changes when the file, the skeleton or any partial changes.
func (s *Set) Digest(file string) [16]byte { return s.digests[file] }

// Path is where a layout lies below the site's root.
func (s *Set) Path(file string) string { return path.Join(s.dir, file) }

// Execute renders dot with a layout that Lookup found. page is the source of
// the page, for problems. Either the whole page is written or there are
// problems; w may then hold a part of it.
func (s *Set) Execute(w io.Writer, file string, host Host, dot any, page string) diag.List {
	inst, _ := s.pool.Get().(*instance)
	if inst == nil {
		inst = newInstance(s)
	}
	defer s.pool.Put(inst)
	return inst.execute(w, file, host, dot, page)
}

// IDs lists the ids that layouts give to their own elements, so that headings
// of a page can stay clear of them.
func (s *Set) IDs() []string {
	var ids []string
	for _, name := range s.names() {
		for _, part := range strings.Split(s.files[name], ` id="`)[1:] {
			if id, _, ok := strings.Cut(part, `"`); ok && !strings.Contains(id, "{{") {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
