package history

import (
	"bytes"
	"context"
	"encoding/gob"
	"sync"
	"time"
)

// Memory keeps the log that was read last, for as long as its commit is asked
// for. It is safe for concurrent use; the zero Memory is empty. Its fields are
// set before the first use.
type Memory struct {
	// Kept and Keep hold a log for the next run that took longer than worthKeeping
	// to read; nil for none. What Kept returns is trusted: it is what Keep was given
	// by the same program, or nothing.
	Kept func() []byte
	Keep func([]byte) error

	mu  sync.Mutex
	dir string
	log *Log
}

// worthKeeping is the time from which on a log is kept for the next run.
const worthKeeping = 500 * time.Millisecond

// Read is Read with a memory.
func (m *Memory) Read(ctx context.Context, dir, commit string) (*Log, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	name, err := resolve(ctx, dir, commit)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, ErrNone
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.log != nil && m.dir == dir && m.log.Head == name {
		return m.log, nil
	}
	if log := m.recall(name); log != nil {
		log.Blobs = blobsOf(dir)
		m.dir, m.log = dir, log
		return log, nil
	}
	started := time.Now()
	log, err := readLog(ctx, dir, name)
	if err != nil {
		return nil, err
	}
	m.dir, m.log = dir, log
	if time.Since(started) > worthKeeping {
		m.save()
	}
	return log, nil
}

// recall returns the log of a commit that an earlier run kept, or nil.
func (m *Memory) recall(name string) *Log {
	if m.Kept == nil {
		return nil
	}
	log := &Log{}
	if err := gob.NewDecoder(bytes.NewReader(m.Kept())).Decode(log); err != nil || log.Head != name {
		return nil // it is read anew
	}
	return log
}

// save keeps the log. A log that could not be kept is read again next time.
func (m *Memory) save() {
	if m.Keep == nil {
		return
	}
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(m.log); err == nil {
		_ = m.Keep(out.Bytes())
	}
}
