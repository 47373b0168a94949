package markdown

import (
	"slices"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxHighlight is the largest block of code that is highlighted, and maxLine
// its longest line: chroma works with regular expressions, whose cost depends
// on the text.
const (
	maxHighlight = 64 << 10
	maxLine      = 2_000
	maxCached    = 8 << 20
)

// highlighter adds chroma's classes to code. Highlighting is slow, so results
// are kept; they depend on language and code alone.
type highlighter struct {
	mu     sync.Mutex
	lexers map[string]chroma.Lexer
	done   map[string][]byte
	size   int
}

func newHighlighter() *highlighter {
	return &highlighter{lexers: map[string]chroma.Lexer{}, done: map[string][]byte{}}
}

// highlight returns code as HTML, or nil if the language is unknown.
func (h *highlighter) highlight(language string, code []byte) []byte {
	lexer := h.lexer(language)
	if lexer == nil || len(code) > maxHighlight || longestLine(code) > maxLine {
		return nil
	}
	key := language + "\x00" + string(code)
	h.mu.Lock()
	lit, ok := h.done[key]
	h.mu.Unlock()
	if ok {
		return lit
	}
	lit = tokens(lexer, string(code))
	h.keep(key, lit)
	return lit
}

// keep stores a result. A full store is emptied: pages are rendered once a
// build, so it matters little which results stay.
func (h *highlighter) keep(key string, lit []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.size += len(key) + len(lit)
	if h.size > maxCached {
		clear(h.done)
		h.size = len(key) + len(lit)
	}
	h.done[key] = lit
}

// lexer returns the lexer of a language, or nil.
func (h *highlighter) lexer(language string) chroma.Lexer {
	h.mu.Lock()
	defer h.mu.Unlock()
	lexer, ok := h.lexers[language]
	if ok {
		return lexer
	}
	if slices.Contains(lexers.Names(true), language) {
		lexer = chroma.Coalesce(lexers.Get(language))
	}
	h.lexers[language] = lexer
	return lexer
}

// tokens writes what a lexer finds, each token in a span with its class.
func tokens(lexer chroma.Lexer, code string) []byte {
	next, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root", EnsureLF: true}, code)
	if err != nil {
		return nil
	}
	out := make([]byte, 0, 2*len(code))
	for token := next(); token != chroma.EOF; token = next() {
		class := classOf(token.Type)
		if class == "" {
			out = appendEscaped(out, token.Value)
			continue
		}
		out = append(out, `<span class="`...)
		out = append(out, class...)
		out = append(out, `">`...)
		out = appendEscaped(out, token.Value)
		out = append(out, "</span>"...)
	}
	return out
}

// classOf returns the class of a token type, or of the nearest type above it.
func classOf(t chroma.TokenType) string {
	for t > 0 {
		if class, ok := chroma.StandardTypes[t]; ok {
			return class
		}
		t = t.Parent()
	}
	return ""
}

func longestLine(code []byte) int {
	longest, start := 0, 0
	for i, c := range code {
		if c == '\n' {
			longest = max(longest, i-start)
			start = i + 1
		}
	}
	return max(longest, len(code)-start)
}
