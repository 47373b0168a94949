package view

import (
	"crypto/sha256"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
)

// Trace is the record of facts a page asked for while it was rendered. It is
// filled by one goroutine.
type Trace struct {
	model *Model
	self  string
	keys  []string
	known map[string]struct{}
}

// NewTrace starts the record of the page with the logical path self.
func (m *Model) NewTrace(self string) *Trace {
	return &Trace{model: m, self: self, known: make(map[string]struct{}, 16)}
}

// ask notes that a question was asked and answers it with pages, if it is one
// about pages.
func (t *Trace) ask(question, arg string) []*content.Page {
	if arg == t.self {
		t.Note(question + ":.")
	} else {
		t.Note(question + ":" + arg)
	}
	return t.model.pages(question, arg)
}

// Note records a key whose answer the caller got by other ways.
func (t *Trace) Note(key string) {
	if _, ok := t.known[key]; !ok {
		t.known[key] = struct{}{}
		t.keys = append(t.keys, key)
	}
}

// Keys are the questions asked, in order, as one string. Pages of one layout
// ask the same questions, so that equal strings can be kept once.
func (t *Trace) Keys() string {
	keys := strings.Join(t.keys, "\n")
	if strings.Count(keys, "\n") == len(t.keys)-1 && !strings.Contains(keys, "\\") {
		return keys
	}
	escaped := make([]string, len(t.keys))
	for i, key := range t.keys {
		escaped[i] = escape.Replace(key)
	}
	return strings.Join(escaped, "\n")
}

// Arguments come from front matter too and may hold line breaks.
var (
	escape   = strings.NewReplacer("\\", "\\\\", "\n", "\\n")
	unescape = strings.NewReplacer("\\\\", "\\", "\\n", "\n")
)

// Digest answers the questions in keys for the page self and returns the
// digest of all answers: equal digests mean an equal page.
func (m *Model) Digest(keys, self string) Digest {
	h := sha256.New()
	for key := range strings.SplitSeq(keys, "\n") {
		if strings.Contains(key, "\\") {
			key = unescape.Replace(key)
		}
		d := m.digest(key, self)
		h.Write(d[:])
	}
	return Digest(h.Sum(nil)[:16])
}
