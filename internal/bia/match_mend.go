package bia

import "strings"

// The roots that words are mended with have at least minRoot letters, those
// with a slip minSlipped.
const (
	minRoot    = 4
	minSlipped = 5
)

// linking stands between the parts of a compound.
var linking = []string{"", "s", "n", "en", "es", "e", "er"}

// mend finds the parts of a word that the lexicon does not split and no process
// has: what it begins and ends with, one of them perhaps with a slip.
func (m *Matcher) mend(w *matchWord) {
	if len(w.parts) > 0 || len(w.stem) < 2*minRoot || m.df[w.root] > 0 {
		return
	}
	if _, known := m.byStem[w.stem]; known {
		return
	}
	parts, known := m.mended[w.stem]
	if !known {
		parts = m.mendedParts(w.stem)
		if len(m.mended) < maxKnown {
			m.mended[w.stem] = parts
		}
	}
	w.parts = parts
}

func (m *Matcher) mendedParts(stem string) []string {
	begin, end := "", ""
	for _, root := range m.roots {
		if len(root) > len(begin) && strings.HasPrefix(stem, root) {
			begin = root
		}
		if len(root) > len(end) && strings.HasSuffix(stem, root) {
			end = root
		}
	}
	if begin != "" && end != "" && len(begin)+len(end) <= len(stem) {
		return []string{begin, end}
	}
	if begin != "" {
		if last := m.slipped(stem[len(begin):], true); last != "" {
			return []string{begin, last}
		}
	}
	if end != "" {
		if first := m.slipped(stem[:len(stem)-len(end)], false); first != "" {
			return []string{first, end}
		}
	}
	switch {
	case len(begin) >= len(end) && len(begin) > minRoot:
		return []string{begin, stem[len(begin):]}
	case len(end) > minRoot:
		return []string{stem[:len(stem)-len(end)], end}
	}
	return nil
}

// slipped is the root that the rest of a compound is, with one slip and what
// links it to the part before (behind is true) or behind it.
func (m *Matcher) slipped(rest string, behind bool) string {
	for _, link := range linking {
		text := rest
		if behind && strings.HasPrefix(rest, link) {
			text = rest[len(link):]
		} else if !behind && strings.HasSuffix(rest, link) {
			text = rest[:len(rest)-len(link)]
		} else {
			continue
		}
		for _, root := range m.roots {
			if n := len(root) - len(text); len(root) >= minSlipped && -1 <= n && n <= 1 && distance(root, text, 1) <= 1 {
				return root
			}
		}
	}
	return ""
}
