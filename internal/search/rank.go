package search

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Postings is where the lists of an index are read from.
type Postings interface {
	// Each calls f with every document that has a term, each once, and with
	// the term's impact in it.
	Each(ctx context.Context, field Field, text string, f func(doc int, impact Impact)) error
}

// ranking is what a query gives: scores by document, zero for no match.
type ranking struct {
	scores []float64
	slots  []ranked
}

// ranked is what became of a slot.
type ranked struct {
	slot
	df  int // documents with any form of the word
	idf float64
	// byDoc is what the slot adds to each document, kept for explanations.
	byDoc []float64
}

// ranker adds up scores. Its columns have one place a document.
type ranker struct {
	postings      Postings
	explain       bool
	scores, cover []float64
	// word, part and either are scratch: the frequency of a slot's word, of
	// one part of it, of any part of it. one is that of a word of a group;
	word, part, either, one column
	// title the share of a title that the slot is.
	title column
}

// rank scores n documents for slots. standIns returns what may have been meant
// by a word that no document has.
func rank(ctx context.Context, postings Postings, n int, slots []slot, standIns func(*slot) (groups, parts []group), explain bool) (*ranking, error) {
	r := &ranker{
		postings: postings, explain: explain, scores: make([]float64, n), cover: make([]float64, n),
		word: newColumn(n), part: newColumn(n), either: newColumn(n), one: newColumn(n), title: newColumn(n),
	}
	out := &ranking{scores: r.scores}
	total := 0.0
	for _, s := range slots {
		found, err := r.slot(ctx, s, standIns)
		if err != nil {
			return nil, err
		}
		if len(r.word.docs)+len(r.either.docs) > 0 {
			total += s.weight * found.idf
		}
		out.slots = append(out.slots, found)
	}
	for doc, score := range r.scores {
		if score > 0 {
			share := r.cover[doc] / total
			r.scores[doc] = score * (1 + share*share)
		}
	}
	return out, nil
}

// slot adds a slot to the scores.
func (r *ranker) slot(ctx context.Context, s slot, standIns func(*slot) (groups, parts []group)) (ranked, error) {
	r.word.reset()
	r.title.reset()
	if err := r.groups(ctx, s.groups); err != nil {
		return ranked{}, err
	}
	if len(r.word.docs) == 0 {
		groups, parts := standIns(&s)
		if err := r.groups(ctx, groups); err != nil {
			return ranked{}, err
		}
		s.groups = append(slices.Clip(s.groups), groups...)
		s.parts = append(slices.Clip(s.parts), parts...)
	}
	out := ranked{slot: s, df: len(r.word.docs), idf: idf(len(r.word.docs), len(r.scores))}
	if r.explain {
		out.byDoc = make([]float64, len(r.scores))
	}
	r.add(&r.word, s.weight*out.idf, out.byDoc)
	for _, doc := range r.word.docs {
		r.cover[doc] += s.weight * out.idf
	}
	for _, doc := range r.title.docs {
		score := TitleBonus * (K1 + 1) * s.weight * out.idf * r.title.values[doc]
		r.scores[doc] += score
		if out.byDoc != nil {
			out.byDoc[doc] += score
		}
	}
	return out, r.parts(ctx, &out)
}

// groups finds a slot's word in all its groups.
func (r *ranker) groups(ctx context.Context, groups []group) error {
	for _, g := range groups {
		if err := r.group(ctx, g, &r.word); err != nil {
			return err
		}
		if err := r.names(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

// names raises the shares of titles to those of a group: of several words that
// have to be there, their sum.
func (r *ranker) names(ctx context.Context, g group) error {
	type share struct {
		words int
		sum   float64
	}
	shares := map[int]share{}
	names := g.names()
	for i, forms := range names {
		r.one.reset()
		for _, f := range forms {
			err := r.postings.Each(ctx, f.field, f.text, func(doc int, impact Impact) { r.one.raise(doc, f.weight*impact.Value()) })
			if err != nil {
				return err
			}
		}
		for _, doc := range r.one.docs {
			if s := shares[doc]; s.words == i {
				shares[doc] = share{i + 1, s.sum + r.one.values[doc]}
			}
		}
	}
	for doc, s := range shares {
		if s.words == len(names) {
			r.title.raise(doc, min(1, s.sum)*cmp.Or(g.share, 1)*g.weight)
		}
	}
	return nil
}

// parts adds the parts of a slot's compound to the scores.
func (r *ranker) parts(ctx context.Context, s *ranked) error {
	r.either.reset()
	for _, g := range s.parts {
		r.part.reset()
		if err := r.group(ctx, g, &r.part); err != nil {
			return err
		}
		r.add(&r.part, PartBonus*s.weight*idf(len(r.part.docs), len(r.scores)), s.byDoc)
		for _, doc := range r.part.docs {
			r.either.raise(doc, 1)
		}
	}
	for _, doc := range r.either.docs {
		if r.word.values[doc] == 0 {
			r.cover[doc] += PartCover * s.weight * s.idf
		}
	}
	return nil
}

// add adds a column of frequencies to the scores.
func (r *ranker) add(c *column, weight float64, byDoc []float64) {
	for _, doc := range c.docs {
		tf := c.values[doc]
		score := weight * tf * (K1 + 1) / (tf + K1)
		r.scores[doc] += score
		if byDoc != nil {
			byDoc[doc] += score
		}
	}
}

// group raises frequencies to those of a group: of several words that have to
// be there, the lowest.
func (r *ranker) group(ctx context.Context, g group, into *column) error {
	if len(g.words) == 1 && len(into.docs) == 0 {
		return r.forms(ctx, g.words[0], g.weight, into)
	}
	lowest := map[int]float64{}
	for i, forms := range g.words {
		r.one.reset()
		if err := r.forms(ctx, forms, g.weight, &r.one); err != nil {
			return err
		}
		if i == 0 {
			for _, doc := range r.one.docs {
				lowest[doc] = r.one.values[doc]
			}
		}
		for doc, tf := range lowest {
			lowest[doc] = min(tf, r.one.values[doc])
		}
	}
	for doc, tf := range lowest {
		if tf > 0 {
			into.raise(doc, tf)
		}
	}
	return nil
}

// forms adds the frequencies of forms.
func (r *ranker) forms(ctx context.Context, forms []form, weight float64, into *column) error {
	for _, f := range forms {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := weight * f.weight
		err := r.postings.Each(ctx, f.field, f.text, func(doc int, impact Impact) { into.add(doc, w*impact.Value()) })
		if err != nil {
			return err
		}
	}
	return nil
}

// idf is how much a word says that df of n documents have.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// column is a number by document, and which documents have one.
type column struct {
	values []float64
	docs   []int
}

func newColumn(n int) column { return column{values: make([]float64, n)} }

func (c *column) add(doc int, value float64) {
	if c.values[doc] == 0 {
		c.docs = append(c.docs, doc)
	}
	c.values[doc] += value
}

func (c *column) raise(doc int, value float64) {
	if c.values[doc] == 0 {
		c.docs = append(c.docs, doc)
	}
	c.values[doc] = max(c.values[doc], value)
}

func (c *column) reset() {
	for _, doc := range c.docs {
		c.values[doc] = 0
	}
	c.docs = c.docs[:0]
}
