package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/german"
)

// slot is a word of a query with all that it is found under.
type slot struct {
	// word is the word as typed, key its stem or identifier.
	word, key string
	weight    float64
	// joined marks a form that lies over the words of the slots behind it.
	joined bool
	// groups are the word itself, then what may stand in for it. The best
	// counts.
	groups []group
	// parts are the parts of a compound.
	parts []group
	// prefix marks a word that stands for all that begin with it.
	prefix bool
}

// group is one way to find a word.
type group struct {
	why    why
	label  string // what stands in, as people write it
	weight float64
	// words have to occur all; each in one of its forms.
	words [][]form
	// share is the part of a title that the group is at most: 1/n for one of n
	// words that stand for a name. Zero is 1.
	share float64
}

// names are the forms of the words as parts of titles.
func (g *group) names() [][]form {
	var out [][]form
	for _, forms := range g.words {
		var names []form
		for i, f := range forms {
			switch {
			case f.field == Word && i == 0:
				names = append(names, form{Title, f.text, 1})
			case f.field == Root && (len(names) == 0 || names[0].text != f.text):
				names = append(names, form{Title, f.text, RootWeight})
			}
		}
		out = append(out, names)
	}
	return out
}

// form is a term with its weight.
type form struct {
	field  Field
	text   string
	weight float64
}

// why says what makes a group part of a slot.
type why string

const (
	bySelf     why = "word"
	bySynonym  why = "synonym"
	bySpelling why = "spelling"
	byPart     why = "part"
)

// planner makes slots of texts.
type planner struct {
	*contents
	plain    *german.Analyzer                 // splits nothing
	split    func() (*german.Analyzer, error) // with the words of the site
	synonyms synonyms
}

func newPlanner(c *contents) *planner {
	p := &planner{contents: c, plain: german.New(nil)}
	p.split = sync.OnceValues(func() (*german.Analyzer, error) {
		lex, err := german.ParseLexicon(c.lexicon)
		if err != nil {
			return nil, err
		}
		return german.New(lex), nil
	})
	p.synonyms = p.compile(c.opt.Synonyms)
	return p
}

// plan makes the slots of a query.
func (p *planner) plan(q *Query) []slot {
	slots := p.slots(q.Text)
	slots = slots[:min(len(slots), MaxTerms)]
	p.synonyms.apply(slots)
	if len(slots) == 0 {
		slots = p.joined(q.Text)
	}
	if len(slots) <= PrefixWords {
		for i := range slots {
			if s := &slots[i]; p.beginning(s) {
				p.addPrefix(s, s.word, PrefixWeight)
			}
		}
	}
	for _, prefix := range q.Prefixes[:min(len(q.Prefixes), MaxTerms)] {
		s := slot{word: prefix + "*", key: german.Fold(prefix), weight: 1, prefix: true}
		s.groups = []group{{why: bySelf, weight: 1, words: [][]form{nil}}}
		p.addPrefix(&s, prefix, 1)
		slots = append(slots, s)
	}
	return slots
}

// slots makes a slot of every word of a text that is no stop word, and of
// forms that lie over several words if the site has them.
func (p *planner) slots(text string) []slot {
	var out []slot
	covered := 0 // words up to this position belong to an identifier
	p.plain.Each(text, func(t german.Token) {
		written := text[t.Start:t.End]
		switch {
		case len(t.Terms) == 0:
		case t.Over > 0 && t.Terms[0].Kind == german.Ident:
			if id := t.Terms[0].Text; t.Over > 1 && p.ident(id) != nil {
				out = appendSlot(out, identSlot(written, id))
				covered = t.Pos + t.Over
			}
		case t.Pos < covered:
		case t.Over > 0:
			if stem := t.Terms[0].Text; p.word(stem) != nil {
				s := slot{word: written, key: stem, weight: JoinedWeight, joined: true}
				s.groups = []group{{why: bySelf, weight: 1, words: [][]form{{{Word, stem, 1}}}}}
				out = appendSlot(out, s)
			}
		default:
			if s, ok := p.wordSlot(written, &t); ok {
				out = appendSlot(out, s)
			}
		}
	})
	return out
}

