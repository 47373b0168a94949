package release

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
)

// Events of the log.
const (
	EventPublished  = "published"   // readers see a new release
	EventRecovered  = "recovered"   // found to be current, without a line of its own: a publisher died
	EventRolledBack = "rolled-back" // readers see an earlier release again
	EventRefused    = "refused"     // a commit was not published; Note says why
	EventCleaned    = "cleaned"     // a release was removed
	EventVerified   = "verified"    // all checksums of a release hold
	EventDamaged    = "damaged"     // they do not; Note says where
	EventUploaded   = "uploaded"    // an object store shows a release; Note names it
	EventTorn       = "torn"        // the end of the log was set aside; Note names the file
)

// Entry is a line of the log: a JSON object with its keys in this order and no
// blanks. Each line holds the hash of the one before it, so that nobody can
// change, remove or insert one without changing all that follow.
type Entry struct {
	N        int       `json:"n"`    // counts from 1
	Time     time.Time `json:"time"` // to the second, in UTC
	Event    string    `json:"event"`
	Release  string    `json:"release,omitempty"`
	Commit   string    `json:"commit,omitempty"`
	Manifest string    `json:"manifest,omitempty"` // SHA-256 of release.json
	From     string    `json:"from,omitempty"`     // the release that was shown before
	By       string    `json:"by"`                 // a role: "cli", "webhook"
	Note     string    `json:"note,omitempty"`
	Prev     string    `json:"prev"` // hash of the line before; "" in the first
	// Hash is the SHA-256 of the line with an empty hash.
	Hash string `json:"hash"`
}

// maxLine is the longest line of a log, in bytes.
const maxLine = 64 << 10

// maxNote is the longest note, in bytes: a log is no place for all problems of
// a commit.
const maxNote = 4 << 10

// line is the entry with its hash, as it is written, without the newline.
func (e Entry) line() ([]byte, error) {
	e.Hash = ""
	bare, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("write log: %w", err)
	}
	e.Hash = digest(bare)
	return json.Marshal(e)
}

// parseLine reads a line and checks its own hash.
func parseLine(line []byte) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(line, &e); err != nil {
		return Entry{}, errors.New("no JSON object")
	}
	again, err := e.line()
	if err != nil || !bytes.Equal(again, line) {
		return Entry{}, errors.New("hash does not fit")
	}
	return e, nil
}

// BrokenLogError names the first line of a log that does not fit.
type BrokenLogError struct {
	Line int // counts from 1
	Why  string
}

func (e *BrokenLogError) Error() string { return fmt.Sprintf("line %d of the log: %s", e.Line, e.Why) }

// ReadLog reads a log and follows its chain. With a BrokenLogError it returns
// the entries before the line that does not fit.
func ReadLog(r io.Reader) ([]Entry, error) {
	var out []Entry
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err == io.EOF {
			return out, nil
		}
		broken := func(why string) ([]Entry, error) { return out, &BrokenLogError{len(out) + 1, why} }
		if err == io.EOF {
			return broken("it was cut off")
		}
		if len(line) > maxLine {
			return broken("it is too long")
		}
		if err != nil {
			return out, fmt.Errorf("read log: %w", err)
		}
		e, err := parseLine(line[:len(line)-1])
		if err != nil {
			return broken(err.Error())
		}
		prev := ""
		if len(out) > 0 {
			prev = out[len(out)-1].Hash
		}
		if e.N != len(out)+1 || e.Prev != prev {
			return broken("it does not follow the line before it")
		}
		out = append(out, e)
	}
}

// Log is the log of the store; see ReadLog for a broken one.
func (s *Store) Log() ([]Entry, error) {
	f, err := s.disk.Open(s.path(stateDir, logFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read log: %w", err)
	}
	defer f.Close()
	return ReadLog(f)
}

// logEnd is what has to be known of a log to go on with it.
type logEnd struct {
	n     int
	hash  string
	size  int64
	top   int    // the highest number of a release it names
	shows string // the release that readers see, as far as it knows
}

// take moves the end behind a line that stands at its place.
func (end *logEnd) take(e Entry, size int) {
	end.n, end.hash, end.size = e.N, e.Hash, end.size+int64(size)
	end.top = max(end.top, Number(e.Release))
	switch e.Event {
	case EventPublished, EventRecovered, EventRolledBack:
		end.shows = e.Release
	}
}

// Record adds an event to the log and waits until it is on the disk. Number,
// time, role and hashes are filled in.
func (l *Lock) Record(event, release, commit, note string) error {
	return l.record(Entry{Event: event, Release: release, Commit: commit, Note: note})
}

// recordShown adds the event that readers see r from now on.
func (l *Lock) recordShown(event string, r Release, from string) error {
	body, err := r.Manifest.Bytes()
	if err != nil {
		return err
	}
	return l.record(Entry{Event: event, Release: r.ID, Commit: r.Commit, Manifest: digest(body), From: from})
}

func (l *Lock) record(e Entry) error {
	s := l.store
	e.N, e.Prev, e.By, e.Time = l.end.n+1, l.end.hash, s.by, s.now().UTC().Truncate(time.Second)
	if len(e.Note) > maxNote {
		e.Note = e.Note[:maxNote] + " …"
	}
	for _, text := range []*string{&e.Event, &e.Release, &e.Commit, &e.By, &e.Note} {
		*text = strings.ToValidUTF8(*text, "") // as JSON has it
	}
	line, err := e.line()
	if err != nil {
		return err
	}
	written, err := parseLine(line) // as it will be read
	if err != nil {
		return fmt.Errorf("write log: %w", err)
	}
	line = append(line, '\n')
	name := s.path(stateDir, logFile)
	err = s.disk.Append(name, line)
	if err == nil {
		err = s.disk.Sync(name)
	}
	if err == nil && l.end.size == 0 {
		err = s.disk.Sync(s.StateDir())
	}
	if err != nil { // half a line would stand in the way of the next one
		return errors.Join(fmt.Errorf("write log: %w", err), ignoreMissing(s.disk.Truncate(name, l.end.size)))
	}
	l.end.take(written, len(line))
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
