package hook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Bounds of the table. A forge tries again for some days at most.
const (
	maxKnown = 2000
	maxTable = 4 << 20
)

// table remembers deliveries in a file of one JSON object a line, the newest
// last.
type table struct {
	path string

	mu    sync.Mutex
	known []delivery
	keys  map[string]int // ids and bodies, and how often each is in known
}

// delivery is a request that was taken. ID and Body are hashes, the former "" if
// the forge gave none.
type delivery struct {
	Time time.Time `json:"time"`
	ID   string    `json:"id,omitempty"`
	Body string    `json:"body"`
}

// openTable reads the table. A last line that was cut off by a crash is left
// out; it was not answered.
func openTable(path string) (*table, error) {
	t := &table{path: path, keys: map[string]int{}}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read deliveries: %w", err)
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxTable))
	if err != nil {
		return nil, fmt.Errorf("read deliveries: %w", err)
	}
	for line := range bytes.Lines(body) {
		var d delivery
		if json.Unmarshal(line, &d) == nil && d.Body != "" {
			t.remember(d)
		}
	}
	return t, nil
}

// add notes a delivery on the disk and reports whether it is a new one.
func (t *table) add(now time.Time, id string, body []byte) (fresh bool, err error) {
	d := delivery{Time: now.UTC().Truncate(time.Second), Body: hash("body", body)}
	if id != "" {
		d.ID = hash("id", []byte(id))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.keys[d.Body] > 0 || d.ID != "" && t.keys[d.ID] > 0 {
		return false, nil
	}
	before := t.known
	t.remember(d)
	if err := t.write(); err != nil {
		t.forget(d)
		t.known = before
		return false, err
	}
	return true, nil
}

func hash(kind string, text []byte) string {
	sum := sha256.Sum256(append([]byte(kind+"\x00"), text...))
	return hex.EncodeToString(sum[:16])
}

// remember adds a delivery and drops the oldest ones.
func (t *table) remember(d delivery) {
	t.known = append(t.known[:len(t.known):len(t.known)], d)
	for _, key := range []string{d.ID, d.Body} {
		if key != "" {
			t.keys[key]++
		}
	}
	for len(t.known) > maxKnown {
		t.forget(t.known[0])
		t.known = t.known[1:]
	}
}

func (t *table) forget(d delivery) {
	for _, key := range []string{d.ID, d.Body} {
		if t.keys[key]--; t.keys[key] <= 0 {
			delete(t.keys, key)
		}
	}
}

// write puts the table in place of the one on the disk, in one step.
func (t *table) write() error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, d := range t.known {
		if err := enc.Encode(d); err != nil {
			return fmt.Errorf("write deliveries: %w", err)
		}
	}
	temp := t.path + ".neu"
	err := os.MkdirAll(filepath.Dir(t.path), 0o750)
	if err == nil {
		err = os.WriteFile(temp, b.Bytes(), 0o600)
	}
	if err == nil {
		err = os.Rename(temp, t.path)
	}
	if err != nil {
		return fmt.Errorf("write deliveries: %w", err)
	}
	return nil
}
