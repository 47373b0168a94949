package history

import (
	"bytes"
	"context"
	"encoding/gob"
	"maps"
	"sync"
	"time"
)

// Memory keeps the log that was read last, for as long as its commit is asked
// for, and facts about contents for ever: a content has one name. It is safe for
// concurrent use; the zero Memory is empty. Its fields are set before the first
// use.
type Memory struct {
	// Kept and Keep hold for the next run what took longer than worthKeeping; nil
	// for none. What Kept returns is trusted: it is what Keep was given by the same
	// program, or nothing.
	Kept func() []byte
	Keep func([]byte) error

	mu       sync.Mutex
	recalled bool
	dir      string
	log      *Log
	facts    map[string]string
}

// worthKeeping is the time from which on something is kept for the next run.
const worthKeeping = 500 * time.Millisecond

// kept is what is written down.
type kept struct {
	Log   *Log
	Facts map[string]string
}

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
	m.recall()
	if m.log != nil && m.dir == dir && m.log.Head == name {
		return m.log, nil
	}
	if m.log == nil || m.dir != "" || m.log.Head != name { // else it is that of an earlier run
		started := time.Now()
		log, err := readLog(ctx, dir, name)
		if err != nil {
			return nil, err
		}
		m.log = log
		if time.Since(started) > worthKeeping {
			m.save()
		}
	}
	m.dir, m.log.Blobs, m.log.memory = dir, blobsOf(dir), m
	return m.log, nil
}

// recall takes over what an earlier run kept, once.
func (m *Memory) recall() {
	if m.recalled {
		return
	}
	m.recalled, m.facts = true, map[string]string{}
	if m.Kept == nil {
		return
	}
	var k kept
	if err := gob.NewDecoder(bytes.NewReader(m.Kept())).Decode(&k); err != nil {
		return // it is read anew
	}
	m.log = k.Log
	maps.Copy(m.facts, k.Facts)
}

// save keeps the log and the facts. What could not be kept is worked out again
// next time.
func (m *Memory) save() {
	if m.Keep == nil {
		return
	}
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(kept{m.log, m.facts}); err == nil {
		_ = m.Keep(out.Bytes())
	}
}

// Facts works something out of contents, by their names in git: work is called
// for those of which a memory does not know it yet. kind tells what it is: a
// fact of a kind depends on the content alone.
func (l *Log) Facts(ctx context.Context, kind string, names []string, work func(data []byte) string) (map[string]string, error) {
	out := make(map[string]string, len(names))
	known := map[string]string{}
	if m := l.memory; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		known = m.facts
	}
	var missing []string
	for _, name := range names {
		if _, twice := out[name]; twice {
			continue
		}
		fact, ok := known[kind+":"+name]
		if out[name] = fact; !ok {
			missing = append(missing, name)
		}
	}
	started := time.Now()
	err := l.Blobs(ctx, missing, func(name string, data []byte) {
		out[name] = work(data)
		known[kind+":"+name] = out[name]
	})
	if err == nil && l.memory != nil && time.Since(started) > worthKeeping {
		l.memory.save()
	}
	return out, err
}
