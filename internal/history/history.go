// Package history reads facts about the files of a site from git.
//
// It asks the program git and changes nothing: no fetch, no lock, no program
// that a repository names. A repository is a folder with files or a bare one; a
// commit is named, or it is HEAD. What is not committed has no history.
//
// # The log
//
// Read goes through all commits once and keeps what a site may tell of them:
// which files a commit touched, on which day, in which role, and the notes that
// editors wrote into its message for readers. Commits are those of the first
// parent: the days on which a change came to the branch that is published. A
// day is that of the author, in the author's time zone, so that it is the same
// wherever the site is built. The commits that a merge brought in are its
// parts: their notes came on the day of the merge. Names of commits stay here,
// and names of people, unless a page asks for them.
//
// Messages are written by anybody: see parseMessage for what is read of them,
// within which bounds, and what is refused.
//
// # Versions
//
// Versions fetches the contents of one file as the commits left it.
//
// A history that was cut off when it was cloned says nothing about the days
// before: it is not used at all (ErrShallow).
package history

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/git"
)

// ErrNone says that there is no history: no git, no repository, or no commit
// yet. ErrShallow says that it was cut off when it was cloned, ErrTooLong that
// it is beyond the bounds of Read.
var (
	ErrNone    = errors.New("no history")
	ErrShallow = errors.New("the history is cut off")
	ErrTooLong = errors.New("the history is too long")
)

// timeout bounds a call of git.
const timeout = 30 * time.Second

// resolve finds the full name of a commit of the repository at dir. An
// unborn HEAD has none: the name is "".
func resolve(ctx context.Context, dir, commit string) (string, error) {
	if strings.HasPrefix(commit, "-") { // an option of git
		return "", fmt.Errorf("read history: no commit %q", commit)
	}
	out, err := git.Run(ctx, dir, nil, "rev-parse", "--is-shallow-repository", commit+"^{commit}")
	shallow, name, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("read history: %w", ctx.Err())
	case shallow == "true":
		return "", ErrShallow
	case shallow == "false" && errors.As(err, &exit) && commit == Head:
		return "", nil // no commit yet
	case shallow == "false" && errors.As(err, &exit):
		return "", fmt.Errorf("read history: no commit %q", commit)
	case errors.Is(err, exec.ErrNotFound), errors.As(err, &exit):
		return "", ErrNone
	case err != nil:
		return "", fmt.Errorf("read history: %w", err)
	}
	return name, nil
}

// Head is the commit that a folder was checked out from.
const Head = "HEAD"
