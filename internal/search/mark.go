package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/german"
)

// marker knows the words of a query and finds them in texts, in whatever form
// they stand there. It is used by one goroutine.
type marker struct {
	engine   *Engine
	analyzer *german.Analyzer
	idf      []float64         // by slot
	forms    map[string][]bond // by field and text
	starts   *starts           // of all forms
	known    map[string][]bond // by written word

	best  []float64 // scratch of worth, by slot
	count []int
}

// bond ties a form to a slot.
type bond struct {
	slot     int
	strength float64
}

// place is a word of a text that the query has.
type place struct {
	start, end int // byte offsets
	bonds      []bond
}

func (e *Engine) newMarker(slots []ranked) *marker {
	m := &marker{engine: e, analyzer: e.plain, forms: map[string][]bond{}, starts: newStarts(), known: map[string][]bond{}}
	for i, s := range slots {
		m.idf = append(m.idf, s.idf*s.weight)
		for _, g := range s.groups {
			for _, forms := range g.words {
				m.bind(i, forms, g.weight/float64(len(g.words)))
			}
		}
		for _, g := range s.parts {
			for _, forms := range g.words {
				m.bind(i, forms, PartBonus)
			}
		}
	}
	m.best, m.count = make([]float64, len(slots)), make([]int, len(slots))
	return m
}

// bind ties forms to a slot; that of a root ties all compounds that have it as
// a part.
func (m *marker) bind(slot int, forms []form, weight float64) {
	for _, f := range forms {
		m.tie(string(f.field)+f.text, bond{slot, weight * f.weight})
		m.starts.add(f.text)
		if f.field != Root {
			continue
		}
		for _, i := range m.engine.compounds[f.text] {
			stem := m.engine.contents.words[i].Text
			m.tie(string(Word)+stem, bond{slot, weight * f.weight})
			m.starts.add(stem)
		}
	}
}

// tie keeps the strongest bond of a form to each slot.
func (m *marker) tie(key string, b bond) {
	bonds := m.forms[key]
	for i := range bonds {
		if bonds[i].slot == b.slot {
			bonds[i].strength = max(bonds[i].strength, b.strength)
			return
		}
	}
	m.forms[key] = append(bonds, b)
}

// places calls f with every word of a text that the query has.
func (m *marker) places(text string, f func(place)) {
	if len(m.forms) == 0 {
		return
	}
	m.starts.each(text, func(start int, piece string) {
		m.analyzer.Each(piece, func(t german.Token) {
			if t.Over > 0 && len(t.Terms) > 0 && t.Terms[0].Kind != german.Ident {
				return // a joined form: its words are marked
			}
			written := piece[t.Start:t.End]
			bonds, ok := m.known[written]
			if !ok {
				bonds = m.bonds(&t)
				m.known[strings.Clone(written)] = bonds
			}
			if len(bonds) > 0 {
				f(place{start + t.Start, start + t.End, bonds})
			}
		})
	})
}

// bonds are what ties a word to the slots: the strongest for each.
func (m *marker) bonds(t *german.Token) []bond {
	var out []bond
	for _, term := range t.Terms {
		field, always := fieldOf(term.Kind)
		if t.Stop && !always {
			continue
		}
	next:
		for _, b := range m.forms[string(field)+term.Text] {
			for i := range out {
				if out[i].slot == b.slot {
					out[i].strength = max(out[i].strength, b.strength)
					continue next
				}
			}
			out = append(out, b)
		}
	}
	return out
}

// mark cuts a short text into spans.
func (m *marker) mark(text string) []Span {
	var places []place
	m.places(text, func(p place) { places = append(places, p) })
	return spans(text, 0, len(text), places)
}

// spans cuts text[start:end] at places. Blocks of text become one line.
func spans(text string, start, end int, places []place) []Span {
	var out []Span
	put := func(piece string, mark bool) {
		if piece = oneLine(piece); piece != "" {
			out = append(out, Span{piece, mark})
		}
	}
	at := start
	for _, p := range places {
		if p.start < at || p.end > end {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Mark && text[at:p.start] == "-" {
			out[n-1].Text += text[at:p.end] // Wort-und-Wort is one mark
		} else {
			put(text[at:p.start], false)
			put(text[p.start:p.end], true)
		}
		at = p.end
	}
	put(text[at:end], false)
	return out
}

// oneLine makes every run of spaces one space, with a middle dot between
// blocks.
func oneLine(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := strings.IndexFunc(s, unicode.IsSpace)
		if n < 0 {
			n = len(s)
		}
		b.WriteString(s[:n])
		s = s[n:]
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		switch gap := s[:len(s)-len(rest)]; {
		case gap == "":
		case strings.ContainsRune(gap, '\n'):
			b.WriteString(" · ")
		default:
			b.WriteByte(' ')
		}
		s = rest
	}
	return b.String()
}

// cutText cuts a text to at most size bytes, at a character.
func cutText(s string, size int) string {
	if len(s) <= size {
		return s
	}
	for size > 0 && !utf8.RuneStart(s[size]) {
		size--
	}
	return s[:size]
}
