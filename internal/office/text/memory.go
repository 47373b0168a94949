package text

import "github.com/tetratelabs/wazero/experimental"

// maxMemory is what PDFium may use for a file and for what it makes of it, in
// bytes.
const maxMemory = 128 << 20

// memory is the room of an engine. Its instances follow each other there, so
// it is wiped between them. It is reserved at once and outside of Go's heap,
// where the system allows it: what is not touched costs nothing, growing needs
// no copies, and the garbage collector does not wait for it. It implements
// experimental.MemoryAllocator and experimental.LinearMemory.
type memory struct {
	room   []byte
	used   int
	denied bool // an instance asked for more
}

// Allocate begins the memory of an instance.
func (m *memory) Allocate(_, _ uint64) experimental.LinearMemory {
	m.Free()
	m.denied = false
	return m
}

// Reallocate returns the first size bytes, or nil if there are not so many.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.room)) {
		m.denied = true
		return nil
	}
	m.used = max(m.used, int(size))
	return m.room[:size]
}

// Free ends the memory of an instance.
func (m *memory) Free() {
	wipe(m.room[:m.used])
	m.used = 0
}
