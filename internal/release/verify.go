package release

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// What can be wrong with a file of a release.
const (
	Changed    = "changed"    // its bytes do not have their checksum
	Truncated  = "truncated"  // it is shorter than it has to be
	Missing    = "missing"    // it is not there
	Additional = "additional" // it is no part of the release
	Irregular  = "irregular"  // it is a link, a folder or something else in the place of a file
	Unreadable = "unreadable" // the disk does not give it out
)

// Finding is one file of a release that is not as it was published.
type Finding struct {
	Audience string `json:"audience,omitempty"` // "" for release.json and what stands beside audiences
	Path     string `json:"path"`
	Kind     string `json:"kind"`
}

// Report is what Verify found.
type Report struct {
	ID       string    `json:"id"`
	Files    int       `json:"files"`
	Bytes    int64     `json:"bytes"`
	Findings []Finding `json:"findings"` // by audience and path
}

// Verify reads a release again and compares every file with its checksum, the
// lists of checksums with the manifest, and the manifest with the log. "" is
// the current release. What it found goes into the log if the caller may write.
func (s *Store) Verify(ctx context.Context, id string) (Report, error) {
	if id == "" {
		current, err := s.currentID()
		if err != nil {
			return Report{}, err
		}
		id = current
	}
	ids, err := s.ids()
	if err != nil {
		return Report{}, err
	}
	if !slices.Contains(ids, id) {
		return Report{}, &UnknownReleaseError{id, ids}
	}
	report, err := s.verify(ctx, id)
	if err != nil {
		return Report{}, err
	}
	return report, s.noteVerified(ctx, report)
}

func (s *Store) verify(ctx context.Context, id string) (Report, error) {
	report := Report{ID: id, Findings: []Finding{}}
	r, err := s.read(id)
	if err != nil {
		report.Findings = append(report.Findings, Finding{Path: manifestFile, Kind: kindOf(err)})
		return report, nil
	}
	for _, a := range r.Audiences {
		report.Files += a.Files
		report.Bytes += a.Bytes
	}
	found, err := checkTrees(ctx, s.disk, r.Dir, r.Manifest)
	if err != nil {
		return Report{}, err
	}
	report.Findings = append(report.Findings, found.list...)
	wanted, err := s.loggedManifest(id)
	if err != nil {
		return Report{}, err
	}
	if body, err := r.Manifest.Bytes(); wanted != "" && (err != nil || digest(body) != wanted) {
		report.Findings = append(report.Findings, Finding{Path: manifestFile, Kind: Changed})
	}
	return report, nil
}

// loggedManifest is the hash of release.json in the log; "" if it is not
// there. A log that is broken later on is good up to that line.
func (s *Store) loggedManifest(id string) (string, error) {
	entries, err := s.Log()
	var broken *BrokenLogError
	if err != nil && !errors.As(err, &broken) {
		return "", err
	}
	for _, e := range entries {
		if e.Release == id && e.Manifest != "" {
			return e.Manifest, nil
		}
	}
	return "", nil
}

// noteVerified puts the result into the log.
func (s *Store) noteVerified(ctx context.Context, report Report) error {
	l, err := s.Lock(ctx, nil)
	if errors.Is(err, fs.ErrPermission) {
		return nil // whoever may only read looks, too
	}
	if err != nil {
		return err
	}
	event, note := EventVerified, ""
	if n := len(report.Findings); n > 0 {
		f := report.Findings[0]
		event, note = EventDamaged, fmt.Sprintf("%d: %s %s", n, f.Kind, strings.TrimPrefix(f.Audience+"/"+f.Path, "/"))
	}
	return errors.Join(l.Record(event, report.ID, "", note), l.Unlock())
}

// findings are what is wrong, and what the disk said first if it is the disk.
type findings struct {
	list  []Finding
	cause error
}

// checkTrees holds all files below dir to a manifest. An error is returned
// only when ctx is done.
func checkTrees(ctx context.Context, d disk.Disk, dir string, m Manifest) (findings, error) {
	c := &checker{ctx: ctx, disk: d}
	expected := map[string]bool{manifestFile: true}
	for _, a := range m.Audiences {
		expected[a.Name] = true
		c.audience(filepath.Join(dir, a.Name), a)
	}
	entries, err := d.ReadDir(dir)
	if err != nil {
		c.addError("", ".", err)
	}
	for _, e := range entries {
		if !expected[e.Name()] {
			c.add("", e.Name(), Additional)
		}
	}
	slices.SortFunc(c.found.list, func(a, b Finding) int {
		return strings.Compare(a.Audience+"/"+a.Path+"/"+a.Kind, b.Audience+"/"+b.Path+"/"+b.Kind)
	})
	return c.found, ctx.Err()
}

