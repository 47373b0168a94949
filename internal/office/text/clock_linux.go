package text

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadClock returns a function that tells the processor time which the
// calling thread has used since. Any thread may call it.
func threadClock() func() time.Duration {
	// The clock of a thread, as in the kernel's posix-timers.h: the inverted
	// id, then "of a thread" (4) and "of the scheduler" (2).
	clock := int32(^unix.Gettid()<<3 | 4 | 2)
	read := func() (time.Duration, bool) {
		var t unix.Timespec
		err := unix.ClockGettime(clock, &t)
		return time.Duration(t.Nano()), err == nil
	}
	start, ok := read()
	if !ok {
		return wallClock()
	}
	return func() time.Duration {
		now, _ := read()
		return now - start
	}
}
