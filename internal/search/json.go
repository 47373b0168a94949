package search

import "strings"

// HitJSON is a result as programs read it: in nachbar search --json and in the
// answers of the server.
type HitJSON struct {
	// URL tells documents apart (Hit.Address), Anchor is the section that
	// answers best.
	URL     string  `json:"url"`
	Anchor  string  `json:"anchor,omitempty"`
	Title   string  `json:"title"`
	Heading string  `json:"heading,omitempty"`
	Kind    string  `json:"kind"`
	Section string  `json:"section,omitempty"`
	Trail   string  `json:"trail,omitempty"`
	Score   float64 `json:"score"`
	Snippet string  `json:"snippet"`
	// Marks are the pieces of Snippet that the query has, in order.
	Marks []string `json:"marks,omitempty"`
	// Because is what each word of the query adds to the score, if asked for.
	Because map[string]float64 `json:"because,omitempty"`
}

// FacetJSON is a FacetCount as programs read it.
type FacetJSON struct {
	Facet  Facet       `json:"facet"`
	Values []ValueJSON `json:"values"`
}

// ValueJSON is a ValueCount as programs read it.
type ValueJSON struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Count  int    `json:"count"`
	Active bool   `json:"active"`
}

// HitsJSON lists the hits; without hits the list is empty, not nil.
func (r *Results) HitsJSON() []HitJSON {
	list := make([]HitJSON, 0, len(r.Hits))
	for _, h := range r.Hits {
		hit := HitJSON{
			URL: h.Address(), Anchor: h.Anchor, Title: plain(h.Title), Heading: h.Heading, Kind: h.Kind,
			Section: h.Section, Trail: h.Trail, Score: h.Score, Snippet: plain(h.Snippet),
		}
		for _, s := range h.Snippet {
			if s.Mark {
				hit.Marks = append(hit.Marks, s.Text)
			}
		}
		for i, score := range h.Because {
			if hit.Because == nil {
				hit.Because = map[string]float64{}
			}
			hit.Because[r.Words[i].Word] += score
		}
		list = append(list, hit)
	}
	return list
}

// FacetsJSON lists the counts of facets; the list is never nil.
func (r *Results) FacetsJSON() []FacetJSON {
	list := make([]FacetJSON, 0, len(r.Facets))
	for _, f := range r.Facets {
		facet := FacetJSON{Facet: f.Facet}
		for _, v := range f.Values {
			facet.Values = append(facet.Values, ValueJSON(v))
		}
		list = append(list, facet)
	}
	return list
}

func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
