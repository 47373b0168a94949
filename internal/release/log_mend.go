package release

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// maxTorn is how much of the end of a log a crash may leave as rubbish.
const maxTorn = 1 << 20

// mendLog finds the end of the log. What a crash left of a last line is set
// aside as a file of its own, and the log says so. A line that does not fit
// its neighbours stays as it is: that is for people to look at.
func (l *Lock) mendLog() error {
	l.end = logEnd{}
	name := l.store.path(stateDir, logFile)
	f, err := l.store.disk.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	torn, err := l.end.scan(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("read log: %w", err)
	}
	if len(torn) == 0 {
		return nil
	}
	if e, err := parseLine(torn); err == nil && e.N == l.end.n+1 && e.Prev == l.end.hash {
		if err := l.store.disk.Append(name, []byte("\n")); err != nil { // nothing but its end is missing
			return fmt.Errorf("mend log: %w", err)
		}
		l.end.take(e, len(torn)+1)
		return nil
	}
	return l.setAside(torn)
}

// setAside moves the bytes after the last good line to a file of their own.
func (l *Lock) setAside(torn []byte) error {
	d, s := l.store.disk, l.store
	base := fmt.Sprintf("%s.torn-%d", logFile, l.end.n+1)
	for i := 2; ; i++ {
		old, err := disk.ReadFile(d, s.path(stateDir, base), maxTorn)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err == nil && bytes.Equal(old, torn) { // we died after this
			break
		}
		base = fmt.Sprintf("%s.torn-%d-%d", logFile, l.end.n+1, i)
	}
	name := s.path(stateDir, base)
	if err := disk.Replace(d, s.StateDir(), name+".tmp", name, torn, 0o640); err != nil {
		return fmt.Errorf("set the end of the log aside: %w", err)
	}
	if err := d.Truncate(s.path(stateDir, logFile), l.end.size); err != nil {
		return fmt.Errorf("set the end of the log aside: %w", err)
	}
	return l.record(Entry{Event: EventTorn, Note: base})
}

// scan reads a log up to its last line that can be read, and returns what
// follows that line.
func (end *logEnd) scan(r io.Reader) (torn []byte, err error) {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		whole := bytes.HasSuffix(line, []byte("\n"))
		if e, bad := parseLine(bytes.TrimSuffix(line, []byte("\n"))); bad == nil && whole {
			end.size += int64(len(torn))
			end.take(e, len(line))
			torn = nil
		} else {
			torn = append(torn, line...)
		}
		if err == io.EOF {
			return torn, nil
		}
		if len(torn) > maxTorn {
			return nil, fmt.Errorf("more than %d bytes that are no line", maxTorn)
		}
	}
}
