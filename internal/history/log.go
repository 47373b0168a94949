package history

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kaaw/nachbar/internal/git"
)

// Bounds of a log. A commit of 100,000 files is 12 MB of it.
const (
	MaxCommits  = 100_000
	MaxLogBytes = 128 << 20
)

// Log is the history of a site up to one commit.
type Log struct {
	// Head is the name of that commit. It is a key for caches and is never shown.
	Head string
	// Commits are those of the first parent, the newest first.
	Commits []Commit
	// Refused are lines of the newest commit's message that were meant for
	// readers and are not shown.
	Refused []Refusal
	// Blobs hands the contents of files, by their names in git, to each, one
	// after the other and each once; those that are no files, or larger than
	// MaxBytes, come as nil.
	Blobs func(ctx context.Context, names []string, each func(name string, data []byte)) error

	memory *Memory // that knows facts; nil for none
}

// Commit is a change of the branch. Day is its day at midnight UTC.
type Commit struct {
	Day     time.Time
	Changes []Change
	// Parts are the commit itself and, behind it, those that it merged.
	Parts []Part
}

// Change is a file that a commit touched. From is its former path if the commit
// moved it, "" if it did not; Blob is the name of its content in git, "" if the
// file is gone. New says that it was not there before.
type Change struct {
	Path, From, Blob string
	New              bool
}

// Part is what one commit tells. Role is "" if its message names none; Name is
// the author's, which may be shown only where a page asks for it. A Merge
// changed Files only by taking others' changes in.
type Part struct {
	Role, Name string
	Files      []string
	Notes      []Note
	Merge      bool
}

// Note is a text for readers. Page is the logical path of the page that it is
// about, "leitfaden/bia"; "" is all that the commit touched.
type Note struct{ Page, Text string }

// Read reads the history of the site in dir, a folder below a repository or a
// bare one, up to a commit. The error is ErrNone, ErrShallow, ErrTooLong or that
// of git. A branch without a commit gives ErrNone.
func Read(ctx context.Context, dir, commit string) (*Log, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	name, err := resolve(ctx, dir, commit)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, ErrNone
	}
	return readLog(ctx, dir, name)
}

// logFormat is what git writes of a commit: its name, its parents, the day and
// the author's name, between bytes that end them, and the message.
const logFormat = "%H%x01%P%x01%as%x01%an%x01%B"

func readLog(ctx context.Context, dir, name string) (*Log, error) {
	out, err := git.RunWithin(ctx, dir, MaxLogBytes, "-c", "log.showRoot=true", "-c", "log.follow=false", "log", "--topo-order", "--diff-merges=first-parent",
		"-M", "-l200", "--raw", "--no-abbrev", "-z", "--relative", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color",
		"--no-decorate", "--no-notes", "--encoding=UTF-8", "--max-count="+strconv.Itoa(MaxCommits+1), "--format="+logFormat, name)
	switch {
	case errors.Is(err, git.ErrTooMuch):
		return nil, fmt.Errorf("read history: %w: more than %d MB", ErrTooLong, MaxLogBytes>>20)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("read history: %w: more than %s", ErrTooLong, timeout)
	case err != nil:
		return nil, fmt.Errorf("read history: %w", err)
	}
	list, err := parseCommits(string(out))
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	if len(list) > MaxCommits {
		return nil, fmt.Errorf("read history: %w: more than %d commits", ErrTooLong, MaxCommits)
	}
	log := firstParents(list)
	log.Head = name
	log.Blobs = blobsOf(dir)
	return log, nil
}

func blobsOf(dir string) func(context.Context, []string, func(string, []byte)) error {
	return func(ctx context.Context, names []string, each func(string, []byte)) error {
		return readBlobs(ctx, dir, names, each)
	}
}
