// Package history reads facts about the files of a site from git.
//
// It asks the program git, once for the list of commits and once for what they
// hold, and changes nothing. Commits are those of the first parent: the days on
// which a change came to the branch that is published. A day is that of the
// author, in the author's time zone, so that it is the same wherever the site is
// built.
package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/git"
)

// ErrNone says that the folder has no history: there is no git, or no
// repository. ErrShallow says that the history was cut off when it was cloned.
var (
	ErrNone    = errors.New("no history")
	ErrShallow = errors.New("the history is cut off")
)

// Bounds: versions that are read, the newest first, and bytes of one of them.
// Larger versions are passed over.
const (
	MaxVersions = 2000
	MaxBytes    = 256 << 10
)

// timeout bounds a call of git.
const timeout = 30 * time.Second

// Version is a file as one commit left it.
type Version struct {
	// Day is the day of the commit, at midnight UTC.
	Day  time.Time
	Data []byte
}

// Versions lists the versions of a file below dir, the newest first. A file that
// git does not know has none. The error is ErrNone, ErrShallow or that of git.
func Versions(ctx context.Context, dir, file string) ([]Version, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	shallow, err := git.Run(ctx, dir, nil, "rev-parse", "--is-shallow-repository")
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("read history: %w", ctx.Err())
	case errors.Is(err, exec.ErrNotFound), errors.As(err, &exit):
		return nil, ErrNone
	case err != nil:
		return nil, fmt.Errorf("read history: %w", err)
	case strings.TrimSpace(string(shallow)) == "true":
		return nil, ErrShallow
	}
	if _, err := git.Run(ctx, dir, nil, "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return nil, nil // no commit yet
	}
	list, err := git.Run(ctx, dir, nil, "log", "--first-parent", "-m", "--no-renames", "--raw", "--no-abbrev", "--no-show-signature",
		"--no-ext-diff", "--no-textconv", "--max-count="+strconv.Itoa(MaxVersions), "--format=day %as", "--", file)
	if err != nil {
		return nil, fmt.Errorf("read history of %s: %w", file, err)
	}
	versions, err := read(ctx, dir, parseLog(list))
	if err != nil {
		return nil, fmt.Errorf("read versions of %s: %w", file, err)
	}
	return versions, nil
}

// entry is a blob and the day it came.
type entry struct {
	day  time.Time
	blob string
}

// parseLog reads lines "day 2026-11-20" and, of each commit, ":… old new M\tpath".
func parseLog(list []byte) (entries []entry) {
	var day time.Time
	lines := bufio.NewScanner(bytes.NewReader(list))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if text, ok := strings.CutPrefix(line, "day "); ok {
			if d, err := time.Parse(time.DateOnly, text); err == nil {
				day = d
			}
			continue
		}
		fields := strings.Fields(line)
		if len(fields) > 4 && strings.HasPrefix(line, ":") && strings.Trim(fields[3], "0") != "" {
			entries = append(entries, entry{day: day, blob: fields[3]})
		}
	}
	return entries
}

// read fetches all blobs with one call.
func read(ctx context.Context, dir string, entries []entry) ([]Version, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	var names bytes.Buffer
	for _, e := range entries {
		names.WriteString(e.blob + "\n")
	}
	out, err := git.Run(ctx, dir, &names, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	return parseBatch(out, entries)
}

// parseBatch reads "<name> blob <size>\n<bytes>\n" for each entry.
func parseBatch(out []byte, entries []entry) ([]Version, error) {
	var versions []Version
	for _, e := range entries {
		head, rest, ok := bytes.Cut(out, []byte("\n"))
		fields := strings.Fields(string(head))
		if !ok || len(fields) == 0 {
			return nil, io.ErrUnexpectedEOF
		}
		if len(fields) != 3 || fields[1] != "blob" { // missing, or a folder once
			return nil, fmt.Errorf("git says %q of %s", head, e.blob)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size < 0 || size+1 > len(rest) {
			return nil, io.ErrUnexpectedEOF
		}
		if size <= MaxBytes {
			versions = append(versions, Version{Day: e.day, Data: rest[:size]})
		}
		out = rest[size+1:]
	}
	return versions, nil
}
