package results

import (
	"slices"
)

// Change is what may be said about a figure from one round to a later one.
type Change int

// The changes. Unclear is "keine belastbare Änderung", Unknown that there is
// nothing to compare.
const (
	Unknown Change = iota
	Unclear
	Higher
	Lower
)

// Compare tells whether b is higher or lower than a: only if no values of the two
// spans are the same.
func Compare(a, b Span) Change {
	switch {
	case b.Lo > a.Hi:
		return Higher
	case b.Hi < a.Lo:
		return Lower
	}
	return Unclear
}

// Earlier is the id of the question of an earlier catalogue that asks the same as
// a question of the round, "" if none does.
func (r *Round) Earlier(id, catalogue string) string {
	if !r.follows(catalogue) {
		return ""
	}
	at := r.Catalogue
	for at.ID != catalogue {
		if id = at.Kept()[id]; id == "" {
			return ""
		}
		at = r.catalogues[at.Predecessor]
	}
	return id
}

// Pair is a question and the one of an earlier round that asks the same.
type Pair struct{ Then, Now *Question }

// Kept lists the questions of a topic that an earlier round asked as well.
func (r *Round) Kept(t *Topic, earlier *Round) []Pair {
	var list []Pair
	for _, q := range t.Questions {
		if then := earlier.Question(r.Earlier(q.ID, earlier.Catalogue.ID)); then != nil {
			list = append(list, Pair{then, q})
		}
	}
	return list
}

// Change compares a question with that of an earlier round, by the share of "ja"
// among all members. Where up to T + 1 members left since the round before, what
// falls is unclear, too (R7): who believes that a yes is never taken back would
// learn an answer of one who left.
func (r *Round) Change(p Pair, earlier *Round) Change {
	for _, q := range []*Question{p.Then, p.Now} {
		if q.Form == Missing || q.Form == Edge {
			return Unclear
		}
	}
	c := Compare(over(p.Then.Yes, earlier.N), over(p.Now.Yes, r.N))
	if since := r.Release.Since; c == Lower && since != nil && since.Left >= 1 && since.Left <= r.Release.Policy.T+1 {
		return Unclear
	}
	return c
}

func over(s Span, n int) Span {
	return Span{s.Lo / float64(n), s.Mid / float64(n), s.Hi / float64(n)}
}

// Trend is how many of the same questions the members met in several rounds.
type Trend struct {
	// Topic is a topic of the newest round; nil for all questions.
	Topic *Topic
	// Questions is the number of those that all rounds asked in the same words and
	// whose figures are told, Of that of the newest round. An Edge tells too little
	// to compare: what everybody sees is about fewer questions.
	Questions, Of int
	Points        []Point
}

// Point is one round. Met is the number of the trend's questions that a member
// answered "ja" on average.
type Point struct {
	Round *Round
	Met   Span
}

// Share is Met as a share of the trend's questions; nothing of none.
func (t Trend) Share(p Point) Span {
	k := float64(max(t.Questions, 1))
	return Span{p.Met.Lo / k, p.Met.Mid / k, p.Met.Hi / k}
}

// Change compares the last point with the first one.
func (t Trend) Change() Change {
	if len(t.Points) < 2 {
		return Unknown
	}
	return Compare(t.Points[0].Met, t.Points[len(t.Points)-1].Met)
}

// TrendOf follows some questions of the newest of some rounds, which are in the
// order of time, back through all of them.
func TrendOf(rounds []*Round, topic *Topic) Trend {
	newest := rounds[len(rounds)-1]
	questions := newest.All()
	if topic != nil {
		questions = topic.Questions
	}
	trend := Trend{Topic: topic, Of: len(questions)}
	asked := make([][]*Question, len(rounds))
	for _, q := range questions {
		row := make([]*Question, 0, len(rounds))
		for _, r := range rounds {
			if then := r.Question(newest.Earlier(q.ID, r.Catalogue.ID)); then != nil && then.Form != Missing && then.Form != Edge {
				row = append(row, then)
			}
		}
		if len(row) < len(rounds) {
			continue
		}
		trend.Questions++
		for i, q := range row {
			asked[i] = append(asked[i], q)
		}
	}
	for i, r := range rounds {
		if trend.Questions > 0 {
			trend.Points = append(trend.Points, Point{r, r.Met(asked[i])})
		}
	}
	return trend
}

// Since lists the rounds that a round can be compared with, itself the last:
// those whose catalogue is the same or came before.
func Since(rounds []*Round, r *Round) []*Round {
	var list []*Round
	for _, earlier := range rounds {
		if earlier.Release.Round <= r.Release.Round && r.follows(earlier.Catalogue.ID) {
			list = append(list, earlier)
		}
	}
	return list
}

func (r *Round) follows(catalogue string) bool {
	var seen []string
	for at := r.Catalogue; at != nil && !slices.Contains(seen, at.ID); at = r.catalogues[at.Predecessor] {
		if at.ID == catalogue {
			return true
		}
		seen = append(seen, at.ID)
	}
	return false
}
