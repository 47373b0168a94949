package audit

import "slices"

// checkPublic compares the public release of a round with that for members: it
// may hold cells of the latter, and edge cells that follow from one. What it
// says beyond is returned. Edge cells that follow are dropped from the model,
// they say nothing new.
func (r *round) checkPublic() []Finding {
	var members []fileCell
	for _, f := range r.files {
		if f.Audience == "members" {
			members = append(members, f.cells...)
		}
	}
	if len(members) == 0 {
		return nil
	}
	var list []Finding
	for _, f := range r.files {
		if f.Audience == "members" {
			continue
		}
		for _, c := range f.cells {
			if !slices.ContainsFunc(members, func(m fileCell) bool { return m.implies(c) }) {
				list = append(list, Finding{Round: r.name, Group: c.group, Question: c.questions[0], Family: r.family(c.a), Coalition: "niemand",
					How: "die öffentliche Fassung sagt mehr als die für Mitglieder", Verdict: Exposed, Word: Exposed.String()})
			}
		}
	}
	r.cells = slices.DeleteFunc(r.cells, func(c cell) bool {
		return c.kind == edge && slices.ContainsFunc(r.cells, func(m cell) bool {
			return m.kind == count && m.atoms == c.atoms && m.a == c.a && slices.Equal(m.questions, c.questions) && (m.hi <= c.lo || m.lo >= c.hi)
		})
	})
	r.parts = components(len(r.questions), r.cells)
	return list
}

// implies tells whether everything that c says follows from m alone.
func (m fileCell) implies(c fileCell) bool {
	if m.group != c.group || !slices.Equal(m.questions, c.questions) || m.a != c.a || m.half != c.half || m.den != c.den || m.percentile != c.percentile {
		return false
	}
	if c.kind == edge && m.kind == count {
		return m.hi <= c.lo || m.lo >= c.hi
	}
	return m.kind == c.kind && m.lo == c.lo && m.hi == c.hi
}
