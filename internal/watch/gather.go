package watch

import (
	"context"
	"maps"
	"slices"
	"time"
)

// gather collects paths into batches until ctx ends or in is closed. A batch
// is due when in has been quiet for debounce, or maxWait after its first path.
// A batch that the receiver is not ready for stays open and takes in more.
func gather(ctx context.Context, in <-chan []string, out chan<- Batch, debounce, maxWait time.Duration) {
	var (
		pending = map[string]bool{}
		latest  time.Time // when the pending batch must be due
		due     Batch
		ready   chan<- Batch // out while a batch is due, else nil
	)
	timer := time.NewTimer(debounce)
	timer.Stop()
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case paths, ok := <-in:
			if !ok {
				return
			}
			if len(pending) == 0 {
				latest = time.Now().Add(maxWait)
			}
			for _, path := range paths {
				pending[path] = true
			}
			ready = nil
			timer.Reset(min(debounce, time.Until(latest)))
		case <-timer.C:
			due, ready = Batch{Paths: slices.Sorted(maps.Keys(pending))}, out
		case ready <- due:
			ready = nil
			clear(pending)
		}
	}
}
