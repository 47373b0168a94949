package history

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/git"
)

// Bounds: versions that are read, the newest first, and bytes of one of them.
// Larger versions are passed over.
const (
	MaxVersions = 2000
	MaxBytes    = 256 << 10
)

// Version is a file as one commit left it.
type Version struct {
	// Day is the day of the commit, at midnight UTC.
	Day  time.Time
	Data []byte
}

// Versions lists the versions of a file below dir up to HEAD, the newest first.
// A file that git does not know has none. The error is ErrNone, ErrShallow or
// that of git.
func Versions(ctx context.Context, dir, file string) ([]Version, error) {
	return VersionsAt(ctx, dir, Head, file)
}

// VersionsAt is Versions up to a commit; dir may be a bare repository.
func VersionsAt(ctx context.Context, dir, commit, file string) ([]Version, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	name, err := resolve(ctx, dir, commit)
	if err != nil || name == "" {
		return nil, err
	}
	list, err := git.Run(ctx, dir, nil, "log", "--first-parent", "-m", "--no-renames", "--raw", "--no-abbrev", "--no-show-signature",
		"--no-ext-diff", "--no-textconv", "--max-count="+strconv.Itoa(MaxVersions), "--format=day %as", name, "--", file)
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
