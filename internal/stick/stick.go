// Package stick lays a portable edition out for a USB stick: a folder or a ZIP
// file that opens on any computer with a browser, without a server, a network
// or an installation.
//
//	START.html        leads into the portal
//	LIESMICH.txt      a short manual, readable without a browser
//	pruefsummen.txt   a checksum of every other file (format of sha256sum)
//	portal/…          the pages of a build with Portable set
//
// # Names
//
// Names have to survive Windows and FAT: no reserved names, no \:*?"<>|, no dot
// or space at an end, no two that differ in case only, at most 120 bytes a part
// and 180 characters from the root of the stick (Windows allows 259 with the
// drive and the folder in front). What breaks this is a problem; all are told.
//
// # Writing
//
// WriteDir writes only what differs from what lies there, removes what an
// earlier edition left, and touches nothing else. The list of checksums comes
// last, as pruefsummen.txt and as the script portal/pruefung/liste.js of the
// page that checks the stick: a copy that was cut off has no list, or one that
// does not fit. A folder that holds other things is refused.
//
// WriteZip writes the same files. Equal editions give equal bytes.
package stick

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/site"
)

// Names of what lies at the root of a stick.
const (
	StartFile  = "START.html"
	ReadmeFile = "LIESMICH.txt"
	ListFile   = "pruefsummen.txt"
	Folder     = "portal"
)

// scriptFile is the list as the page that checks the stick reads it.
const scriptFile = Folder + "/" + site.ChecksumScriptFile

// file is a file of the edition. Exactly one of source and body says what is
// in it.
type file struct {
	path   string // from the root of the stick, with slashes
	source string // in the build
	body   []byte
	sum    [32]byte
}

// Edition is what belongs on a stick. It does not change.
type Edition struct {
	build fs.FS
	asOf  time.Time
	// files are in the order in which they are written: START.html first, the
	// list last.
	files []file
	list  [32]byte // sum of pruefsummen.txt
}

// Words are the texts beside the portal.
type Words struct {
	// Title is that of the portal, Lang the language of the words.
	Title, Lang string
	// Open is the text of the link in START.html.
	Open string
	// Readme is LIESMICH.txt, with \n at the ends of lines.
	Readme string
	// AsOf is the day the content speaks of; zero if it has no dates.
	AsOf time.Time
}

// Make lays out a build, which package site made with Portable set. The
// problems are those of names; with an error among them there is no edition.
func Make(build fs.FS, words Words) (*Edition, diag.List, error) {
	list, err := fs.ReadFile(build, ListFile)
	if err != nil {
		return nil, nil, fmt.Errorf("read the build: %w", err)
	}
	e := &Edition{build: build, asOf: words.AsOf}
	e.add(StartFile, startPage(words))
	e.add(ReadmeFile, readme(words.Readme))
	for line := range strings.Lines(string(list)) {
		f, err := listed(line)
		if err != nil {
			return nil, nil, err
		}
		e.files = append(e.files, f)
	}
	if err := e.close(); err != nil {
		return nil, nil, err
	}
	var paths []string
	for _, f := range e.files {
		paths = append(paths, f.path)
	}
	if problems := CheckPaths(paths); problems.HasErrors() {
		return nil, problems, nil
	}
	return e, nil, nil
}

func (e *Edition) add(name string, body []byte) {
	e.files = append(e.files, file{path: name, body: body, sum: sha256.Sum256(body)})
}

// listed reads a line of the list of a build.
func listed(line string) (file, error) {
	digits, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
	sum, err := hex.DecodeString(digits)
	if !ok || err != nil || len(sum) != sha256.Size || !fs.ValidPath(name) {
		return file{}, errors.New("read the build: its list of checksums is damaged")
	}
	return file{path: path.Join(Folder, name), source: name, sum: [32]byte(sum)}, nil
}

// close adds the list, which holds all files but itself.
func (e *Edition) close() error {
	sorted := slices.Clone(e.files)
	slices.SortFunc(sorted, func(a, b file) int { return strings.Compare(a.path, b.path) })
	var list []byte
	for _, f := range sorted {
		list = fmt.Appendf(list, "%x  %s\n", f.sum, f.path)
	}
	script, err := site.ChecksumScript(list)
	if err != nil {
		return err
	}
	e.add(scriptFile, script)
	e.add(ListFile, list)
	e.list = sha256.Sum256(list)
	return nil
}

// bytes are what is in a file; an error if the build is not what its list says.
func (e *Edition) bytes(f file) ([]byte, error) {
	if f.body != nil {
		return f.body, nil
	}
	body, err := fs.ReadFile(e.build, f.source)
	if err != nil {
		return nil, fmt.Errorf("read the build: %w", err)
	}
	if sha256.Sum256(body) != f.sum {
		return nil, fmt.Errorf("read the build: %s is not what its checksum says", f.source)
	}
	return body, nil
}

// Files is the number of files of the edition.
func (e *Edition) Files() int { return len(e.files) }

// Sum is the SHA-256 of pruefsummen.txt, which stands for the whole edition.
func (e *Edition) Sum() [32]byte { return e.list }

// Groups is the first half of a sum in groups of four digits, as the page that
// checks a stick shows it.
func Groups(sum [32]byte) string {
	digits := hex.EncodeToString(sum[:16])
	var groups []string
	for part := range slices.Chunk([]byte(digits), 4) {
		groups = append(groups, string(part))
	}
	return strings.Join(groups, " ")
}
