package bia

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// The rules of the analysis, after BSI-Standard 200-4:
//
//	MTPD   first horizon at which any scenario reaches the level that cannot
//	       be borne (7.3); Damage.MTPD
//	RTO    what is set, else the next shorter horizon (7.3); Class.RTO
//	       … of a process that others need: at most the smallest of theirs, and
//	       of those that need these (7.3, dependencies of processes)
//	       … of a resource: the smallest of the processes that need it (7.4)
//	RPO    of a resource: the smallest of the processes that need it (7.4)
//	Soll-Ist  RTA ≤ RTO and RPA ≤ RPO, by resource (8)
//
// The formulas of the workbook follow the same rules; a test holds both together.

// Figure is what follows for a process.
type Figure struct {
	// MTPD is "" as long as ratings are missing and none reaches the level.
	MTPD Class
	// Own is the RTO in hours without regard to other processes, RTO the one
	// that holds; 0 is none.
	Own, RTO int
	// From is the process that sets the RTO, the process itself if it is its own.
	From string
}

// Gap is what follows for a resource: hours, 0 for none, and the two comparisons.
type Gap struct {
	RTO, RPO           int
	RTAHolds, RPAHolds Holds
}

// Holds is the answer to "does the actual time hold the wanted one?".
type Holds string

// The answers: nothing is wanted, nothing is known yet, yes, no.
const (
	NothingWanted Holds = "–"
	NotKnown      Holds = "offen"
	Held          Holds = "ja"
	Missed        Holds = "nein"
)

// Compare compares an actual time with the wanted one, in hours; wanted 0 is
// none, actual below 0 is unknown.
func Compare(actual, wanted int) Holds {
	switch {
	case wanted == 0:
		return NothingWanted
	case actual < 0:
		return NotKnown
	case actual <= wanted:
		return Held
	}
	return Missed
}

// Rated counts the ratings there are; 30 is all.
func (d Damage) Rated() (n int) {
	for _, row := range d.Rows() {
		for _, v := range row {
			if v > 0 {
				n++
			}
		}
	}
	return n
}

// allRatings is a full matrix.
var allRatings = len(Scenarios()) * len(horizons)

// mtpd is Damage.MTPD, "" if what is missing could still decide.
func (e *Entry) mtpd(level int) Class {
	class := e.Damage.MTPD(level)
	if class == Beyond && e.Damage.Rated() < allRatings {
		return ""
	}
	return class
}

// Figures are those of all processes of a workbook, by id. A process that the
// municipality does not have has none and passes nothing on.
func (w *Workbook) Figures() map[string]Figure {
	figures := map[string]Figure{}
	for i := range w.Processes {
		e := &w.Processes[i]
		if e.State == Absent {
			continue
		}
		f := Figure{MTPD: e.mtpd(w.Level), From: e.ID}
		if f.Own = e.RTO; f.Own == 0 {
			f.Own = f.MTPD.RTO()
		}
		f.RTO = f.Own
		figures[e.ID] = f
	}
	w.inherit(figures)
	return figures
}

// inherit lowers the RTO of processes that others need until nothing changes.
// It ends for circles as well: values only sink, to one of those that are set.
func (w *Workbook) inherit(figures map[string]Figure) {
	for changed := true; changed; {
		changed = false
		for _, d := range w.Needs {
			user, used := figures[d.Process], figures[d.Needs]
			if user.From == "" || used.From == "" || user.RTO == 0 || used.RTO > 0 && used.RTO <= user.RTO {
				continue
			}
			used.RTO, used.From = user.RTO, user.From
			figures[d.Needs] = used
			changed = true
		}
	}
}

// Circles are the ways on which processes need themselves, each once and
// starting at its smallest id.
func (w *Workbook) Circles() [][]string {
	next := map[string][]string{}
	for _, d := range w.Needs {
		next[d.Process] = append(next[d.Process], d.Needs)
	}
	var circles [][]string
	for _, start := range slices.Sorted(maps.Keys(next)) {
		if way := circleFrom(start, next); way != nil {
			circles = append(circles, way)
		}
	}
	return circles
}

// circleFrom is the shortest way from start back to it over larger ids only.
func circleFrom(start string, next map[string][]string) []string {
	before := map[string]string{}
	queue := []string{start}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, id := range next[at] {
			if id == start {
				way := []string{start}
				for p := at; p != start; p = before[p] {
					way = slices.Insert(way, 0, p)
				}
				return slices.Insert(way, 0, start)
			}
			if _, seen := before[id]; !seen && id > start {
				before[id] = at
				queue = append(queue, id)
			}
		}
	}
	return nil
}

// Gaps are the figures of the resources of a workbook, by ResourceKey.
func (w *Workbook) Gaps() map[string]Gap {
	figures := w.Figures()
	loss := map[string]int{}
	for _, e := range w.Processes {
		if e.State != Absent {
			loss[e.ID] = e.RPO
		}
	}
	gaps := map[string]Gap{}
	for _, u := range w.Uses {
		key := ResourceKey(u.Name)
		g := gaps[key]
		g.RTO = smaller(g.RTO, figures[u.Process].RTO)
		g.RPO = smaller(g.RPO, loss[u.Process])
		gaps[key] = g
	}
	for key, g := range gaps {
		g.RTAHolds, g.RPAHolds = Compare(-1, g.RTO), Compare(-1, g.RPO)
		gaps[key] = g
	}
	for _, a := range w.Actual {
		key := ResourceKey(a.Name)
		g := gaps[key]
		g.RTAHolds, g.RPAHolds = Compare(a.RTA, g.RTO), Compare(a.RPA, g.RPO)
		gaps[key] = g
	}
	return gaps
}

// smaller is the smaller one of two times, of which 0 is none.
func smaller(a, b int) int {
	if a == 0 || b == 0 {
		return cmp.Or(a, b)
	}
	return min(a, b)
}

// ResourceKey is the same for names that differ in case or blanks only.
func ResourceKey(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}
