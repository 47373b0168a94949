package text

import "golang.org/x/sys/unix"

// reserve returns size bytes of zeros that belong to nobody else.
func reserve(size int) ([]byte, error) {
	return unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
}

// wipe makes zeros of room and gives the memory back to the system; room must
// begin where reserve said.
func wipe(room []byte) {
	if len(room) > 0 && unix.Madvise(room, unix.MADV_DONTNEED) != nil {
		clear(room)
	}
}

// release gives room back, which nobody may use any more.
func release(room []byte) { unix.Munmap(room) }