// joined makes slots of hyphenated words all of whose parts are stop words:
// Soll-Ist finds Soll-Ist-Vergleich.
func (p *planner) joined(text string) []slot {
	var out []slot
	p.plain.Each(text, func(t german.Token) {
		if t.Over > 1 && len(t.Terms) > 0 && t.Terms[0].Kind == german.Whole {
			key := t.Terms[0].Text
			s := slot{word: text[t.Start:t.End], key: key, weight: 1, prefix: true}
			s.groups = []group{{why: bySelf, weight: 1, words: [][]form{{{Word, key, 1}}}}}
			p.addPrefix(&s, key, 1)
			out = appendSlot(out, s)
		}
	})
	return out
}

// appendSlot leaves out what is there already.
func appendSlot(slots []slot, s slot) []slot {
	for _, other := range slots {
		if other.key == s.key && other.joined == s.joined {
			return slots
		}
	}
	return append(slots, s)
}

func identSlot(written, id string) slot {
	s := slot{word: written, key: "#" + id, weight: 1}
	s.groups = []group{{why: bySelf, weight: 1, words: [][]form{{{Ident, id, 1}}}}}
	return s
}

// wordSlot makes the slot of a word; ok is false for stop words.
func (p *planner) wordSlot(written string, t *german.Token) (s slot, ok bool) {
	s = slot{word: written, weight: 1}
	var forms []form
	for _, term := range t.Terms {
		switch {
		case term.Kind == german.Ident:
			forms = append(forms, form{Ident, term.Text, IdentWeight})
			s.key = cmp.Or(s.key, "#"+term.Text)
		case term.Kind == german.Whole && !t.Stop:
			s.key = term.Text
			forms = append(forms, wordForms(term.Text)...)
			s.parts = p.partsOf(term.Text, written)
		}
	}
	s.groups = []group{{why: bySelf, weight: 1, words: [][]form{forms}}}
	return s, len(forms) > 0
}

// wordForms are the forms of a stem: itself, words with the same root, and
// compounds with it.
func wordForms(stem string) []form {
	root := german.Root(stem)
	forms := []form{{Word, stem, 1}, {Root, root, RootWeight}}
	if root != stem {
		forms = append(forms, form{Word, root, RootWeight})
	}
	return forms
}

// partsOf are the parts of a compound: as the site's words were split, else as
// the site's lexicon splits it.
func (p *planner) partsOf(stem, written string) []group {
	var parts []string
	if term := p.word(stem); term != nil {
		parts = term.Parts
	} else if a, err := p.split(); err == nil {
		a.Each(written, func(t german.Token) {
			for _, term := range t.Terms {
				if t.Over == 0 && term.Kind == german.Part {
					parts = append(parts, term.Text)
				}
			}
		})
	}
	return partGroups(parts)
}

func partGroups(parts []string) []group {
	var groups []group
	for _, part := range parts {
		groups = append(groups, group{why: byPart, label: part, weight: 1, words: [][]form{{
			{Word, part, 1}, {Root, part, RootWeight},
		}}})
	}
	return groups
}

// beginning reports whether a word may be the beginning of another: the site
// does not have it, for it is being typed or was cut off.
func (p *planner) beginning(s *slot) bool {
	return len(german.Fold(s.word)) >= MinTyped && !strings.HasPrefix(s.key, "#") &&
		p.word(s.key) == nil && !p.root(german.Root(s.key))
}

// addPrefix adds the words that begin with a written one, the most frequent
// ones.
func (p *planner) addPrefix(s *slot, written string, weight float64) {
	folded := german.Fold(written)
	if s.joined || len(folded) < MinPrefix || len(s.groups[0].words) == 0 {
		return
	}
	terms := slices.Clone(p.prefixed(folded))
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(b.DF, a.DF) })
	added := 0
	for _, t := range terms {
		known := slices.ContainsFunc(s.groups[0].words[0], func(f form) bool { return f.field == Word && f.text == t.Text })
		if known || added == maxPrefixForms {
			continue
		}
		added++
		s.groups[0].words[0] = append(s.groups[0].words[0], form{Word, t.Text, weight})
	}
}
