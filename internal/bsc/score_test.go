package bsc

import (
	"math"
	"testing"
)

func TestTheRateCountsHalvesAndLeavesOutEntbehrlich(t *testing.T) {
	c := small("k")
	for letters, want := range map[string]float64{
		"jjjjjj": 1, "nnnnnn": 0, "tttttt": 0.5, "jtneee": 0.5, "j-----": 1.0 / 6, "je----": 1.0 / 5,
	} {
		rate, ok := c.Evaluate(sheet(c, "A", "klein", letters)).Total.Rate()
		if !ok || math.Abs(rate-want) > 1e-12 {
			t.Errorf("%s: %v %v, want %v", letters, rate, ok, want)
		}
	}
}

func TestWithoutAnApplicableQuestionThereIsNoRate(t *testing.T) {
	c := small("k")
	r := c.Evaluate(sheet(c, "A", "klein", "eeejjj"))
	if _, ok := r.Topics[0].Rate(); ok {
		t.Error("a topic that is entbehrlich has a rate")
	}
	if r.Topics[0].NotApplicable != 3 || r.Topics[1].Yes != 3 || r.Total.Questions != 6 {
		t.Errorf("%+v", r)
	}
}
