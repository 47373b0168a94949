// Package results makes figures of a published round: what pages, charts and
// exports of the Basis-Sicherheitscheck show.
//
// Everything here is a pure function of a disclosure.Release and of catalogues.
// A figure is a Span: the published interval, and an estimate inside it. The
// interval is certain, whatever the answers were; the estimate is the middle of
// what is possible and, measured on invented rounds, within a point of the truth
// on average.
//
// The share of a topic is that of "ja" among all answers but "entbehrlich", over
// all members and questions. It follows from the counts of its questions, which
// are rounded, from those that are only "höchstens" or "mindestens", and from
// the step of five points that is published for the topic; see share.go.
package results

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// Span is a figure: certainly at least Lo and at most Hi, probably about Mid.
// Shares go from 0 to 1, counts from 0 to the number of members.
type Span struct{ Lo, Mid, Hi float64 }

// Round is a published round.
type Round struct {
	Release   *disclosure.Release
	Catalogue *bsc.Catalogue
	// N is the number of members that took part.
	N int
	// Classes are the size classes in their order; none if they are too small.
	Classes []Class
	// Topics are those of the catalogue, in its order.
	Topics []*Topic
	// Groups are the topics as far as they have figures of their own: small ones
	// are put together.
	Groups []*Group
	// Quartiles are those of the members' own rates over all questions; nil if
	// they are not published.
	Quartiles *Quartiles

	questions  map[string]*Question
	catalogues bsc.Catalogues
}

// Class is a size class, or several that were put together.
type Class struct {
	ID, Title string
	N         int
}

// Topic is a topic of the catalogue with the answers to its questions.
type Topic struct {
	bsc.Topic
	Questions []*Question
	// Share is that of "ja" among the applicable answers.
	Share Span
	// Group is what the topic's published shares are about: itself, or several
	// topics; nil if there are none.
	Group *Group
}

// Group is one or several topics whose shares are published by class.
type Group struct {
	// ID is "T05" or "T13+T14", Title the titles of its topics.
	ID, Title string
	Topics    []*Topic
	// All is the share of all members: a published step, or what follows from
	// those of the classes, see between; nil if neither is told. ByClass are the
	// steps of the classes in the order of Round.Classes, with their middles.
	All     *Span
	ByClass []*Span
	// Quartiles are those of the members' own rates; nil if not published.
	Quartiles *Quartiles

	// spread is how far All is thought to be off, 0 for a published step.
	spread float64
}

// Published reports whether All is a step that is published as such.
func (g *Group) Published() bool { return g.All != nil && g.spread == 0 }

// Quartiles are the rates below which a quarter, a half and three quarters of the
// members stay, as steps of five points. A rate counts "teilweise" as a half.
type Quartiles struct{ Q1, Median, Q3 Span }

// Form says what is published about a question.
type Form int

// The forms. Missing is a question of which nothing is published.
const (
	Missing Form = iota
	// Counted: all four answers, rounded.
	Counted
	// AtMost and AtLeast: that few, or nearly all, answered "ja".
	AtMost
	AtLeast
	// Edge: one of these two, without telling which.
	Edge
)

// Question is a question with what is published about its answers.
type Question struct {
	*bsc.Question
	Form Form
	// Yes is the number of "ja": for AtMost 0 to h, for AtLeast n−h to n, for Edge
	// 0 to n. Counts are all answers in the order of bsc.Answers; Mids of them add
	// up to n. They are set for Counted only.
	Yes    Span
	Counts []Span
	// H is the number of members that an end stands for.
	H int

	applicable applicable
}

// applicable is the number of answers that are not "entbehrlich": the bounds of
// it, the largest number with the fewest "ja", the smallest with the most "ja",
// and an estimate.
type applicable struct{ least, most, atFewest, atMost, likely float64 }

// Question returns the question of an id, or nil.
func (r *Round) Question(id string) *Question { return r.questions[id] }

// Topic returns the topic of an id, or nil.
func (r *Round) Topic(id string) *Topic {
	for _, t := range r.Topics {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Members reports whether the round has what only members may see.
func (r *Round) Members() bool { return r.Release.Audience == disclosure.Members }

// ByShare lists the topics, those with the largest share first, then by id.
func (r *Round) ByShare() []*Topic {
	list := slices.Clone(r.Topics)
	slices.SortStableFunc(list, func(a, b *Topic) int {
		return cmp.Or(cmp.Compare(b.Share.Mid, a.Share.Mid), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// GroupsByShare lists the groups, those with the largest published step first.
func (r *Round) GroupsByShare() []*Group {
	list := slices.Clone(r.Groups)
	slices.SortStableFunc(list, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(mid(b.All), mid(a.All)), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func mid(s *Span) float64 {
	if s == nil {
		return -1
	}
	return s.Mid
}

// ByYes lists the questions, those with the most "ja" first, then by id. Those
// at an edge come last: where they stand tells nothing about their side.
func (t *Topic) ByYes() []*Question {
	list := slices.Clone(t.Questions)
	rank := func(q *Question) float64 {
		switch q.Form {
		case Missing, Edge:
			return -1
		}
		return q.Yes.Lo + q.Yes.Hi
	}
	slices.SortStableFunc(list, func(a, b *Question) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Has reports whether the group is made of a topic, alone or with others.
func (g *Group) Has(topic string) bool {
	return slices.ContainsFunc(g.Topics, func(t *Topic) bool { return t.ID == topic })
}

// Merged reports whether the group is several topics.
func (g *Group) Merged() bool { return len(g.Topics) > 1 }

// titles of the topics of a group.
func (g *Group) name() string {
	var titles []string
	for _, t := range g.Topics {
		titles = append(titles, t.Title)
	}
	return strings.Join(titles, " + ")
}
