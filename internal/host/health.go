package host

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// health is what /_nachbar/health tells.
type health struct {
	OK      bool      `json:"ok"`
	Release string    `json:"release,omitempty"`
	Since   time.Time `json:"since,omitzero"` // when it was loaded
	// Refused is the release of the store that cannot be loaded.
	Refused string      `json:"refused,omitempty"`
	Publish *Publishing `json:"publish,omitempty"`
}

// answerHealth is 200 while a release is shown, else 503.
func (h *handler) answerHealth(w *recorder, r *http.Request) {
	state := h.health()
	body, err := json.Marshal(state)
	status := http.StatusOK
	if err != nil || !state.OK {
		status = http.StatusServiceUnavailable
	}
	body = append(body, '\n')
	header := w.Header()
	header["Content-Type"] = []string{"application/json"}
	header["Cache-Control"] = []string{"no-store"}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
