package disclosure

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// The answers of the tests, in the order of the tables.
const (
	yes uint8 = iota
	partly
	no
	none // not applicable
)

// topicSizes are those of the catalogue of 140 questions.
var topicSizes = []int{12, 10, 12, 12, 12, 10, 12, 12, 10, 8, 8, 8, 8, 6}

// population makes the answers of one round: units differ in maturity, questions
// in difficulty. Unit keys are "u0" onwards; the same seed gives the same units.
func population(seed uint64, round string, sizes, topics []int, growth float64) *Table {
	t := &Table{Round: round, Catalogue: "c", Closed: round + "-06-30", Example: true, Set: "bsc",
		Answers:   []string{"ja", "teilweise", "nein", "entbehrlich"},
		Sensitive: [][]int{{0}, {1}, {2}, {3}, {1, 2}},
		Yes:       []int{0}, Half: []int{1}, Applicable: []int{0, 1, 2},
		Classes: []string{"klein", "mittel", "gross"}[:len(sizes)],
		Titles:  []string{"Klein", "Mittel", "Groß"}[:len(sizes)]}
	traits := rand.New(rand.NewPCG(seed, 1))
	answers := rand.New(rand.NewPCG(seed, 1000+uint64(len(round))+uint64(round[len(round)-1])))
	var hard []float64
	for i, n := range topics {
		topic := Topic{ID: fmt.Sprintf("T%02d", i+1)}
		for q := range n {
			topic.Questions = append(topic.Questions, len(t.Questions))
			t.Questions = append(t.Questions, fmt.Sprintf("c-T%02d-%02d", i+1, q+1))
			hard = append(hard, traits.NormFloat64()*1.6)
		}
		t.Topics = append(t.Topics, topic)
	}
	for class, n := range sizes {
		for range n {
			u := Unit{Key: fmt.Sprintf("u%d", len(t.Units)), Class: class}
			maturity := traits.NormFloat64() + 0.5*float64(class) + growth
			for _, h := range hard {
				u.Answers = append(u.Answers, answer(answers, maturity-h))
			}
			t.Units = append(t.Units, u)
		}
	}
	return t
}

func answer(r *rand.Rand, level float64) uint8 {
	if r.Float64() < 0.05 {
		return none
	}
	switch p := 1 / (1 + math.Exp(-1.5*level)); {
	case r.Float64() < p:
		return yes
	case r.Float64() < 0.4:
		return partly
	}
	return no
}

// options are the default policy.
func options() Options { return Options{Policy: DefaultPolicy()} }

// set gives every unit of a class (or of all, -1) the same answer to a question.
func (t *Table) set(q, class int, a uint8) {
	for _, u := range t.Units {
		if class < 0 || u.Class == class {
			u.Answers[q] = a
		}
	}
}

// clone is a copy that shares no answers.
func (t *Table) clone() *Table {
	c := *t
	c.Units = nil
	for _, u := range t.Units {
		u.Answers = append([]uint8(nil), u.Answers...)
		c.Units = append(c.Units, u)
	}
	return &c
}
