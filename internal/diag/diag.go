// Package diag holds problems as data.
//
// Whatever is wrong with a site's content, configuration, layouts or built
// pages becomes a Problem: where it is, which rule it breaks, and the words
// that fill the message. No package below cmd prints a problem and none stops
// at the first one: problems are returned as a List, collected over the whole
// run, sorted once and printed once.
//
// A Problem carries no text. Its ID names two entries of the message
// catalogue (package i18n): "diag.<ID>" says what is wrong and
// "diag.<ID>.hint" says what to do about it. Args fill their {placeholders}.
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a problem stops a build.
type Severity int

// An Error makes build, check and publish fail with exit status 1; a Warning
// is printed and does not.
const (
	Error Severity = iota
	Warning
)

// String returns "error" or "warning", the words used in JSON output.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Args are the named words of a message.
type Args map[string]string

// Problem is one thing that is wrong, at one place.
type Problem struct {
	// ID is the stable name of the rule, in lower case with hyphens:
	// "front-matter-unknown-key". Editors and scripts may rely on it.
	ID       string
	Severity Severity
	// Path is the slash-separated path of the file inside the site, for
	// example "content/leitfaden/bia.md". It is empty for a problem of the
	// whole site.
	Path string
	// Line and Col count from 1, Col in characters; 0 means unknown.
	Line, Col int
	Args      Args
}

// New returns an error-severity problem at path and line (0 for unknown).
// pairs are the names and values of Args: New("x", p, 3, "key", "titel").
func New(id, path string, line int, pairs ...string) Problem {
	p := Problem{ID: id, Path: path, Line: line}
	if len(pairs) > 0 {
		p.Args = make(Args, len(pairs)/2)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Args[pairs[i]] = pairs[i+1]
	}
	return p
}

// AsWarning returns a copy of p that does not stop a build.
func (p Problem) AsWarning() Problem {
	p.Severity = Warning
	return p
}

// List is a set of problems; the zero value is empty and ready to use. It is
// not safe for concurrent use: every worker keeps its own and they are joined.
type List []Problem

// Add appends problems.
func (l *List) Add(ps ...Problem) { *l = append(*l, ps...) }

// HasErrors reports whether the list holds a problem that stops a build.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(p Problem) bool { return p.Severity == Error })
}

// Count returns the number of errors and of warnings.
func (l List) Count() (errors, warnings int) {
	for _, p := range l {
		if p.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Equal reports whether two lists hold the same problems in the same order.
func Equal(a, b List) bool {
	return slices.EqualFunc(a, b, func(p, q Problem) bool { return compare(p, q) == 0 })
}

// Sorted returns the problems ordered by place, then ID, each one once.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Problem) bool { return compare(a, b) == 0 })
}

func compare(a, b Problem) int {
	place := cmp.Or(
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Col, b.Col),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(a.Severity, b.Severity),
	)
	if place != 0 {
		return place
	}
	return compareArgs(a.Args, b.Args) // seldom needed, and dear
}

func compareArgs(a, b Args) int {
	return slices.Compare(a.flat(), b.flat())
}

// flat returns names and values in the order of the names.
func (a Args) flat() []string {
	names := make([]string, 0, len(a))
	for name := range a {
		names = append(names, name)
	}
	slices.Sort(names)
	flat := make([]string, 0, 2*len(names))
	for _, name := range names {
		flat = append(flat, name, a[name])
	}
	return flat
}
