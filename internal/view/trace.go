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

// Keys are the questions asked, one a line. Behind a blank line follow those
// about the files that the page itself names: all before it is the same for
// nearly all pages of a layout, so that equal texts can be kept once.
func (t *Trace) Keys() string {
	var shared, own []string
	for _, key := range t.keys {
		if question, _, _ := strings.Cut(key, ":"); question == "ref" || question == "image" {
			own = append(own, escape.Replace(key))
		} else {
			shared = append(shared, escape.Replace(key))
		}
	}
	if len(own) == 0 {
		return strings.Join(shared, "\n")
	}
	return strings.Join(shared, "\n") + ownKeys + strings.Join(own, "\n")
}

// ownKeys stands between the two parts of Keys.
const ownKeys = "\n\n"

// SplitKeys cuts Keys in front of the page's own questions.
func SplitKeys(keys string) (shared, own string) {
	i := strings.Index(keys, ownKeys)
	if i < 0 {
		return keys, ""
	}
	return keys[:i], keys[i:]
}

// Keep returns both parts of Keys in as little memory as possible: the shared
// part is the same text for all who have it.
func (m *Model) Keep(keys string) (shared, own string) {
	shared, own = SplitKeys(keys)
	return m.planOf(shared).keys, strings.Clone(own)
}

// AboutFile is the question of an output that is a copy of a file.
func AboutFile(source string) (own string) { return ownKeys + escape.Replace("file:"+source) }

// Arguments come from front matter too and may hold line breaks.
var (
	escape   = strings.NewReplacer("\\", "\\\\", "\n", "\\n")
	unescape = strings.NewReplacer("\\\\", "\\", "\\n", "\n")
)

// cutKey takes a line of Keys apart.
func cutKey(key string) (question, arg string) {
	if strings.IndexByte(key, '\\') >= 0 {
		key = unescape.Replace(key)
	}
	question, arg, _ = strings.Cut(key, ":")
	return question, arg
}

// Digest answers the questions in keys for the page self and returns the
// digest of all answers: equal digests mean an equal page.
func (m *Model) Digest(keys, self string) Digest {
	shared, own := SplitKeys(keys)
	plan := m.planOf(shared)
	answers := make([]byte, 0, 512)
	answers = append(answers, plan.fixed[:]...)
	for _, question := range plan.self {
		d := m.digest(question, self, self)
		answers = append(answers, d[:]...)
	}
	for key := range strings.SplitSeq(strings.TrimPrefix(own, ownKeys), "\n") {
		question, arg := cutKey(key)
		d := m.digest(question, arg, self)
		answers = append(answers, d[:]...)
	}
	sum := sha256.Sum256(answers)
	return Digest(sum[:16])
}

// plan is what there is to do for a list of shared questions: fixed is the
// digest of the answers that are the same for every page, self are the
// questions about the page that asks.
type plan struct {
	keys  string
	fixed Digest
	self  []string
}

// planOf works out the plan of a list of questions once.
func (m *Model) planOf(shared string) *plan {
	if known, ok := m.plans.Load(shared); ok {
		return known.(*plan)
	}
	p, answers := &plan{keys: strings.Clone(shared)}, []byte(nil)
	for key := range strings.SplitSeq(shared, "\n") {
		question, arg := cutKey(key)
		if arg == "." {
			p.self = append(p.self, question)
			continue
		}
		d := m.digest(question, arg, "")
		answers = append(answers, d[:]...)
	}
	sum := sha256.Sum256(answers)
	p.fixed = Digest(sum[:16])
	m.plans.Store(p.keys, p)
	return p
}