// checker collects what is wrong.
type checker struct {
	ctx  context.Context
	disk disk.Disk

	mu    sync.Mutex
	found findings
}

func (c *checker) add(audience, path, kind string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.found.list = append(c.found.list, Finding{audience, path, kind})
}

// addError notes what the disk says of a file.
func (c *checker) addError(audience, path string, err error) {
	kind := kindOf(err)
	c.add(audience, path, kind)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found.cause == nil && kind == Unreadable {
		c.found.cause = err
	}
}

// kindOf is what an error of the disk says about a file.
func kindOf(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Missing
	case fromDisk(err):
		return Unreadable
	}
	return Changed
}

// fromDisk reports whether an error comes from the disk.
func fromDisk(err error) bool {
	var one *fs.PathError
	return errors.As(err, &one)
}

// audience checks one tree.
func (c *checker) audience(dir string, a Audience) {
	body, err := disk.ReadFile(c.disk, filepath.Join(dir, sumsFile), maxSums)
	if err != nil {
		c.addError(a.Name, sumsFile, err)
		return
	}
	if digest(body) != a.Sums {
		c.add(a.Name, sumsFile, Changed)
		return // what the others should be is not known
	}
	wanted := map[string]string{sumsFile: a.Sums}
	for line := range strings.Lines(string(body)) {
		if sum, path, ok := parseSum(line); ok {
			wanted[path] = sum
		}
	}
	present := map[string]bool{}
	c.list(dir, a.Name, "", wanted, present)
	var paths []string
	for path := range wanted {
		if present[path] {
			paths = append(paths, path)
		} else {
			c.add(a.Name, path, Missing)
		}
	}
	slices.Sort(paths)
	sizes := c.sizes(dir, paths)
	c.each(paths, func(path string, buf []byte) { c.file(dir, a.Name, path, wanted[path], sizes[path], buf) })
}

// list notes the regular files below a folder, and adds all that should not be
// there.
func (c *checker) list(dir, audience, below string, wanted map[string]string, present map[string]bool) {
	entries, err := c.disk.ReadDir(filepath.Join(dir, filepath.FromSlash(below)))
	if err != nil {
		c.addError(audience, cmp.Or(below, "."), err)
		return
	}
	for _, e := range entries {
		path := strings.TrimPrefix(below+"/"+e.Name(), "/")
		_, isWanted := wanted[path]
		switch {
		case isWanted:
			present[path] = true
			if !e.Type().IsRegular() {
				c.add(audience, path, Irregular)
			}
		case e.IsDir():
			c.list(dir, audience, path, wanted, present)
		default:
			c.add(audience, path, Additional)
		}
	}
}

// sizes are those of manifest.json, which every build has: they tell a file
// that was cut off from one that was changed.
func (c *checker) sizes(dir string, paths []string) map[string]int64 {
	sizes := map[string]int64{}
	if !slices.Contains(paths, "manifest.json") {
		return sizes
	}
	var list struct {
		Files []struct {
			Path string
			Size int64
		}
	}
	body, err := disk.ReadFile(c.disk, filepath.Join(dir, "manifest.json"), maxSums)
	if err != nil || json.Unmarshal(body, &list) != nil {
		return sizes
	}
	for _, f := range list.Files {
		sizes[f.Path] = f.Size
	}
	return sizes
}

// each calls do for every path, on all processors, with a buffer to read into.
func (c *checker) each(paths []string, do func(path string, buf []byte)) {
	todo := make(chan string)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			buf := make([]byte, 32<<10)
			for path := range todo {
				do(path, buf)
			}
		})
	}
	for _, path := range paths {
		if c.ctx.Err() != nil {
			break
		}
		todo <- path
	}
	close(todo)
	wg.Wait()
}

// file holds one file to its checksum.
func (c *checker) file(dir, audience, path, wanted string, size int64, buf []byte) {
	name := filepath.Join(dir, filepath.FromSlash(path))
	info, err := c.disk.Lstat(name)
	if err == nil && !info.Mode().IsRegular() {
		return // was noted
	}
	sum, n, err := sumOf(c.disk, name, buf)
	switch {
	case err != nil:
		c.addError(audience, path, err)
	case sum != wanted && n < size:
		c.add(audience, path, Truncated)
	case sum != wanted:
		c.add(audience, path, Changed)
	}
}

// sumOf is the SHA-256 and the size of a file.
func sumOf(d disk.Disk, name string, buf []byte) (sum string, size int64, err error) {
	f, err := d.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.CopyBuffer(h, f, buf); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// parseSum reads a line of pruefsummen.txt.
func parseSum(line string) (sum, path string, ok bool) {
	sum, path, ok = strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
	return sum, path, ok && len(sum) == 64 && fs.ValidPath(path) && filepath.IsLocal(filepath.FromSlash(path))
}
