package bia

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// Status says how sure a match is.
type Status string

// Automatic is taken over, Proposed waits for somebody who confirms it,
// Unmatched has nothing that is near enough.
const (
	Automatic Status = "auto"
	Proposed  Status = "proposed"
	Unmatched Status = "none"
)

// Match is what a line of a list may mean: candidates, best first, at most
// MaxCandidates. With Automatic the first Taken of them are meant, one for each
// part of a line that names several processes.
type Match struct {
	Status     Status      `json:"status"`
	Taken      int         `json:"taken"`
	Candidates []Candidate `json:"candidates"`
}

// Candidate is a process and how well it fits, from 0 to 1000.
type Candidate struct {
	ID    string `json:"id"`
	Score int    `json:"score"`
}

// MaxCandidates is how many processes are proposed for a line.
const MaxCandidates = 3

// The limits of a match in scores: what is taken over without asking, how far
// ahead of the next it has to be, and what is proposed at all.
const (
	autoScore    = 620
	autoLead     = 110
	proposeScore = 200
	pieceScore   = 800 // of a part of a line that is taken over alone
	autoCovered  = 600 // how much of the words stands in the process
	areaHint     = 50
	pieceShare   = 930 // of a part of a line, against the whole
)

// maxLine is how much of a line is read, in characters.
const maxLine = 400

// Matcher finds the processes that the lines of a list mean: the question is
// "what do the neighbours have that we overlooked", and a municipality names its
// processes in its own words.
//
// A process has names: its title, the parts of the title, other names. A line is
// compared with each name, word by word. Words are equal if their stems are
// (package german), nearly if they share parts of compounds, mean the same or
// differ by a slip. Rare words count more. To the best name comes how much of the
// line stands anywhere in the process. The number of a product in front of a line
// (framework of North Rhine-Westphalia) is a weak hint to the area.
//
// web/ts/bia/match.ts is its twin; match_twin_test.go holds both together. A
// Matcher is used by one goroutine.
type Matcher struct {
	data    MatchData
	an      *german.Analyzer
	vocab   []*matchWord // all words of the catalogue
	byStem  map[string]int
	same    map[string]string
	weak    map[string]bool
	df      map[string]int
	procs   []matchProcess
	rare    map[string]float64
	quality map[string][]likeness
	mended  map[string][]string
	// byKey has for a root, of a word or of its parts, the words that have it.
	byKey map[string][]int
	roots []string // of words and parts of the catalogue, to mend compounds with
}

// matchProcess is a process as matching sees it; words are numbers of the
// vocabulary.
type matchProcess struct {
	names []matchName
	// bag has for each word how much it counts, from 0 to 1.
	bag map[int]float64
}

// matchName is a name of a process and how much it counts.
type matchName struct {
	words []int
	share float64
}

// How much a name counts: the title, a part of it, another name.
const (
	asTitle = 1.0
	asPart  = 0.99
	asWord  = 0.96
)

// How much the places of a process count in its bag.
const (
	inName  = 1.0
	inAbout = 0.5
	inUnit  = 0.45
)

// NewMatcher prepares matching.
func NewMatcher(data MatchData) (*Matcher, error) {
	lex, err := german.ParseLexicon(data.Lexicon)
	if err != nil {
		return nil, fmt.Errorf("prepare matching: %w", err)
	}
	m := &Matcher{
		data: data, an: german.New(lex), byStem: map[string]int{}, same: map[string]string{}, weak: map[string]bool{},
		df: map[string]int{}, rare: map[string]float64{}, quality: map[string][]likeness{}, mended: map[string][]string{},
		byKey: map[string][]int{},
	}
	for _, group := range data.Same {
		first := ""
		for _, text := range group {
			for _, w := range m.words(text) {
				if first == "" {
					first = w.root
				}
				m.same[w.root] = first
			}
		}
	}
	for _, text := range data.Weak {
		for _, w := range m.words(text) {
			m.weak[w.root] = true
		}
	}
	for _, p := range data.Processes {
		m.procs = append(m.procs, m.process(p))
	}
	for root := range m.df {
		if len(root) >= minRoot {
			m.roots = append(m.roots, root)
		}
	}
	slices.Sort(m.roots)
	for i, w := range m.vocab {
		w.weight = m.weigh(w)
		for _, key := range m.keys(w) {
			m.byKey[key] = append(m.byKey[key], i)
		}
	}
	return m, nil
}

