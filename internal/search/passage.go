package search

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths of a passage in bytes.
const (
	passageSize = 220
	// passageLead is how much may stand in front of the first marked word.
	passageLead = 60
)

// passage is the part of a document that answers a query best.
type passage struct {
	anchor, heading string
	spans           []Span
}

// passage finds the section with the most important words of the query, and
// in it the passage with most of them.
func (m *marker) passage(d *Document, body string) passage {
	text := cutText(body, maxSnippetText)
	var places []place
	m.places(text, func(p place) { places = append(places, p) })
	if len(places) == 0 {
		return passage{spans: m.opening(d, text)}
	}
	best, start, end := m.bestSection(d, text, places)
	var p passage
	if best >= 0 {
		p.anchor, p.heading = d.Headings[best].Anchor, d.Headings[best].Title
	}
	inside := within(places, start, end)
	if under, ok := strings.CutPrefix(text[start:end], p.heading); ok && best >= 0 {
		below := end - len(under) // the heading is shown by itself
		if rest := within(inside, below, end); len(rest) > 0 {
			inside, start = rest, below
		}
	}
	p.spans = m.cut(text, start, end, inside)
	return p
}

// opening is the summary, or the beginning of the text.
func (m *marker) opening(d *Document, text string) []Span {
	if d.Summary != "" {
		return m.mark(d.Brief())
	}
	return m.cut(text, 0, len(text), nil)
}

// bestSection returns the section with the highest sum of the words it has,
// and where it begins and ends; -1 is the text in front of all headings. Words
// in headings count double, of equal sections the first wins.
func (m *marker) bestSection(d *Document, text string, places []place) (best, start, end int) {
	best, end = -1, len(text)
	if len(d.Headings) > 0 {
		end = min(end, d.Headings[0].Start)
	}
	top := m.worth(within(places, 0, end), 0)
	for i, s := range d.Headings {
		from, to := s.Start, len(text)
		if i+1 < len(d.Headings) {
			to = d.Headings[i+1].Start
		}
		to = min(to, len(text))
		if from >= to {
			break
		}
		if worth := m.worth(within(places, from, to), from+len(s.Title)); worth > top*1.05 {
			best, top, start, end = i, worth, from, to
		}
	}
	return best, start, end
}

// worth adds up what places are worth: the best of each slot, and a little for
// repetitions. Places in front of the end of the heading count double.
func (m *marker) worth(places []place, headingEnd int) float64 {
	best, count := m.best, m.count
	clear(best)
	clear(count)
	for _, p := range places {
		for _, b := range p.bonds {
			v := b.strength * m.idf[b.slot]
			if p.start < headingEnd {
				v *= 2
			}
			best[b.slot] = max(best[b.slot], v)
			count[b.slot]++
		}
	}
	sum := 0.0
	for i, v := range best {
		n := float64(count[i])
		sum += v * (1 + 0.3*n/(n+2))
	}
	return sum
}

// within returns the places that begin in [start, end).
func within(places []place, start, end int) []place {
	from := sort.Search(len(places), func(i int) bool { return places[i].start >= start })
	to := sort.Search(len(places), func(i int) bool { return places[i].start >= end })
	return places[from:max(from, to)]
}

// cut picks the passage of text[start:end] with the most valuable places and
// cuts it out at words, better at sentences.
func (m *marker) cut(text string, start, end int, places []place) []Span {
	first := start
	if len(places) > 0 {
		top := -1.0
		for i, p := range places {
			window := within(places[i:], p.start, p.start+passageSize-passageLead)
			if worth := m.worth(window, 0); worth > top {
				top, first = worth, p.start
			}
		}
	}
	start = min(first, start+len(text[start:end])-len(strings.TrimLeftFunc(text[start:end], unicode.IsSpace)))
	from := beginning(text, start, first)
	to := ending(text, from, end)
	out := spans(text, from, to, places)
	if from > start && len(out) > 0 {
		out = append([]Span{{Text: "… "}}, out...)
	}
	if strings.TrimSpace(text[to:end]) != "" {
		out = append(out, Span{Text: " …"})
	}
	return merge(out)
}

// beginning is where a passage starts that shows the word at first: at the
// start, at the sentence or block around the word, or at a word.
func beginning(text string, start, first int) int {
	lowest := first - passageLead
	if lowest <= start {
		return start
	}
	for lowest < first && !utf8.RuneStart(text[lowest]) {
		lowest++
	}
	lead := text[lowest:first]
	for _, stop := range []string{"\n", ". ", "! ", "? ", ": "} {
		if i := strings.LastIndex(lead, stop); i >= 0 {
			return lowest + i + len(stop)
		}
	}
	if i := strings.IndexByte(lead, ' '); i >= 0 {
		return lowest + i + 1
	}
	return first
}

// ending is where a passage from a place on ends.
func ending(text string, from, end int) int {
	if end-from <= passageSize {
		return from + len(strings.TrimRightFunc(text[from:end], unicode.IsSpace))
	}
	cut := len(cutText(text[from:end], passageSize))
	piece := text[from : from+cut]
	if i := strings.LastIndexAny(piece, " \n"); i > passageSize/2 {
		piece = piece[:i]
	}
	return from + len(strings.TrimRightFunc(piece, unicode.IsSpace))
}

// merge joins neighbours of the same sort.
func merge(in []Span) []Span {
	var out []Span
	for _, s := range in {
		if n := len(out); n > 0 && out[n-1].Mark == s.Mark {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}
