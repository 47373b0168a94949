// Package hook is told by a forge that somebody has pushed, and has the new
// commit published.
//
// A request is taken if it is signed with the secret (HMAC-SHA256 of the body:
// X-Hub-Signature-256 of GitHub, Gitea and Forgejo, X-Gitea-Signature), or, as
// GitLab does, carries the secret itself in X-Gitlab-Token. Both are compared in
// constant time, before anything of the body is read. What was taken once is
// refused when it comes again: neither the id of the delivery nor the body may
// be known. The table of both outlives the program and is bounded. A push to the
// configured branch or tag is answered with 202 at once and published beside;
// pushes that come meanwhile are one more publish after this one. Everything
// else that is signed (a ping, another branch) is 200 and does nothing.
package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody is how many bytes a request may have.
const maxBody = 1 << 20

// MinSecret is how many bytes a secret has to have.
const MinSecret = 16

// Options tune a Hook.
type Options struct {
	// Secret is what the forge signs with, at least MinSecret bytes.
	Secret []byte
	// Ref is a branch or tag by its name or in full ("refs/heads/main").
	Ref string
	// Table is the file of known deliveries.
	Table string
	// Runner publishes.
	Runner *Runner
	// Log gets what is done; nil logs nothing.
	Log *slog.Logger
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Hook is an http.Handler.
type Hook struct {
	opt   Options
	table *table
}

// New opens the table of deliveries.
func New(opt Options) (*Hook, error) {
	if len(opt.Secret) < MinSecret {
		return nil, ErrShort
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	t, err := openTable(opt.Table)
	if err != nil {
		return nil, err
	}
	return &Hook{opt: opt, table: t}, nil
}

// ErrShort is the error for a secret that could be guessed.
var ErrShort = errors.New("the secret of the hook is too short")

// ServeHTTP implements http.Handler.
func (h *Hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		answer(w, http.StatusMethodNotAllowed, "method")
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		answer(w, http.StatusRequestEntityTooLarge, "too large")
		return
	case err != nil:
		answer(w, http.StatusBadRequest, "unreadable")
		return
	case !h.signed(r.Header, body):
		h.opt.Log.Warn("hook: request without a valid signature")
		answer(w, http.StatusForbidden, "not signed")
		return
	}
	h.take(w, r.Header, body)
}

// take acts on a request that is signed.
func (h *Hook) take(w http.ResponseWriter, header http.Header, body []byte) {
	ref, deleted, err := pushed(header, body)
	if err != nil {
		answer(w, http.StatusBadRequest, "not understood")
		return
	}
	if !h.wanted(ref) || deleted {
		answer(w, http.StatusOK, "ignored")
		return
	}
	fresh, err := h.table.add(h.opt.Now(), deliveryOf(header), body)
	switch {
	case err != nil:
		h.opt.Log.Error("hook: table of deliveries", "error", err)
		answer(w, http.StatusServiceUnavailable, "table")
	case !fresh:
		answer(w, http.StatusConflict, "known")
	default:
		h.opt.Log.Info("hook: push taken", "ref", ref)
		h.opt.Runner.Start()
		answer(w, http.StatusAccepted, "accepted")
	}
}

// signed reports whether the request knows the secret. A wrong signature is not
// made good by another one.
func (h *Hook) signed(header http.Header, body []byte) bool {
	mac := hmac.New(sha256.New, h.opt.Secret)
	mac.Write(body)
	want := mac.Sum(nil)
	for _, name := range []string{"X-Hub-Signature-256", "X-Gitea-Signature", "X-Forgejo-Signature"} {
		if text := header.Get(name); text != "" {
			got, err := hex.DecodeString(strings.TrimPrefix(text, "sha256="))
			return err == nil && hmac.Equal(got, want)
		}
	}
	token := sha256.Sum256([]byte(header.Get("X-Gitlab-Token"))) // equal lengths, whatever was sent
	secret := sha256.Sum256(h.opt.Secret)
	return header.Get("X-Gitlab-Token") != "" && hmac.Equal(token[:], secret[:])
}

// deliveryOf is the id that the forge gave to a delivery, "" if it gave none.
func deliveryOf(header http.Header) string {
	for _, name := range []string{"X-GitHub-Delivery", "X-Gitea-Delivery", "X-Forgejo-Delivery", "X-Gitlab-Event-UUID", "Idempotency-Key"} {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// pushed reads which ref was pushed; ref is "" for anything but a push.
func pushed(header http.Header, body []byte) (ref string, deleted bool, err error) {
	for _, name := range []string{"X-GitHub-Event", "X-Gitea-Event", "X-Forgejo-Event", "X-Gitlab-Event"} {
		switch event := header.Get(name); event {
		case "", "push", "Push Hook", "Tag Push Hook":
		default:
			return "", false, nil
		}
	}
	if strings.HasPrefix(header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return "", false, err
		}
		body = []byte(values.Get("payload"))
	}
	var payload struct {
		Ref     string `json:"ref"`
		After   string `json:"after"`
		Deleted bool   `json:"deleted"`
	}
	if err := json.Unmarshal(body, &payload); err != nil {
		return "", false, err
	}
	gone := payload.After != "" && strings.Trim(payload.After, "0") == ""
	return payload.Ref, payload.Deleted || gone, nil
}

// wanted reports whether a full ref is the configured one.
func (h *Hook) wanted(ref string) bool {
	return ref != "" && (ref == h.opt.Ref || ref == "refs/heads/"+h.opt.Ref || ref == "refs/tags/"+h.opt.Ref)
}

// answer is one word of JSON: forges show it to who set the hook up.
func answer(w http.ResponseWriter, status int, word string) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"status":"`+word+"\"}\n")
}
