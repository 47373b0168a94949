package search

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/german"
)

// Engine answers queries. It is safe for concurrent use.
type Engine struct {
	*contents
	store   store
	planner *planner
	near    *alike
	cutter  *pieces
	plain   *german.Analyzer // splits nothing
	// compounds are the positions in words of all that have a part.
	compounds map[string][]int32

	keptOnce sync.Once
	kept     map[[32]byte]int // documents by key
}

// store keeps postings and finds the best documents.
type store interface {
	// best runs match over the postings and returns the documents with the
	// highest scores, of those with the same score the first.
	best(ctx context.Context, offset, limit int, match matcher) ([]int, error)
	io.Closer
}

// matcher scores the documents of an index; a document that does not match
// has no score.
type matcher func(context.Context, Postings) (*matches, error)

// Request is a query and what is wanted of its results.
type Request struct {
	Query
	// Offset results are left out, at most Limit returned; 0 is 10.
	Offset, Limit int
	// Explain adds how the scores came about.
	Explain bool
}

// Results are the answer to a request.
type Results struct {
	// Total is the number of documents found. Partial says that there may be
	// more: a phrase was looked for in the best documents only.
	Total   int
	Partial bool
	// Relaxed says that nothing has the phrases of the query, and that these
	// documents have their words.
	Relaxed bool
	Hits    []Hit
	Facets  []FacetCount
	// Suggestion is the query with words put right that the site does not
	// have, "" if there is nothing to put right.
	Suggestion string
	// Words tell what became of the words of the query.
	Words []WordReport
}

// Hit is a document that was found.
type Hit struct {
	// Doc is its position in the index.
	Doc     int
	URL     string // output file
	Title   []Span
	Trail   string
	Kind    string
	Section string // the id of the facet
	// Part is the anchor of a document that is a part of its page, "" for
	// pages. Anchor and Heading are those of the section that answers best, ""
	// for the beginning.
	Part, Anchor, Heading string
	Score                 float64
	Snippet               []Span
	// Because is what the words of the query add to the score, if asked for.
	Because []float64
}

// Address tells documents apart: the address below the site's root, as web
// servers show it, with the anchor of a part.
func (h *Hit) Address() string { return address(h.URL, h.Part) }

// Link leads to the section that answers best.
func (h *Hit) Link() string { return address(h.URL, h.Anchor) }

func address(output, anchor string) string {
	url, isIndex := strings.CutSuffix(output, "index.html")
	if isIndex && url == "" {
		url = "./"
	}
	if anchor != "" {
		url += "#" + anchor
	}
	return url
}

// Span is a piece of text; Mark says that the query has it.
type Span struct {
	Text string
	Mark bool
}

// WordReport tells what became of a word of the query.
type WordReport struct {
	Word string
	// Documents is how many have the word or what stands in for it.
	Documents int
	IDF       float64
	// Instead are synonyms, and words that are spelt alike if nothing has the
	// word itself; Parts are those of a compound.
	Instead, Parts []string
}

// NewEngine answers queries from an index in memory.
func NewEngine(ix *Index) *Engine { return newEngine(&ix.contents, memory{ix}) }

func newEngine(c *contents, s store) *Engine {
	compounds := map[string][]int32{}
	for i := range c.words {
		for _, part := range c.words[i].Parts {
			compounds[part] = append(compounds[part], int32(i))
		}
	}
	return &Engine{
		compounds: compounds, contents: c, store: s, planner: newPlanner(c),
		near: newAlike(c.words), cutter: newPieces(c.pieces), plain: german.New(nil),
	}
}

