package disclosure

// link notes what a believer in lasting progress concludes: a member that said
// yes says yes to the same question in its next round. Only what is true of the
// answers is believed.
func (b *builder) link(belief *Belief) {
	if belief == nil {
		return
	}
	last := make([]int, b.members) // by member: its unit in the round before, plus one
	for i, u := range b.units {    // units are in the order of the rounds
		if before := last[u.member] - 1; before >= 0 {
			b.follow(belief, before, i)
		}
		last[u.member] = i + 1
	}
}

func (b *builder) follow(belief *Belief, before, now int) {
	for q, asked := range b.questions {
		if asked.round != b.units[now].round {
			continue
		}
		id := asked.id
		if old, kept := belief.Kept[id]; kept {
			id = old
		}
		o, kept := b.question[b.name(b.units[before].round)+"/"+id]
		if !kept || b.units[before].row[o] == b.yes && b.units[now].row[q] != b.yes {
			continue
		}
		l := link{entry{before, o}, entry{now, q}}
		b.links[l.from] = append(b.links[l.from], l)
		b.links[l.to] = append(b.links[l.to], l)
	}
}

func (b *builder) name(round int) string {
	for name, at := range b.rounds {
		if at == round {
			return name
		}
	}
	return ""
}
