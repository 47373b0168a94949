package search

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
)

// span is where a text lies in a store.
type span struct{ off, size int64 }

// texts keeps the bodies of documents: in memory, or in a file where there are
// many.
type texts interface {
	put(text string) (span, error)
	get(s span) (string, error)
	io.Closer
}

// memoryTexts is a store for small sites and for tests.
type memoryTexts struct {
	mu   sync.RWMutex
	list []string
}

func (m *memoryTexts) put(text string) (span, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = append(m.list, strings.Clone(text)) // it may be a part of a page that is larger
	return span{int64(len(m.list) - 1), int64(len(text))}, nil
}

func (m *memoryTexts) get(s span) (string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.list[s.off], nil
}

func (m *memoryTexts) Close() error { return nil }

// fileTexts appends to a file and reads from it.
type fileTexts struct {
	mu   sync.Mutex
	file *os.File
	end  int64
}

func (f *fileTexts) put(text string) (span, error) {
	f.mu.Lock()
	s := span{f.end, int64(len(text))}
	f.end += s.size
	f.mu.Unlock()
	if _, err := f.file.WriteAt([]byte(text), s.off); err != nil {
		return span{}, fmt.Errorf("write text of index: %w", err)
	}
	return s, nil
}

func (f *fileTexts) get(s span) (string, error) {
	buf := make([]byte, s.size)
	if _, err := f.file.ReadAt(buf, s.off); err != nil {
		return "", fmt.Errorf("read text of index: %w", err)
	}
	return string(buf), nil
}

func (f *fileTexts) Close() error { return f.file.Close() }
