package versions

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op is what happened to a piece of text.
type Op int

// The ops. Changed is said of lines and blocks that are neither new nor gone.
const (
	Same Op = iota
	Added
	Removed
	Changed
)

// String is the word of an op in JSON and in the names of CSS classes.
func (o Op) String() string { return [...]string{"same", "added", "removed", "changed"}[o] }

// MarshalText writes String.
func (o Op) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// Span is a piece of a text.
type Span struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// maxTable bounds the work of a comparison: two texts whose lengths multiply to
// more are shown as exchanged.
const maxTable = 1 << 20

// Words tells what changed from one text to the other.
func Words(a, b string) []Span {
	if a == b {
		return spans(nil, Same, a)
	}
	from, to := cut(a), cut(b)
	if len(from)*len(to) > maxTable {
		return spans(spans(nil, Removed, a), Added, b)
	}
	pairs := common(from, to)
	var out []Span
	var gone, new strings.Builder
	flush := func() {
		out = spans(spans(out, Removed, gone.String()), Added, new.String())
		gone.Reset()
		new.Reset()
	}
	i, j := 0, 0
	for _, run := range runs(append(pairs, [2]int{len(from), len(to)}), from) {
		gone.WriteString(strings.Join(from[i:run.a], ""))
		new.WriteString(strings.Join(to[j:run.b], ""))
		i, j = run.a+run.n, run.b+run.n
		text := strings.Join(from[run.a:i], "")
		if gone.Len()+new.Len() > 0 && !run.last && !hasWord(text) { // a space between two changes is no news
			gone.WriteString(text)
			new.WriteString(text)
			continue
		}
		flush()
		out = spans(out, Same, text)
	}
	return trimmed(out)
}

// trimmed moves what a removed and an added piece have in common at their ends
// out of them: spaces that were taken along.
func trimmed(list []Span) []Span {
	var out []Span
	for i := 0; i < len(list); i++ {
		if i+1 == len(list) || list[i].Op != Removed || list[i+1].Op != Added {
			out = spans(out, list[i].Op, list[i].Text)
			continue
		}
		a, b, tail := list[i].Text, list[i+1].Text, ""
		for a != "" && b != "" {
			r, n := utf8.DecodeLastRuneInString(a)
			if s, _ := utf8.DecodeLastRuneInString(b); r != s || r == '}' || r == utf8.RuneError || isWord(r) {
				break
			}
			a, b, tail = a[:len(a)-n], b[:len(b)-n], a[len(a)-n:]+tail
		}
		out = spans(spans(spans(out, Removed, a), Added, b), Same, tail)
		i++
	}
	return out
}

// run is a piece that both texts have: n parts from a and b on.
type run struct {
	a, b, n int
	last    bool
}

// runs groups pairs of equal parts; the last pair is the end of both texts.
func runs(pairs [][2]int, from []string) []run {
	var out []run
	for _, p := range pairs {
		if n := len(out); n > 0 && p[0] < len(from) && out[n-1].a+out[n-1].n == p[0] && out[n-1].b+out[n-1].n == p[1] {
			out[n-1].n++
			continue
		}
		r := run{a: p[0], b: p[1], n: 1}
		if p[0] == len(from) {
			r.n, r.last = 0, true
		}
		out = append(out, r)
	}
	return out
}

// spans appends a piece; one like the last one joins it.
func spans(list []Span, op Op, text string) []Span {
	if text == "" {
		return list
	}
	if n := len(list); n > 0 && list[n-1].Op == op {
		list[n-1].Text += text
		return list
	}
	return append(list, Span{op, text})
}

// cut takes a text apart into words, runs of spaces and single signs. A field
// is one part.
func cut(s string) []string {
	var parts []string
	for s != "" {
		n := partLen(s)
		parts = append(parts, s[:n])
		s = s[n:]
	}
	return parts
}

func partLen(s string) int {
	if strings.HasPrefix(s, "{{") {
		if end := strings.Index(s, "}}"); end > 0 {
			return end + 2
		}
	}
	first, n := utf8.DecodeRuneInString(s)
	class := classOf(first)
	for class != sign && n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if classOf(r) != class {
			break
		}
		n += size
	}
	return n
}

const (
	sign = iota
	space
	word
)

func classOf(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return space
	case isWord(r):
		return word
	}
	return sign
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func hasWord(s string) bool { return strings.ContainsFunc(s, isWord) }

// common lists the places of a longest common subsequence.
func common(a, b []string) [][2]int {
	lead := 0
	for lead < len(a) && lead < len(b) && a[lead] == b[lead] {
		lead++
	}
	tail := 0
	for tail < len(a)-lead && tail < len(b)-lead && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var pairs [][2]int
	for i := range lead {
		pairs = append(pairs, [2]int{i, i})
	}
	inner := best(len(a)-lead-tail, len(b)-lead-tail, func(i, j int) float64 {
		if a[lead+i] == b[lead+j] {
			return 1
		}
		return 0
	})
	for _, p := range inner {
		pairs = append(pairs, [2]int{lead + p[0], lead + p[1]})
	}
	for i := tail; i > 0; i-- {
		pairs = append(pairs, [2]int{len(a) - i, len(b) - i})
	}
	return pairs
}

// best pairs n things with m others, in order, so that the sum of the scores is
// highest; pairs of score 0 are left out.
func best(n, m int, score func(i, j int) float64) [][2]int {
	if n == 0 || m == 0 {
		return nil
	}
	sums, scores := make([]float64, (n+1)*(m+1)), make([]float64, n*m)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			s := score(i, j)
			scores[i*m+j] = s
			with := 0.0
			if s > 0 {
				with = s + sums[(i+1)*(m+1)+j+1]
			}
			sums[i*(m+1)+j] = max(with, sums[(i+1)*(m+1)+j], sums[i*(m+1)+j+1])
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < n && j < m; {
		here := sums[i*(m+1)+j]
		switch s := scores[i*m+j]; {
		case s > 0 && here == s+sums[(i+1)*(m+1)+j+1]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case here == sums[(i+1)*(m+1)+j]:
			i++
		default:
			j++
		}
	}
	return pairs
}
