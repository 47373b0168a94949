package search

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"
)

// impactQuery is a bleve query that reads postings and does its own scoring.
type impactQuery struct {
	store *bleveStore
	match matcher
}

// Searcher implements query.Query: all scores are known when it returns.
func (q *impactQuery) Searcher(ctx context.Context, r index.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	m, err := q.match(ctx, blevePostings{r, q.store.docs})
	if err != nil {
		return nil, err
	}
	return &impactSearcher{store: q.store, matches: m}, nil
}

// blevePostings reads lists from bleve.
type blevePostings struct {
	reader index.IndexReader
	docs   []int
}

// Each implements Postings.
func (p blevePostings) Each(ctx context.Context, field Field, text string, f func(doc int, impact Impact)) (err error) {
	list, err := p.reader.TermFieldReader(ctx, []byte(text), string(field), true, false, false)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := list.Close(); err == nil {
			err = closeErr
		}
	}()
	var posting index.TermFieldDoc
	for {
		next, err := list.Next(posting.Reset())
		if err != nil || next == nil {
			return err
		}
		f(p.docs[next.ID.Value()], Impact(min(next.Freq-1, uint64(MaxImpact))))
	}
}

// impactSearcher hands the scored documents to bleve's collector, in the order
// of the index, so that of equal scores the first document wins.
type impactSearcher struct {
	store   *bleveStore
	matches *matches
	next    int
}

// Next implements search.Searcher.
func (s *impactSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	scores := s.matches.ranking.scores
	for s.next < len(scores) && scores[s.next] == 0 {
		s.next++
	}
	if s.next == len(scores) {
		return nil, nil
	}
	match := ctx.DocumentMatchPool.Get()
	match.IndexInternalID = index.NewIndexInternalID(match.IndexInternalID, s.store.ids[s.next])
	match.Score = scores[s.next]
	s.next++
	return match, nil
}

// Advance implements search.Searcher. Nothing stands beside this searcher that
// could ask for it, so it goes on to the document with this very number.
func (s *impactSearcher) Advance(ctx *search.SearchContext, id index.IndexInternalID) (*search.DocumentMatch, error) {
	for {
		match, err := s.Next(ctx)
		if match == nil || err != nil || match.IndexInternalID.Compare(id) == 0 {
			return match, err
		}
		ctx.DocumentMatchPool.Put(match)
	}
}

func (s *impactSearcher) Close() error               { return nil }
func (s *impactSearcher) Weight() float64            { return 1 }
func (s *impactSearcher) SetQueryNorm(float64)       {}
func (s *impactSearcher) Count() uint64              { return uint64(s.matches.total) }
func (s *impactSearcher) Min() int                   { return 0 }
func (s *impactSearcher) Size() int                  { return 8 * len(s.matches.ranking.scores) }
func (s *impactSearcher) DocumentMatchPoolSize() int { return 1 }
