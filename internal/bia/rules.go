package bia

import (
	"slices"
)

// Class is a horizon as a word: "4h", "24h", "3T", … and ">30T" for what stays
// tolerable over the whole period that is secured (30 days).
type Class string

// Horizons are the points in time at which damage is rated, in hours: those of
// the example in BSI 200-4 and, for the protection of life, four hours.
var horizons = []struct {
	Class Class
	Hours int
}{{"4h", 4}, {"24h", 24}, {"3T", 72}, {"7T", 168}, {"14T", 336}, {"30T", 720}}

// Beyond is the class of what is not critical within the horizons.
const Beyond Class = ">30T"

// Horizons lists the classes of the horizons, the shortest first.
func Horizons() []Class {
	list := make([]Class, len(horizons))
	for i, h := range horizons {
		list[i] = h.Class
	}
	return list
}

// Classes are the horizons and Beyond.
func Classes() []Class { return append(Horizons(), Beyond) }

// Rank orders classes: 0 is the most urgent one; -1 is no class.
func (c Class) Rank() int { return slices.Index(Classes(), c) }

// Hours are those of the horizon, 0 for Beyond and unknown classes.
func (c Class) Hours() int {
	for _, h := range horizons {
		if h.Class == c {
			return h.Hours
		}
	}
	return 0
}

// RTO is the proposed time to an emergency operation for a tolerable downtime:
// the next shorter horizon, two hours for four, so that the reaction of the
// emergency organisation and a buffer fit in between. It is 0 where nothing is
// critical.
func (c Class) RTO() (hours int) {
	switch rank := c.Rank(); {
	case rank < 0 || c == Beyond:
		return 0
	case rank == 0:
		return 2
	default:
		return horizons[rank-1].Hours
	}
}

// Category rates damage: 1 gering, 2 mittel, 3 hoch, 4 sehr hoch; 0 is not
// rated. Intolerable is the level from which damage cannot be borne, "hoch" in
// the example of BSI 200-4; a municipality may set another one.
const Intolerable = 3

// Damage is how damage grows over the horizons, in each of the five scenarios.
type Damage struct {
	Person  []int `yaml:"person" nb:"required"`
	Task    []int `yaml:"task" nb:"required"`
	Law     []int `yaml:"law" nb:"required"`
	Image   []int `yaml:"image" nb:"required"`
	Finance []int `yaml:"finance" nb:"required"`
}

// Scenarios are the ids of the scenarios in the order of Rows.
func Scenarios() []string { return []string{"person", "task", "law", "image", "finance"} }

// Rows are the ratings of the scenarios, in the order of Scenarios.
func (d Damage) Rows() [][]int { return [][]int{d.Person, d.Task, d.Law, d.Image, d.Finance} }

// MTPD is the class of the first horizon at which any scenario reaches the
// level, Beyond if none does (BSI 200-4, 7.3).
func (d Damage) MTPD(level int) Class {
	for i, h := range horizons {
		for _, row := range d.Rows() {
			if i < len(row) && row[i] >= level {
				return h.Class
			}
		}
	}
	return Beyond
}

// Sinks returns the first scenario and horizon at which damage is lower than
// before: damage never goes away by waiting. ok is false if there is none.
func (d Damage) Sinks() (scenario string, at Class, ok bool) {
	for i, row := range d.Rows() {
		for n := 1; n < len(row); n++ {
			if row[n] < row[n-1] {
				return Scenarios()[i], horizons[min(n, len(horizons)-1)].Class, true
			}
		}
	}
	return "", "", false
}
