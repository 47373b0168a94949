package server

import (
	"net/http"
	"time"
)

// Time that a reader has to take an answer: minTime, and more at slowest for
// each byte. A fixed limit would cut honest slow downloads of big files.
const (
	minTime = 30 * time.Second
	slowest = 16 << 10 // bytes a second
)

// extendDeadline gives the reader time for size more bytes from now on.
func extendDeadline(w http.ResponseWriter, size int) {
	limit := minTime + time.Duration(size)*time.Second/slowest
	// Fails only on writers without a connection, as in tests.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(limit))
}
