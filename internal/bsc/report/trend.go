package report

import (
	"slices"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// trend compares a sheet with the one before, over the questions that both
// rounds asked alike.
type trend struct {
	Now, Then bsc.Score
	// Better and Worse count questions whose answer changed that way.
	Better, Worse int
}

// trend is empty if nothing can be compared.
func (in *Input) trend() trend {
	var t trend
	before := in.before()
	for _, q := range in.Catalogue.Questions {
		old, kept := before[q.ID]
		if !kept {
			continue
		}
		now, then := in.Sheet.Answer(q.ID), in.Previous.Answer(old)
		t.Now.Add(now)
		t.Then.Add(then)
		if now == bsc.NotApplicable || then == bsc.NotApplicable {
			continue
		}
		switch a, b := half(now), half(then); {
		case a > b:
			t.Better++
		case a < b:
			t.Worse++
		}
	}
	return t
}

// half counts an answer in halves of a fulfilled requirement.
func half(a bsc.Answer) int {
	switch a {
	case bsc.Yes:
		return 2
	case bsc.Partly:
		return 1
	}
	return 0
}

// before maps questions to those of the sheet before that ask the same.
func (in *Input) before() map[string]string {
	switch {
	case in.Previous == nil:
	case in.Previous.Catalogue == in.Catalogue.ID:
		same := map[string]string{}
		for _, q := range in.Catalogue.Questions {
			same[q.ID] = q.ID
		}
		return same
	case in.Previous.Catalogue == in.Catalogue.Predecessor:
		return in.Catalogue.Kept()
	}
	return nil
}

// Place is where a rate lies among those of all members.
type Place string

// The places: the lowest and the highest quarter, the half between, and the
// edges, where the published figures do not tell more. Crowded says that the
// members' rates are too close together to tell anything.
const (
	Unknown    Place = ""
	Lower      Place = "lower"
	LowerEdge  Place = "lower-edge"
	Middle     Place = "middle"
	HigherEdge Place = "higher-edge"
	Higher     Place = "higher"
	Crowded    Place = "crowded"
)

// The percentiles that part the quarters from the half between.
const (
	lowQuarter  = 25
	highQuarter = 75
)

// PlaceOf tells where a score's rate lies by the published quarters of a topic,
// or of all questions if topic is "". It is Unknown without them.
func PlaceOf(r *disclosure.Release, topic string, s bsc.Score) Place {
	rate, ok := s.Rate()
	if r == nil || !ok {
		return Unknown
	}
	low, hasLow := quarter(r, topic, lowQuarter)
	high, hasHigh := quarter(r, topic, highQuarter)
	switch {
	case !hasLow || !hasHigh:
		return Unknown
	case within(rate, low) && within(rate, high):
		return Crowded
	case within(rate, low):
		return LowerEdge
	case within(rate, high):
		return HigherEdge
	case rate < low.Lo:
		return Lower
	case rate < high.Lo:
		return Middle
	}
	return Higher
}

// quarter is the cell of a percentile over all members.
func quarter(r *disclosure.Release, topic string, p int) (disclosure.Cell, bool) {
	i := slices.IndexFunc(r.Cells, func(c disclosure.Cell) bool {
		return c.P == p && c.Topic == topic && c.Group == r.Round+"/alle"
	})
	if i < 0 {
		return disclosure.Cell{}, false
	}
	return r.Cells[i], true
}

// within reports whether a rate lies in the band of a percentile: 2.5 points
// around a figure that was rounded to 5.
func within(rate float64, c disclosure.Cell) bool {
	return c.Lo <= rate && (rate < c.Hi || rate == c.Hi && c.Hi == 1)
}
