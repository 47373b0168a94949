package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc"
)

// member is an invented municipality.
type member struct {
	number, class int
	// maturity is how far it is, pace how much it gains from round to round,
	// both in the unit of difficulties.
	maturity, pace float64
	// hosted says that others run its servers.
	hosted bool
}

func (p Plan) members() []member {
	var list []member
	for class, size := range p.Sizes {
		for range size {
			r := source(p.Seed, "member", strconv.Itoa(len(list)))
			list = append(list, member{
				number: len(list), class: class,
				maturity: 0.25*float64(class-1) + 0.55*r.NormFloat64(),
				pace:     0.3 + 0.15*r.NormFloat64(),
				hosted:   r.Float64() < 0.35-0.1*float64(class),
			})
		}
	}
	return list
}

// difficulties are how hard questions are, by the oldest id that asks the same.
type difficulties struct {
	root map[string]string
	hard map[string]float64
}

func newDifficulties(seed uint64, all bsc.Catalogues) difficulties {
	d := difficulties{root: map[string]string{}, hard: map[string]float64{}}
	for _, id := range all.IDs() {
		kept := all[id].Kept()
		for _, q := range all[id].Questions {
			root := q.ID
			if old, ok := kept[q.ID]; ok {
				root = old
			}
			d.root[q.ID] = root
			if _, known := d.hard[root]; !known {
				d.hard[root] = 0.12*float64(q.Priority-2) + 0.8*source(seed, "question", root).NormFloat64() - 0.1
			}
		}
	}
	return d
}

// Between partly and yes, and between no and partly, lie these distances from a
// question's difficulty.
const (
	yesFrom    = 0.25
	partlyFrom = -0.45
)

// answer fills the sheet of a round.
func (m member) answer(c *bsc.Catalogue, d difficulties, round int, seed uint64) *bsc.Sheet {
	name := strconv.Itoa(m.number)
	s := &bsc.Sheet{
		Catalogue: c.ID, Member: fmt.Sprintf("Beispielkommune %02d", m.number+1),
		Class: bsc.Classes()[m.class].ID, Author: "IT-Leitung", Replies: map[string]bsc.Reply{},
	}
	for _, t := range c.Topics {
		lean := 0.4 * source(seed, "lean", name, t.ID).NormFloat64()
		for _, q := range c.Of(t.ID) {
			root := d.root[q.ID]
			level := m.maturity + m.pace*float64(round) + lean + luck(source(seed, "luck", name, root), round) - d.hard[root]
			s.Replies[q.ID] = m.reply(t.ID, level, source(seed, "need", name, root))
		}
	}
	return s
}

// luck is what a member's answer to one question owes to nothing else; most of
// it stays from round to round.
func luck(r *rand.Rand, round int) float64 {
	v := 0.7 * r.NormFloat64()
	for range round {
		v = 0.93*v + 0.2*r.NormFloat64()
	}
	return v
}

func (m member) reply(topic string, level float64, r *rand.Rand) bsc.Reply {
	unneeded := 0.015
	if m.hosted && (topic == "T09" || topic == "T14") {
		unneeded = 0.3
	}
	switch {
	case r.Float64() < unneeded:
		return bsc.Reply{Answer: bsc.NotApplicable, Reason: "Erfundenes Beispiel: wird von einem Dienstleister erledigt."}
	case level > yesFrom:
		return bsc.Reply{Answer: bsc.Yes}
	case level > partlyFrom:
		return bsc.Reply{Answer: bsc.Partly}
	}
	return bsc.Reply{Answer: bsc.No}
}
