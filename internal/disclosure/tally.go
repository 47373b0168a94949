package disclosure

import (
	"slices"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// Check reports what is wrong with the shape of a table. It names questions and
// numbers, never a unit or an answer.
func (t *Table) Check() diag.List {
	var list diag.List
	bad := func(what string, n int) {
		if n > 0 {
			list.Add(diag.New("disclosure-table", "", 0, "round", t.Round, "what", what, "n", strconv.Itoa(n)))
		}
	}
	inside := func(of int, lists ...[]int) (outside int) {
		for _, l := range lists {
			for _, i := range l {
				if i < 0 || i >= of {
					outside++
				}
			}
		}
		return outside
	}
	k := len(t.Answers)
	if t.Round == "" || t.Set == "" || k < 2 || k > 8 || len(t.Questions) == 0 || len(t.Yes) != 1 || len(t.Applicable) == 0 {
		bad("head", 1)
	}
	bad("answers", inside(k, t.Yes, t.Half, t.Applicable)+inside(k, t.Sensitive...))
	bad("questions", repeats(t.Questions))
	var asked []int
	for _, topic := range t.Topics {
		asked = append(asked, topic.Questions...)
	}
	bad("topics", inside(len(t.Questions), asked)+repeats(asked))
	bad("classes", repeats(t.Classes)+max(len(t.Classes)-len(t.Titles), 0))
	keys, wrong := make([]string, 0, len(t.Units)), 0
	for _, u := range t.Units {
		keys = append(keys, u.Key)
		outside := slices.ContainsFunc(u.Answers, func(a uint8) bool { return int(a) >= k })
		if u.Key == "" || u.Class < 0 || u.Class >= len(t.Classes) || len(u.Answers) != len(t.Questions) || outside {
			wrong++
		}
	}
	bad("units", wrong+repeats(keys))
	return list
}

func repeats[E comparable](list []E) int {
	seen := make(map[E]bool, len(list))
	for _, e := range list {
		seen[e] = true
	}
	return len(list) - len(seen)
}

func (t *Table) words(answers []int) []string {
	list := make([]string, len(answers))
	for i, a := range answers {
		list[i] = t.Answers[a]
	}
	return list
}

func (t *Table) answerSet() AnswerSet {
	set := AnswerSet{Answers: t.Answers}
	for _, family := range t.Sensitive {
		set.Sensitive = append(set.Sensitive, t.words(family))
	}
	return set
}

func (t *Table) topicCell(group string, topic Topic) Cell {
	c := Cell{Group: group, Topic: topic.ID}
	for _, q := range topic.Questions {
		c.Questions = append(c.Questions, t.Questions[q])
	}
	return c
}

// count counts the answers of some units to a question.
func (t *Table) count(q int, units []int) []int {
	counts := make([]int, len(t.Answers))
	for _, u := range units {
		counts[t.Units[u].Answers[q]]++
	}
	return counts
}

// share counts yes and applicable answers of some units to a topic.
func (t *Table) share(topic Topic, units []int) (num, den int) {
	for _, q := range topic.Questions {
		counts := t.count(q, units)
		for _, a := range t.Yes {
			num += counts[a]
		}
		for _, a := range t.Applicable {
			den += counts[a]
		}
	}
	return num, den
}

// rates are the units' own rates in a topic, sorted.
func (t *Table) rates(topic Topic) []rate {
	var worth [256]rate
	for _, a := range t.Applicable {
		worth[a].den = 2
	}
	for _, a := range t.Half {
		worth[a].num = 1
	}
	for _, a := range t.Yes {
		worth[a].num = 2
	}
	list := make([]rate, len(t.Units))
	for i, u := range t.Units {
		for _, q := range topic.Questions {
			w := worth[u.Answers[q]]
			list[i].num += w.num
			list[i].den += w.den
		}
	}
	slices.SortFunc(list, rate.compare)
	return list
}
