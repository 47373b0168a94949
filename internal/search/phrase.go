package search

import (
	"cmp"
	"context"
	"slices"

	"github.com/kaaw/nachbar/internal/german"
)

// phrase are words that stand side by side, as stems; stop words count.
type phrase struct {
	stems []string
	// key are the stems of words that can be looked up.
	key []string
}

// maxPhrase is the number of words in a phrase; the rest is left out.
const maxPhrase = 32

func (e *Engine) phrase(text string) phrase {
	var p phrase
	e.plain.Each(text, func(t german.Token) {
		if t.Over > 0 || len(t.Terms) == 0 || len(p.stems) == maxPhrase {
			return
		}
		p.stems = append(p.stems, t.Terms[0].Text)
		if !t.Stop {
			p.key = append(p.key, t.Terms[0].Text)
		}
	})
	return p
}

// in reports whether a text has the phrase.
func (p *phrase) in(a *german.Analyzer, text string) bool {
	if len(p.stems) == 0 {
		return false
	}
	found := false
	begun := uint64(0) // bit i: the last i+1 words are the first i+1 of the phrase
	a.Each(text, func(t german.Token) {
		if t.Over > 0 || found {
			return
		}
		same := uint64(0)
		if len(t.Terms) > 0 {
			for i, stem := range p.stems {
				if stem == t.Terms[0].Text {
					same |= 1 << i
				}
			}
		}
		begun = (begun<<1 | 1) & same
		found = begun>>(len(p.stems)-1)&1 == 1
	})
	return found
}

// having returns the documents that have all words of a phrase.
func (e *Engine) having(ctx context.Context, postings Postings, p phrase) ([]int, error) {
	times := make([]int, e.Len())
	for i, stem := range p.key {
		err := postings.Each(ctx, Word, stem, func(doc int, _ Impact) {
			if times[doc] == i {
				times[doc]++
			}
		})
		if err != nil {
			return nil, err
		}
	}
	var docs []int
	for doc, n := range times {
		if n == len(p.key) && n > 0 {
			docs = append(docs, doc)
		}
	}
	return docs, nil
}

// exclude drops the documents that have a word, or a phrase. For a phrase at
// most a number of bytes is read.
func (e *Engine) exclude(ctx context.Context, postings Postings, text string, most int, m *matches) error {
	p := e.phrase(text)
	docs, err := e.having(ctx, postings, p)
	if err != nil {
		return err
	}
	scores := m.ranking.scores
	if len(p.stems) > 1 {
		docs = slices.DeleteFunc(docs, func(doc int) bool { return scores[doc] == 0 })
		if docs, err = e.withPhrase(ctx, p, docs, most, m); err != nil {
			return err
		}
	}
	for _, doc := range docs {
		scores[doc] = 0
	}
	return nil
}

// withPhrase returns those of the documents that have a phrase in their title
// or text. The best are read first, until a number of bytes is used up.
func (e *Engine) withPhrase(ctx context.Context, p phrase, docs []int, rest int, m *matches) ([]int, error) {
	var found []int
	m.bestFirst(e.docs, docs)
	for _, doc := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if p.in(e.plain, e.docs[doc].Title) {
			found = append(found, doc)
			continue
		}
		if rest <= 0 {
			m.partial = true
			break
		}
		body, err := e.Text(doc)
		if err != nil {
			return nil, err
		}
		body = cutText(body, maxPhraseText/2)
		rest -= len(body)
		if p.in(e.plain, body) {
			found = append(found, doc)
		}
	}
	return found, nil
}

// bestFirst orders documents: those that pass the filters first, of these
// those with the highest scores.
func (m *matches) bestFirst(all []entry, docs []int) {
	passes := map[int]bool{}
	if len(m.filters) > 0 { // else all do
		for _, doc := range docs {
			passes[doc] = !slices.ContainsFunc(m.filters, func(f filter) bool { return !f.passes(&all[doc].Document) })
		}
	}
	slices.SortStableFunc(docs, func(a, b int) int {
		if passes[a] != passes[b] {
			if passes[a] {
				return -1
			}
			return 1
		}
		return cmp.Compare(m.ranking.scores[b], m.ranking.scores[a])
	})
}

// keepPhrases drops the documents that do not have all phrases. If nothing has
// them their words are enough.
func (e *Engine) keepPhrases(ctx context.Context, postings Postings, texts []string, m *matches) error {
	if len(texts) == 0 {
		return nil
	}
	scores := m.ranking.scores
	times := make([]int, len(scores)) // how many of the phrases a document has
	left := 0
	for i, text := range texts {
		p := e.phrase(text)
		docs, err := e.having(ctx, postings, p)
		if err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, func(doc int) bool { return scores[doc] == 0 || times[doc] < i })
		if docs, err = e.withPhrase(ctx, p, docs, maxPhraseText/len(texts), m); err != nil {
			return err
		}
		for _, doc := range docs {
			times[doc]++
		}
		left = len(docs)
	}
	if left == 0 {
		m.relaxed = true // partial: as far as was read
		return nil
	}
	for doc := range scores {
		if times[doc] < len(texts) {
			scores[doc] = 0
		}
	}
	return nil
}
