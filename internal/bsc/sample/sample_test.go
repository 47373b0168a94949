package sample

import (
	"fmt"
	"math"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
)

// catalogues are an old and a new catalogue; the last question of each topic is
// new, the others are kept.
func catalogues(topics, questions int) bsc.Catalogues {
	all := bsc.Catalogues{}
	for _, id := range []string{"bsc-2023", "bsc-2026"} {
		c := &bsc.Catalogue{ID: id}
		for t := range topics {
			topic := fmt.Sprintf("T%02d", t+1)
			c.Topics = append(c.Topics, bsc.Topic{ID: topic})
			for n := range questions {
				name := fmt.Sprintf("-%s-%02d", topic, n+1)
				c.Questions = append(c.Questions, bsc.Question{ID: id + name, Topic: topic, Priority: n%4 + 1})
				if id == "bsc-2026" && n < questions-1 {
					c.Changes = append(c.Changes, bsc.Change{Old: "bsc-2023" + name, New: id + name, Change: "kept"})
				}
			}
		}
		all[id] = c
	}
	return all
}

func draw(t *testing.T, seed uint64) []*bsc.Round {
	t.Helper()
	rounds, err := Draw(Default(seed), catalogues(14, 10))
	if err != nil {
		t.Fatal(err)
	}
	return rounds
}

func TestTheSameSeedDrawsTheSameAnswers(t *testing.T) {
	a, b, c := draw(t, 7), draw(t, 7), draw(t, 8)
	for i := range a {
		if string(a[i].CSV()) != string(b[i].CSV()) {
			t.Error("round", a[i].ID, "differs")
		}
		if string(a[i].CSV()) == string(c[i].CSV()) {
			t.Error("another seed draws the same round", a[i].ID)
		}
	}
}

func TestMembersJoinLeaveAndGrow(t *testing.T) {
	rounds := draw(t, 1)
	present := func(i int) map[string]string {
		in := map[string]string{}
		for _, s := range rounds[i].Sheets {
			in[s.Member] = s.Class
		}
		return in
	}
	joined, left, moved := 0, 0, 0
	for i := 1; i < 3; i++ {
		before, now := present(i-1), present(i)
		for name, class := range now {
			if old, ok := before[name]; !ok {
				joined++
			} else if old != class {
				moved++
			}
		}
		for name := range before {
			if _, ok := now[name]; !ok {
				left++
			}
		}
	}
	if joined < 4 || left != 1 || moved != 1 {
		t.Errorf("%d joined, %d left, %d moved", joined, left, moved)
	}
	for i, n := range []int{46, 48, 50} {
		if len(rounds[i].Sheets) != n {
			t.Errorf("round %s has %d members", rounds[i].ID, len(rounds[i].Sheets))
		}
	}
}

// Answers of real municipalities go together: a member that is ahead in one
// half of the questions is ahead in the other, and rounds are alike.
func TestAnswersGoTogetherAsRealOnesDo(t *testing.T) {
	rounds := draw(t, 3)
	rate := func(round int, keep func(n int) bool) map[string]float64 {
		out := map[string]float64{}
		for _, s := range rounds[round].Sheets {
			var score bsc.Score
			for n, q := range rounds[round].Catalogue.Questions {
				if keep(n) {
					score.Add(s.Answer(q.ID))
				}
			}
			out[s.Member], _ = score.Rate()
		}
		return out
	}
	odd := rate(2, func(n int) bool { return n%2 == 1 })
	even := rate(2, func(n int) bool { return n%2 == 0 })
	if r := correlation(odd, even); r < 0.5 {
		t.Errorf("halves of the questions correlate with %.2f", r)
	}
	all := func(int) bool { return true }
	if r := correlation(rate(0, all), rate(1, all)); r < 0.7 {
		t.Errorf("rounds correlate with %.2f", r)
	}
	first, last := mean(rate(0, all)), mean(rate(2, all))
	if gain := last - first; gain < 0.05 || gain > 0.4 {
		t.Errorf("mean rate goes from %.2f to %.2f", first, last)
	}
}

func mean(values map[string]float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

func correlation(a, b map[string]float64) float64 {
	var x, y, xx, yy, xy, n float64
	for name, u := range a {
		v, ok := b[name]
		if !ok {
			continue
		}
		x, y, xx, yy, xy, n = x+u, y+v, xx+u*u, yy+v*v, xy+u*v, n+1
	}
	return (xy - x*y/n) / math.Sqrt((xx-x*x/n)*(yy-y*y/n))
}
