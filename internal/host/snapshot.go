package host

import (
	"os"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/httpheader"
	"github.com/kaaw/nachbar/internal/server"
)

// Snapshot is a release as it was loaded. It does not change.
type Snapshot struct {
	// ID is the release's, Loaded when it was read.
	ID     string
	Loaded time.Time
	trees  map[string]*tree // by audience
	shown  string           // the audience that everybody sees
}

// tree is what one audience sees.
type tree struct {
	audience string
	base     string   // the path that the tree is below, "" for none
	root     *os.Root // for files that are not in memory; closed by the runtime when nobody reads any more
	files    []*file
	paths    map[string]*file // by path of the URL, decoded
	missing  *file            // the answer to paths that are not there
	words    Words
	search   *searching
}

// file is an output with what is said of it.
type file struct {
	name    string
	sum     [32]byte
	content *content
	status  int
	kind    []string // Content-Type
	caching []string // Cache-Control
	// location is where a path without its slash leads; then there is nothing else.
	location []string
	// linger says that the name has the hash of the content.
	linger bool
}

func newFile(name string, sum [32]byte, c *content) *file {
	return &file{
		name: name, sum: sum, content: c, status: 200, linger: lingers(name),
		kind: []string{httpheader.ContentType(name)}, caching: []string{httpheader.Caching(name)},
	}
}

// shardDir is where the parts of the search index are; they are named by their
// contents.
const shardDir = "suche/d/"

// lingers reports whether pages of the release before may ask for a file.
func lingers(name string) bool {
	return strings.HasPrefix(name, shardDir) || strings.Contains(httpheader.Caching(name), "immutable")
}

// addPaths makes the files known under the paths of their URLs.
func (t *tree) addPaths() {
	t.paths = make(map[string]*file, 2*len(t.files))
	for _, f := range t.files {
		t.paths["/"+f.name] = f
	}
	for _, f := range t.files {
		dir, ok := strings.CutSuffix("/"+f.name, "index.html")
		if !ok || !strings.HasSuffix(dir, "/") {
			continue
		}
		t.paths[dir] = f
		if bare := strings.TrimSuffix(dir, "/"); bare != "" && t.paths[bare] == nil {
			t.paths[bare] = redirect(t.base + dir)
		}
	}
}

// redirect is the way to another path of the same release.
func redirect(to string) *file {
	return &file{status: 301, location: []string{escaped(to)}, caching: []string{"no-cache"}}
}

// addMissing makes the page for paths that are not there: the portal's own,
// with links that work from every depth.
func (t *tree) addMissing(page []byte, share func(body []byte) (*content, [32]byte)) {
	if page == nil {
		page = []byte("404\n")
		if t.words != nil {
			page = []byte(t.words.T("server.not-found", nil) + "\n")
		}
		c, sum := share(page)
		t.missing = newFile("404.txt", sum, c)
	} else {
		c, sum := share(server.Rooted(page, t.base))
		t.missing = newFile("404.html", sum, c)
	}
	t.missing.status = 404
}
