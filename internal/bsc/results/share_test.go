package results

import (
	"math"
	"testing"
)

func TestSharesHoldTheTruthAndEstimateItWithinAPoint(t *testing.T) {
	all := catalogues(t)
	var topics, totals, trends, publics []float64
	note := func(list *[]float64, what string, s Span, want float64) {
		if want < s.Lo-1e-9 || want > s.Hi+1e-9 || s.Mid < s.Lo-1e-9 || s.Mid > s.Hi+1e-9 {
			t.Fatalf("%s is %v, published as %+v", what, want, s)
		}
		*list = append(*list, math.Abs(s.Mid-want))
	}
	for seed := range uint64(60) {
		n := 40 + int(seed%13)
		before := population(all["alt"], "2024", n-2, -0.3, seed)
		now := population(all["neu"], "2026", n, 0.2, seed+1000)
		m1, p1 := release(t, before, nil)
		m2, p2 := release(t, now, before)
		then, round := read(t, m1, all), read(t, m2, all)
		public1, public2 := read(t, p1, all), read(t, p2, all)
		for i, topic := range round.Topics {
			note(&topics, "a topic", topic.Share, truth(now, topic.Questions))
			note(&publics, "a topic for everybody", public2.Topics[i].Share, truth(now, topic.Questions))
			for _, rounds := range [][]*Round{{then, round}, {public1, public2}} {
				trend := TrendOf(rounds, rounds[1].Topics[i])
				if trend.Questions == 0 {
					continue // all of them at the edge, for everybody
				}
				was, is := met(before, asked(trend, rounds[0])), met(now, asked(trend, rounds[1]))
				var errs []float64
				note(&errs, "then", trend.Share(trend.Points[0]), was)
				note(&errs, "now", trend.Share(trend.Points[1]), is)
				switch c := trend.Change(); {
				case c == Higher && is <= was, c == Lower && is >= was:
					t.Fatalf("the trend is %v, from %v to %v", c, was, is)
				}
				if rounds[0] == then {
					got := trend.Share(trend.Points[1]).Mid - trend.Share(trend.Points[0]).Mid
					trends = append(trends, math.Abs(got-(is-was)))
				}
			}
		}
		note(&totals, "the total", round.Total(), truth(now, round.All()))
		note(&publics, "the total for everybody", public2.Total(), truth(now, round.All()))
	}
	for _, tt := range []struct {
		name string
		errs []float64
		most float64
	}{{"topics", topics, 0.010}, {"totals", totals, 0.006}, {"trends of topics", trends, 0.015}, {"for everybody", publics, 0.022}} {
		t.Logf("%s: mean error %.2f points, largest %.2f", tt.name, 100*mean(tt.errs), 100*largest(tt.errs))
		if mean(tt.errs) > tt.most {
			t.Errorf("%s are off by %.2f points on average", tt.name, 100*mean(tt.errs))
		}
	}
}

// asked are the questions of a trend in one of its rounds.
func asked(trend Trend, r *Round) []*Question {
	newest := trend.Points[len(trend.Points)-1].Round
	var list []*Question
	first := trend.Points[0].Round
	for _, q := range trend.Topic.Questions {
		then, now := first.Question(newest.Earlier(q.ID, first.Catalogue.ID)), newest.Question(q.ID)
		switch {
		case then == nil || then.Form == Edge || now.Form == Edge: // in no trend
		case r == first:
			list = append(list, then)
		default:
			list = append(list, now)
		}
	}
	return list
}

func mean(list []float64) (sum float64) {
	for _, x := range list {
		sum += x / float64(len(list))
	}
	return sum
}

func largest(list []float64) (most float64) {
	for _, x := range list {
		most = max(most, x)
	}
	return most
}
