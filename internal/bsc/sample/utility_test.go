package sample

import (
	"math"
	"strconv"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/results"
)

// What is published has to be worth reading: most questions with all four
// answers, and shares and trends that are close to the truth.
func TestPublishedFiguresAreCloseToTheTruth(t *testing.T) {
	all := loadCatalogues(t)
	var counted, questions float64
	var shares, trends errorsOf
	for seed := range uint64(5) {
		rounds, published := publish(t, Default(seed+1))
		var before map[string][2]float64
		for i, r := range rounds {
			read, faults := results.New(published[i].Members, all)
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			for _, q := range read.All() {
				questions++
				if q.Form == results.Counted {
					counted++
				}
			}
			now := map[string][2]float64{}
			for _, topic := range read.Topics {
				truth := trueShare(r, topic.ID)
				now[topic.ID] = [2]float64{truth, topic.Share.Mid}
				shares.add(topic.Share.Mid - truth)
				if truth < topic.Share.Lo-1e-9 || truth > topic.Share.Hi+1e-9 {
					t.Errorf("seed %d, %s %s: %.4f is not in %v", seed+1, r.ID, topic.ID, truth, topic.Share)
				}
				if then, ok := before[topic.ID]; ok {
					trends.add(topic.Share.Mid - then[1] - (truth - then[0]))
				}
			}
			before = now
		}
	}
	t.Logf("all four answers: %.0f %% of %.0f; topics: %s; trends: %s", 100*counted/questions, questions, shares, trends)
	if counted/questions < 0.55 {
		t.Errorf("only %.0f %% of the questions have all four answers", 100*counted/questions)
	}
	if shares.mean() > 0.010 || trends.mean() > 0.015 {
		t.Errorf("topics are off by %.2f points, trends by %.2f", 100*shares.mean(), 100*trends.mean())
	}
}

// trueShare is that of "ja" among the applicable answers to a topic.
func trueShare(r *bsc.Round, topic string) float64 {
	var s bsc.Score
	for _, sheet := range r.Sheets {
		for _, q := range r.Catalogue.Of(topic) {
			s.Add(sheet.Answer(q.ID))
		}
	}
	return float64(s.Yes) / float64(s.Applicable())
}

// errorsOf collects how far estimates are from the truth.
type errorsOf struct{ sum, max, n float64 }

func (e *errorsOf) add(d float64) {
	e.sum, e.max, e.n = e.sum+math.Abs(d), max(e.max, math.Abs(d)), e.n+1
}

func (e errorsOf) mean() float64 { return e.sum / e.n }

func (e errorsOf) String() string {
	return "off by " + points(e.mean()) + " on average, at most " + points(e.max)
}

func points(v float64) string { return strconv.FormatFloat(100*v, 'f', 2, 64) + " points" }
