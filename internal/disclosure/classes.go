package disclosure

import (
	"slices"
	"strings"
)

// class is what is published as one class: some size classes that are
// neighbours, and the units in them.
type class struct {
	members []int // positions in Table.Classes
	units   []int // positions in Table.Units
}

// classes puts neighbouring classes together until each may be published (R2):
// the smallest one that may not with its smaller neighbour, the earlier one of
// two alike. It looks at numbers of units only, never at answers. Fewer than two
// classes are none.
func (p Policy) classes(t *Table) []class {
	list := make([]class, len(t.Classes))
	for i := range list {
		list[i].members = []int{i}
	}
	for i, u := range t.Units {
		list[u.Class].units = append(list[u.Class].units, i)
	}
	for len(list) > 1 {
		worst := -1
		for i, c := range list {
			if !p.Publishable(len(c.units)) && (worst < 0 || len(c.units) < len(list[worst].units)) {
				worst = i
			}
		}
		if worst < 0 {
			return list
		}
		list = join(list, worst, func(c class) int { return len(c.units) }, joinClasses)
	}
	return nil
}

// join puts list[i] together with its smaller neighbour.
func join[E any](list []E, i int, size func(E) int, both func(a, b E) E) []E {
	if i == len(list)-1 || i > 0 && size(list[i-1]) <= size(list[i+1]) {
		i--
	}
	return slices.Replace(list, i, i+2, both(list[i], list[i+1]))
}

func joinClasses(a, b class) class {
	units := slices.Concat(a.units, b.units)
	slices.Sort(units)
	return class{slices.Concat(a.members, b.members), units}
}

// name and title are the published names of the class, "klein+mittel".
func (c class) name(t *Table) string  { return pick(t.Classes, c.members, "+") }
func (c class) title(t *Table) string { return pick(t.Titles, c.members, ", ") }

func pick(names []string, at []int, sep string) string {
	list := make([]string, 0, len(at))
	for _, i := range at {
		if i < len(names) {
			list = append(list, names[i])
		}
	}
	return strings.Join(list, sep)
}

// minTopic is the smallest number of questions of a topic that has a share (R5).
const minTopic = 8

// topics puts topics of fewer than eight questions together with their smaller
// neighbour. A catalogue of fewer than eight questions has no topics.
func topics(t *Table) []Topic {
	list := slices.Clone(t.Topics)
	for len(list) > 0 {
		worst := 0
		for i, topic := range list {
			if len(topic.Questions) < len(list[worst].Questions) {
				worst = i
			}
		}
		if len(list[worst].Questions) >= minTopic {
			return list
		}
		if len(list) == 1 {
			return nil
		}
		list = join(list, worst, func(t Topic) int { return len(t.Questions) }, joinTopics)
	}
	return list
}

func joinTopics(a, b Topic) Topic {
	return Topic{a.ID + "+" + b.ID, slices.Concat(a.Questions, b.Questions)}
}
