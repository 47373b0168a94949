package cost

// Share is what one member pays for a branch a year, with the steps that lead
// there; all amounts are cents.
type Share struct {
	Branch string `json:"branch"`
	// Total is the cost of the branch, Pool the part of it that is divided
	// equally, Rest the other part.
	Total int64 `json:"total"`
	Pool  int64 `json:"pool"`
	Rest  int64 `json:"rest"`
	// Base is the member's part of the pool, Heads that of the rest.
	Base  int64 `json:"base"`
	Heads int64 `json:"heads"`
	// LandTotal is the cost of the member's state, Land the member's part of it.
	LandTotal int64 `json:"landTotal"`
	Land      int64 `json:"land"`
	// Sum is what the member pays, PerHead that for each inhabitant.
	Sum     int64 `json:"sum"`
	PerHead int64 `json:"perHead"`
}

// Shares works out what a member with that many inhabitants, at least one and at
// most MaxInhabitants, in a state pays, one share a branch. A state that is not
// in the list has no work of its own.
func (p *Prices) Shares(inhabitants int, land string) []Share {
	list := make([]Share, 0, len(p.Branches))
	for i := range p.Branches {
		list = append(list, p.share(&p.Branches[i], int64(inhabitants), land))
	}
	return list
}

func (p *Prices) share(b *Branch, inhabitants int64, land string) Share {
	s := Share{Branch: b.ID, Total: b.Total()}
	s.Pool = divide(s.Total*int64(b.Base), 100)
	s.Rest = s.Total - s.Pool
	s.Base = divide(s.Pool, int64(p.Members.Count))
	s.Heads = divide(s.Rest*inhabitants, int64(p.Members.Inhabitants))
	if l := p.Land(land); l != nil {
		s.LandTotal = b.sum(land)
		s.Land = divide(s.LandTotal, int64(l.Members))
	}
	s.Sum = s.Base + s.Heads + s.Land
	s.PerHead = divide(s.Sum, inhabitants)
	return s
}

// divide rounds half up; a is not negative.
func divide(a, b int64) int64 { return (2*a + b) / (2 * b) }
