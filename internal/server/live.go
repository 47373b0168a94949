package server

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/kaaw/nachbar/internal/httpheader"
)

// clientFiles are the script and style of live reload.
//
//go:embed live.js live.css
var clientFiles embed.FS

const (
	// heartbeat finds readers that went without a word.
	heartbeat = 20 * time.Second
	// retry is after how many milliseconds a page looks for a server that
	// went away.
	retry = 500
)

// client serves one of clientFiles.
func client(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := clientFiles.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", httpheader.ContentType(name))
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Etag", `"`+hash(body)+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}
}

// events is the stream of one open page, which ends with the request or the
// server.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		s.refuse(w, http.StatusForbidden, "server.host-refused", "host", r.Header.Get("Origin"))
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	query := r.URL.Query()
	st := stream{server: s, w: w, r: r, path: query.Get("path"), state: query.Get("state")}
	if st.send("retry: %d\n\n", retry) != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		next, changeErr := s.news() // before looking: no change is missed
		if st.look(changeErr) != nil {
			return
		}
		if !st.wait(next, beat.C) {
			return
		}
	}
}

// stream is what one open page was last told.
type stream struct {
	server *Server
	w      http.ResponseWriter
	r      *http.Request
	path   string // URL path of the page, decoded
	state  string // of the answer it was made of
	report []byte // last "problems" event
}

// look tells the page to reload if its path gives another answer now, and
// what the problems are if they are others than before.
func (st *stream) look(changeErr error) error {
	a, err := st.server.answer(st.r.Context(), st.path)
	if err != nil {
		return err
	}
	if state := a.state(); state != st.state {
		st.state = state
		if err := st.send("event: reload\ndata: %s\n\n", url.QueryEscape(state)); err != nil {
			return err
		}
	}
	report, err := json.Marshal(st.server.report(changeErr))
	if err != nil || bytes.Equal(report, st.report) {
		return err
	}
	st.report = report
	return st.send("event: problems\ndata: %s\n\n", report)
}

// wait returns true after the next change and false when the stream must end.
func (st *stream) wait(next <-chan struct{}, beat <-chan time.Time) bool {
	for {
		select {
		case <-next:
			return true
		case <-beat:
			if st.send(":\n\n") != nil {
				return false
			}
		case <-st.r.Context().Done():
			return false
		case <-st.server.stop:
			return false
		}
	}
}

// send writes to the page at once. A page that takes nothing loses the stream.
func (st *stream) send(format string, args ...any) error {
	extendDeadline(st.w, 0)
	if _, err := fmt.Fprintf(st.w, format, args...); err != nil {
		return err
	}
	return http.NewResponseController(st.w).Flush()
}
