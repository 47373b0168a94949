package text

import (
	"context"
	"runtime"
	"time"
)

// Limits of the time for a PDF. A file pays with its size for what it costs:
// plain ones take 5 to 45 ms a page of 10 kB and more.
const (
	baseTime = 2 * time.Second
	timePerM = 4 * time.Second // and MiB of the file
	maxTime  = 30 * time.Second
	lookEach = 20 * time.Millisecond
)

func timeFor(size int) time.Duration {
	return min(maxTime, baseTime+time.Duration(float64(size)/(1<<20)*float64(timePerM)))
}

// within runs work and calls stop as soon as ctx ends, or work has used limit
// of processor time, where the system tells it, and else of time by the clock:
// a busy machine is no fault of the document. It reports whether the limit was
// reached. work must come to an end soon after stop.
func within(ctx context.Context, limit time.Duration, stop func(), work func()) (over bool) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	used := threadClock()
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		tick := time.NewTicker(lookEach)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				stop()
				return
			case <-tick.C:
				if used() > limit {
					over = true
					stop()
					return
				}
			}
		}
	}()
	func() {
		defer func() { // also if work panics
			close(done)
			<-watched
		}()
		work()
	}()
	return over
}

// wallClock returns a function that tells the time since.
func wallClock() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
