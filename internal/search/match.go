package search

import (
	"cmp"
	"context"
	"slices"

	"github.com/kaaw/nachbar/internal/german"
)

// matches are the documents that a request finds.
type matches struct {
	ranking *ranking
	total   int
	partial bool
	relaxed bool
	counts  map[Facet]map[string]int
	filters []filter
}

// match scores all documents, drops those that the query excludes, and counts
// the values of their facets.
func (e *Engine) match(ctx context.Context, p Postings, req *Request) (*matches, error) {
	slots := e.planner.plan(&req.Query)
	r, err := rank(ctx, p, e.Len(), slots, e.standIns, req.Explain)
	if err != nil {
		return nil, err
	}
	for doc := range r.scores {
		if r.scores[doc] != 0 && e.docs[doc].Quiet() {
			r.scores[doc] *= QuietWeight
		}
	}
	m := &matches{ranking: r, counts: map[Facet]map[string]int{}, filters: e.filters(req.Filters)}
	if len(slots) == 0 && hasAsking(req.Filters) {
		for doc := range r.scores {
			r.scores[doc] = 1 // nothing but filters: all, in their own order
		}
	}
	for _, text := range req.Without {
		if err := e.exclude(ctx, p, text, maxPhraseText/len(req.Without), m); err != nil {
			return nil, err
		}
	}
	if err := e.keepPhrases(ctx, p, req.Phrases, m); err != nil {
		return nil, err
	}
	m.filter(e.docs)
	m.count(e.docs)
	return m, nil
}

func hasAsking(filters []Filter) bool {
	return slices.ContainsFunc(filters, func(f Filter) bool { return !f.Not })
}

// filter is a Filter with its values as ids.
type filter struct {
	facet Facet
	ids   map[string]bool
	not   bool
}

// filters finds the ids that are meant by what was typed.
func (e *Engine) filters(asked []Filter) []filter {
	var out []filter
	for _, f := range asked {
		wanted := map[string]bool{}
		for _, v := range f.Values {
			wanted[valueKey(v)] = true
		}
		resolved := filter{facet: f.Facet, ids: map[string]bool{}, not: f.Not}
		for _, id := range e.values[f.Facet] {
			if wanted[valueKey(id)] || wanted[valueKey(e.FacetTitle(f.Facet, id))] {
				resolved.ids[id] = true
			}
		}
		out = append(out, resolved)
	}
	return out
}

// valueKey makes spellings of a facet's value equal: case, umlauts, plural.
func valueKey(s string) string { return german.Stem(german.Fold(s)) }

// passes reports whether a document passes the filter.
func (f *filter) passes(d *Document) bool {
	has := slices.ContainsFunc(d.Values(f.facet), func(id string) bool { return f.ids[id] })
	return has != f.not
}

// filter drops documents that do not pass, and counts for every facet those
// that fail because of that facet alone: what another choice would bring.
func (m *matches) filter(docs []entry) {
	if len(m.filters) == 0 {
		return
	}
	for doc, score := range m.ranking.scores {
		if score == 0 {
			continue
		}
		d := &docs[doc].Document
		failed := map[Facet]bool{}
		for i := range m.filters {
			if !m.filters[i].passes(d) {
				failed[m.filters[i].facet] = true
			}
		}
		if len(failed) == 0 {
			continue
		}
		m.ranking.scores[doc] = 0
		if len(failed) == 1 {
			for f := range failed {
				m.tally(d, f)
			}
		}
	}
}

// count counts the values of all documents that are left.
func (m *matches) count(docs []entry) {
	for doc, score := range m.ranking.scores {
		if score == 0 {
			continue
		}
		m.total++
		for _, f := range Facets() {
			m.tally(&docs[doc].Document, f)
		}
	}
}

func (m *matches) tally(d *Document, f Facet) {
	for _, id := range d.Values(f) {
		if m.counts[f] == nil {
			m.counts[f] = map[string]int{}
		}
		m.counts[f][id]++
	}
}

// FacetCount are the values of a facet among the results.
type FacetCount struct {
	Facet  Facet
	Values []ValueCount
}

// ValueCount is the number of results that have a value of a facet, or would
// be results if the facet's filter were that value.
type ValueCount struct {
	ID, Title string
	Count     int
	// Active says that the query asks for the value.
	Active bool
}

// maxFacetValues is how many values of a facet are offered.
const maxFacetValues = 30

// facetCounts lists values by frequency, then by id.
func (e *Engine) facetCounts(m *matches) []FacetCount {
	var out []FacetCount
	for _, f := range Facets() {
		count := FacetCount{Facet: f}
		for id, n := range m.counts[f] {
			active := slices.ContainsFunc(m.filters, func(x filter) bool { return x.facet == f && !x.not && x.ids[id] })
			count.Values = append(count.Values, ValueCount{ID: id, Title: e.FacetTitle(f, id), Count: n, Active: active})
		}
		slices.SortFunc(count.Values, func(a, b ValueCount) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.ID, b.ID))
		})
		count.Values = count.Values[:min(len(count.Values), maxFacetValues)]
		if len(count.Values) > 0 {
			out = append(out, count)
		}
	}
	return out
}