// process takes in the words of a process and counts them.
func (m *Matcher) process(p MatchProcess) matchProcess {
	out := matchProcess{bag: map[int]float64{}}
	add := func(text string, share float64) []int {
		var list []int
		for _, w := range m.words(text) {
			i := m.take(w)
			list = append(list, i)
			out.bag[i] = max(out.bag[i], share)
		}
		return list
	}
	name := func(text string, share float64) {
		if words := add(text, inName); len(words) > 0 {
			out.names = append(out.names, matchName{words, share})
		}
	}
	name(p.Title, asTitle)
	for _, part := range pieces(p.Title) {
		name(strings.TrimSpace(part.head+" "+part.text), asPart)
	}
	for _, word := range p.Words {
		name(word, asWord)
	}
	add(p.About, inAbout)
	for _, unit := range p.Unit {
		add(unit, inUnit)
	}
	m.count(out)
	return out
}

// count notes in how many processes a root stands, in a word of its own or as
// a part of a compound.
func (m *Matcher) count(p matchProcess) {
	seen := map[string]bool{}
	for i := range p.bag {
		w := m.vocab[i]
		seen[w.root] = true
		for _, part := range w.parts {
			seen[part] = true
		}
	}
	for root := range seen {
		m.df[root]++
	}
}

// Match says what a line means.
func (m *Matcher) Match(line string) Match {
	area, text := productNumber(cut(line))
	whole := m.scores(text, area)
	score := slices.Clone(whole.scores)
	var sure []int
	parts := pieces(text)
	for _, part := range parts {
		alone := m.part(part, area)
		if top := alone.clear(pieceScore); top >= 0 && !slices.Contains(sure, top) {
			sure = append(sure, top)
		}
		for i := range score {
			score[i] = max(score[i], alone.scores[i]*pieceShare/1000)
		}
	}
	if len(sure) < 2 {
		sure = nil
		if top := whole.clear(autoScore); top >= 0 {
			sure = []int{top}
		}
	}
	return m.match(score, sure)
}

// part scores a part of a line with its head; without the head it counts less.
func (m *Matcher) part(p piece, area string) scored {
	if p.head == "" {
		return m.scores(p.text, area)
	}
	out := m.scores(p.head+" "+p.text, area)
	for i, score := range m.scores(p.text, area).scores {
		out.scores[i] = max(out.scores[i], score*pieceShare/1000)
	}
	return out
}

// match lists the candidates: those that are sure, then the others by score.
func (m *Matcher) match(score, sure []int) Match {
	out := Match{Status: Unmatched}
	add := func(i int) { out.Candidates = append(out.Candidates, Candidate{m.data.Processes[i].ID, score[i]}) }
	for _, i := range sure {
		if len(out.Candidates) < MaxCandidates {
			add(i)
		}
	}
	out.Taken = len(out.Candidates)
	for _, i := range best(score) {
		if len(out.Candidates) < MaxCandidates && score[i] >= proposeScore && !slices.Contains(sure, i) {
			add(i)
		}
	}
	if out.Taken > 0 {
		out.Status = Automatic
	} else if len(out.Candidates) > 0 {
		out.Status = Proposed
	}
	return out
}

// clear is the process that is best, good and well ahead of the next, or -1.
// The words of the text must be explained by it, too.
func (s scored) clear(least int) int {
	order := best(s.scores)
	if len(order) == 0 || s.scores[order[0]] < least || s.covered[order[0]] < autoCovered {
		return -1
	}
	if len(order) > 1 && s.scores[order[0]]-s.scores[order[1]] < autoLead {
		return -1
	}
	return order[0]
}

// best are the MaxCandidates+1 processes with the highest scores.
func best(score []int) []int {
	order := make([]int, 0, len(score))
	for i, s := range score {
		if s > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(score[b]-score[a], a-b) })
	return order[:min(len(order), MaxCandidates+1)]
}
