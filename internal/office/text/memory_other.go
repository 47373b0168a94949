//go:build !linux

package text

// reserve returns size bytes of zeros.
func reserve(size int) ([]byte, error) { return make([]byte, size), nil }

// wipe makes zeros of room.
func wipe(room []byte) { clear(room) }

// release leaves room to the garbage collector.
func release([]byte) {}
