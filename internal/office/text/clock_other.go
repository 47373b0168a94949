//go:build !linux

package text

import "time"

// threadClock returns a function that tells the time since, by the clock:
// this system does not tell what a thread used.
func threadClock() func() time.Duration { return wallClock() }
