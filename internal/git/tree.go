package git

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Bounds of one commit.
const (
	// MaxFiles is how many files a commit may hold.
	MaxFiles = 500_000
	// MaxFileBytes is the size of a file above which it is not read.
	MaxFileBytes = 64 << 20
)

// Tree is the files of one commit. It implements fs.ReadDirFS, fs.ReadFileFS,
// fs.StatFS and fs.ReadLinkFS, and is safe for concurrent use.
type Tree struct {
	// Commit is the commit's full name.
	Commit string

	blobs    *pool
	nodes    map[string]*node // by path; "." is the root
	files    []string         // paths of all that is no folder, as git lists them
	problems diag.List
}

// ErrTooMany says that a commit holds more than MaxFiles files.
var ErrTooMany = errors.New("the commit holds too many files")

// Open lists the files of a commit, which Resolve named. The caller closes the
// tree; until then it lives as long as ctx.
func (m *Mirror) Open(ctx context.Context, commit string) (*Tree, error) {
	t := &Tree{Commit: commit, nodes: map[string]*node{".": {name: ".", mode: fs.ModeDir | 0o555}}}
	listCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := command(listCtx, m.Dir, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("list commit: %w", err)
	}
	listErr := t.list(out)
	if listErr != nil {
		cancel()
	}
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("list commit: %w", ctx.Err())
	case listErr != nil:
		return nil, fmt.Errorf("list commit: %w", listErr)
	case err != nil:
		return nil, &RefusedError{Doing: "list commit", Said: said([]byte(complaint.String()), "")}
	}
	t.sort()
	t.blobs = newPool(ctx, m.Dir, max(2, runtime.GOMAXPROCS(0)))
	return t, nil
}

// Close ends the processes that read blobs.
func (t *Tree) Close() error { return t.blobs.close() }

// Problems are names that could mean something else to another program: they
// are not part of the file system.
func (t *Tree) Problems() diag.List { return t.problems }

// Files lists the paths of all that is no folder, sorted. Links and submodules
// are among them.
func (t *Tree) Files() []string { return t.files }

// list reads "<mode> <type> <name> <size>\t<path>\0" for every file.
func (t *Tree) list(out io.Reader) error {
	entries := bufio.NewReaderSize(out, 64<<10)
	for {
		entry, err := entries.ReadString(0)
		if errors.Is(err, io.EOF) && entry == "" {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.take(strings.TrimSuffix(entry, "\x00")); err != nil {
			return err
		}
		if len(t.files) > MaxFiles {
			return ErrTooMany
		}
	}
}

// take takes one line of the listing up.
func (t *Tree) take(entry string) error {
	head, name, ok := strings.Cut(entry, "\t")
	fields := strings.Fields(head)
	if !ok || len(fields) != 4 {
		return fmt.Errorf("git lists %q", entry)
	}
	n := &node{id: fields[2], mode: modeOf(fields[0], fields[1])}
	if n.mode.IsRegular() || n.mode&fs.ModeSymlink != 0 {
		size, err := strconv.ParseInt(fields[3], 10, 64)
		if err != nil || size < 0 {
			return fmt.Errorf("git lists %q", entry)
		}
		n.size = size
	}
	if why := trick(name); why != "" {
		t.refuse(name, why)
		return nil
	}
	n.name = path.Base(name)
	if !t.add(name, n) {
		t.refuse(name, "2 ×")
	}
	return nil
}

func (t *Tree) refuse(name, why string) {
	t.problems.Add(diag.New("git-bad-path", strings.ToValidUTF8(name, "\uFFFD"), 0, "why", why))
}

// modeOf tells the type of an entry. Only two kinds of entry are files.
func modeOf(mode, kind string) fs.FileMode {
	switch {
	case kind == "blob" && (mode == "100644" || mode == "100755"):
		return 0o444
	case kind == "blob" && mode == "120000":
		return fs.ModeSymlink | 0o444
	}
	return fs.ModeIrregular
}

// add puts a file into its folder, and folders that are not known yet into
// theirs. It reports false if something of that name is there.
func (t *Tree) add(name string, n *node) bool {
	if t.nodes[name] != nil {
		return false
	}
	dir := t.folder(path.Dir(name))
	if dir == nil {
		return false
	}
	t.nodes[name] = n
	dir.children = append(dir.children, n)
	t.files = append(t.files, name)
	return true
}

// folder returns the folder of a path, nil if a file stands there.
func (t *Tree) folder(name string) *node {
	if n := t.nodes[name]; n != nil {
		if !n.mode.IsDir() {
			return nil
		}
		return n
	}
	above := t.folder(path.Dir(name))
	if above == nil {
		return nil
	}
	n := &node{name: path.Base(name), mode: fs.ModeDir | 0o555}
	t.nodes[name] = n
	above.children = append(above.children, n)
	return n
}

// sort orders folders and files as package fs wants them.
func (t *Tree) sort() {
	slices.Sort(t.files)
	for _, n := range t.nodes {
		slices.SortFunc(n.children, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	}
}