// Search answers a request. An empty query finds nothing.
func (e *Engine) Search(ctx context.Context, req Request) (*Results, error) {
	limit := min(cmp.Or(max(req.Limit, 0), 10), MaxResults)
	offset := min(max(req.Offset, 0), MaxOffset)
	var found *matches
	best, err := e.store.best(ctx, offset, limit, func(ctx context.Context, p Postings) (m *matches, err error) {
		found, err = e.match(ctx, p, &req)
		return found, err
	})
	if err != nil {
		return nil, err
	}
	out := &Results{Total: found.total, Partial: found.partial, Relaxed: found.relaxed, Facets: e.facetCounts(found)}
	for _, s := range found.ranking.slots {
		out.Words = append(out.Words, s.report())
	}
	out.Suggestion = suggestion(req.Text, found.ranking.slots)
	marks := e.newMarker(found.ranking.slots)
	for _, doc := range best {
		hit, err := e.hit(doc, found, marks)
		if err != nil {
			return nil, err
		}
		out.Hits = append(out.Hits, hit)
	}
	return out, nil
}

func (e *Engine) hit(doc int, m *matches, marks *marker) (Hit, error) {
	d := &e.docs[doc]
	body, err := e.Text(doc)
	if err != nil {
		return Hit{}, err
	}
	p := marks.passage(&d.Document, body)
	hit := Hit{
		Doc: doc, URL: d.URL, Title: marks.mark(d.Title), Trail: d.Trail, Kind: d.Kind, Section: d.Section,
		Part: d.Anchor, Anchor: cmp.Or(p.anchor, d.Anchor), Heading: p.heading, Score: m.ranking.scores[doc], Snippet: p.spans,
	}
	for _, s := range m.ranking.slots {
		if s.byDoc != nil {
			hit.Because = append(hit.Because, s.byDoc[doc])
		}
	}
	return hit, nil
}

// standIns are what may have been meant by a word that no document has: words
// that are spelt alike with the parts of the most likely one, else the parts
// that the word seems to be made of.
func (e *Engine) standIns(s *slot) (groups, parts []group) {
	if s.joined || s.prefix || strings.HasPrefix(s.key, "#") || len(s.parts) > 0 {
		return nil, nil
	}
	found := e.near.find(s.key, maxAlike)
	if len(found) == 0 {
		return nil, partGroups(e.cutter.repair(s.key))
	}
	for _, n := range found {
		weight := AliasWeight
		if n.distance > 1 {
			weight = FarWeight
		}
		groups = append(groups, group{why: bySpelling, label: cmp.Or(n.Shown, n.Text), weight: weight, words: [][]form{wordForms(n.Text)}})
	}
	return groups, partGroups(found[0].Parts)
}

func (s *ranked) report() WordReport {
	r := WordReport{Word: s.word, Documents: s.df, IDF: s.idf}
	for _, g := range s.groups {
		if g.why != bySelf {
			r.Instead = append(r.Instead, g.label)
		}
	}
	for _, g := range s.parts {
		r.Parts = append(r.Parts, g.label)
	}
	return r
}

// suggestion puts the words right that the site does not have.
func suggestion(text string, slots []ranked) string {
	out := text
	for _, s := range slots {
		for _, g := range s.groups {
			if g.why == bySpelling {
				out = strings.Replace(out, s.word, g.label, 1)
				break
			}
		}
	}
	if out == text {
		return ""
	}
	return out
}

// memory is the store of an index in memory.
type memory struct{ *Index }

func (m memory) best(ctx context.Context, offset, limit int, match matcher) ([]int, error) {
	return bestIn(ctx, m.Index, offset, limit, match)
}

// bestIn is store.best over postings in memory.
func bestIn(ctx context.Context, p Postings, offset, limit int, match matcher) ([]int, error) {
	found, err := match(ctx, p)
	if err != nil {
		return nil, err
	}
	var docs []int
	for doc, score := range found.ranking.scores {
		if score > 0 {
			docs = append(docs, doc)
		}
	}
	slices.SortStableFunc(docs, func(a, b int) int {
		return cmp.Compare(found.ranking.scores[b], found.ranking.scores[a])
	})
	docs = docs[min(offset, len(docs)):]
	return docs[:min(limit, len(docs))], nil
}

func (m memory) Close() error { return nil }
