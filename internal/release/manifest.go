package release

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/release/disk"
)

const (
	manifestFile = "release.json"
	sumsFile     = marker

	maxManifest = 1 << 20
	maxSums     = 256 << 20 // some 2,000,000 files
)

// Meta is what a publisher knows of a release.
type Meta struct {
	// Commit is the full id of the commit that was built.
	Commit string
	// Ref is the branch or tag the commit was found by.
	Ref string
	// Program is the version of the program.
	Program string
	// Above is a number that the new release has to exceed, because releases
	// up to it are elsewhere; 0 for none.
	Above int
}

// Manifest is the file release.json of a release: what it was made of and what
// it has to hold. It stands beside the audiences, never inside one.
type Manifest struct {
	ID      string `json:"id"`
	Commit  string `json:"commit"`
	Ref     string `json:"ref,omitempty"`
	Program string `json:"program,omitempty"`
	// Time is when the release was made, to the second, in UTC.
	Time time.Time `json:"time"`
	// Previous is the release that was current then.
	Previous  string     `json:"previous,omitempty"`
	Audiences []Audience `json:"audiences"` // by name
}

// Audience is one tree of a release.
type Audience struct {
	Name  string `json:"name"`
	Files int    `json:"files"` // pruefsummen.txt included
	Bytes int64  `json:"bytes"`
	// Sums is the SHA-256 of pruefsummen.txt, which has those of all files.
	Sums string `json:"sums"`
}

// Release is a complete release of a store.
type Release struct {
	Manifest
	// Dir is its folder, with a folder for each audience.
	Dir string
	// Current says that readers see it.
	Current bool
}

// FS is the tree of an audience.
func (r Release) FS(audience string) fs.FS { return os.DirFS(filepath.Join(r.Dir, audience)) }

// ErrNone is returned where there is no release yet.
var ErrNone = errors.New("nothing has been published yet")

// UnknownReleaseError is returned for an id that the store does not hold.
type UnknownReleaseError struct {
	ID    string
	Known []string // the newest first
}

func (e *UnknownReleaseError) Error() string { return "no release " + e.ID }

// idForm is a number that grows and the beginning of the commit.
var idForm = regexp.MustCompile(`^[0-9]{6,9}-[0-9a-z]{1,12}$`)

// ValidID reports whether a text has the form of the id of a release.
func ValidID(id string) bool { return idForm.MatchString(id) }

// Number is the number a release's id starts with: newer releases have higher
// ones, whatever the clock said. It is 0 for anything else.
func Number(id string) int {
	n, _, _ := strings.Cut(id, "-")
	number, err := strconv.Atoi(n)
	if err != nil || !ValidID(id) {
		return 0
	}
	return number
}

// newID is the id of release number of a commit.
func newID(number int, commit string) string {
	short := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(commit))
	if short == "" {
		short = "x"
	}
	return fmt.Sprintf("%06d-%s", number, short[:min(12, len(short))])
}

// Current is the release that readers see; ErrNone without one.
func (s *Store) Current() (Release, error) {
	id, err := s.currentID()
	if err != nil {
		return Release{}, err
	}
	r, err := s.read(id)
	r.Current = true
	return r, err
}

// currentID is where the link leads; ErrNone without one.
func (s *Store) currentID() (string, error) {
	target, err := s.disk.Readlink(s.path(currentLink))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	if err != nil {
		return "", fmt.Errorf("find the current release: %w", err)
	}
	dir, id := filepath.Split(target)
	if filepath.Clean(dir) != releasesDir || !ValidID(id) {
		return "", fmt.Errorf("find the current release: %s leads to %s", s.path(currentLink), target)
	}
	return id, nil
}

// read reads the manifest of a release.
func (s *Store) read(id string) (Release, error) {
	dir := s.path(releasesDir, id)
	body, err := disk.ReadFile(s.disk, filepath.Join(dir, manifestFile), maxManifest)
	if err != nil {
		return Release{}, fmt.Errorf("read release %s: %w", id, err)
	}
	m, err := ParseManifest(body)
	if err == nil && m.ID != id {
		err = fmt.Errorf("%s is of release %s", manifestFile, m.ID)
	}
	if err != nil {
		return Release{}, fmt.Errorf("read release %s: %w", id, err)
	}
	return Release{Manifest: m, Dir: dir}, nil
}

// ParseManifest reads a release.json and refuses what no store wrote.
func ParseManifest(body []byte) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(body, &m); err != nil {
		return Manifest{}, fmt.Errorf("read %s: %w", manifestFile, err)
	}
	if !ValidID(m.ID) || len(m.Audiences) == 0 {
		return Manifest{}, fmt.Errorf("read %s: no manifest of a release", manifestFile)
	}
	for _, a := range m.Audiences {
		if !validAudience(a.Name) {
			return Manifest{}, fmt.Errorf("read %s: audience %q", manifestFile, a.Name)
		}
	}
	return m, nil
}

// validAudience reports whether a name can be that of a folder of a release.
func validAudience(name string) bool {
	return filepath.IsLocal(name) && !strings.ContainsAny(name, `/\`) && !strings.HasPrefix(name, ".") && name != manifestFile
}

// Bytes is the manifest as it is written.
func (m Manifest) Bytes() ([]byte, error) {
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", manifestFile, err)
	}
	return append(body, '\n'), nil
}

// List is all complete releases, the newest first. A folder that is none, as
// somebody may have put there, is left out; Verify tells what is wrong with it.
func (s *Store) List() ([]Release, error) {
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	current, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return nil, err
	}
	var out []Release
	for _, id := range ids {
		if r, err := s.read(id); err == nil {
			r.Current = id == current
			out = append(out, r)
		}
	}
	return out, nil
}

// ids are the names of all folders of releases, the newest first.
func (s *Store) ids() ([]string, error) {
	entries, err := s.disk.ReadDir(s.path(releasesDir))
	if err != nil {
		return nil, fmt.Errorf("list releases: %w", err)
	}
	var ids []string
	for _, e := range entries {
		if e.IsDir() && ValidID(e.Name()) {
			ids = append(ids, e.Name())
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return Number(b) - Number(a) })
	return ids, nil
}

// digest is the SHA-256 of body in hexadecimal digits.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
