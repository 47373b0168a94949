// Package sample draws invented business impact analyses.
//
// The portal shows how common values look before there are any. Its
// municipalities are drawn, not thought up: each is more or less cautious in
// all it rates, leans in some product areas, and deviates from the proposal of
// the catalogue by whole horizons; small ones do not have all processes, and not
// everybody has worked through all areas. So values go together as real ones do.
//
// The same seed and catalogue give the same workbooks, whatever other processes
// there are. None of them is kept in the repository; only what may be published
// about them is.
package sample

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bsc"
)

// Members is the number of municipalities in the sample of the portal.
const Members = 40

// Draw draws the workbooks of some municipalities, about as many of each size
// class.
func Draw(seed uint64, members int, c *bia.Catalogue) []*bia.Workbook {
	var list []*bia.Workbook
	for i := range members {
		class := bsc.Classes()[i*3/max(members, 1)].ID
		w := bia.Prefilled(c, has(seed, i, class, c))
		w.Member, w.Class, w.Author = fmt.Sprintf("Beispielkommune %02d", i+1), class, "BCM-Beauftragte"
		caution := source(seed, "member", fmt.Sprint(i)).NormFloat64() * 0.35
		for k := range w.Processes {
			review(&w.Processes[k], seed, i, caution)
		}
		list = append(list, w)
	}
	return list
}

// has are the processes that a municipality has. Those that depend on more than
// its size are there by chance.
func has(seed uint64, member int, class string, c *bia.Catalogue) []string {
	return slices.DeleteFunc(c.For(class), func(id string) bool {
		switch r := source(seed, "has", fmt.Sprint(member), id); c.Process(id).Duty {
		case bia.All:
			return false
		case bia.Medium:
			return r.Float64() < 0.2
		default:
			return r.Float64() < 0.5
		}
	})
}

// review rates a process: the proposal, moved by whole horizons. Areas that the
// municipality has not reached stay proposals.
func review(e *bia.Entry, seed uint64, member int, caution float64) {
	name := fmt.Sprint(member)
	area, _, _ := strings.Cut(e.ID, "-")
	if source(seed, "done", name, area).Float64() < 0.2 {
		return
	}
	e.State = bia.Reviewed
	lean := source(seed, "lean", name, area).NormFloat64() * 0.3
	// What the sample thinks of a process differs from the proposal for all.
	common := source(seed, "process", e.ID).NormFloat64() * 0.5
	shift := caution + lean + common + source(seed, "value", name, e.ID).NormFloat64()*0.6
	by := int(math.Round(shift))
	for _, row := range []*[]int{&e.Damage.Person, &e.Damage.Task, &e.Damage.Law, &e.Damage.Image, &e.Damage.Finance} {
		*row = moved(*row, by)
	}
}

// moved is a row of ratings by some horizons later, or earlier if by is negative.
func moved(row []int, by int) []int {
	out := make([]int, len(row))
	for h := range row {
		switch from := h - by; {
		case from < 0:
			out[h] = min(row[0], bia.Intolerable-1)
		default:
			out[h] = row[min(from, len(row)-1)]
		}
	}
	return out
}

// source is a stream of chance that belongs to what it is named after.
func source(seed uint64, name ...string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(name, "\x00")))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
