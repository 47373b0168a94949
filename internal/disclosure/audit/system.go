package audit

// system is what is known about one part of a round once a coalition has
// spoken: how many of the other units of each atom gave which answer to which
// question. Units of an atom are interchangeable, so numbers are all there is.
type system struct {
	r    *round
	p    *part
	size []int64     // others in each atom
	at   map[int]int // question → position in the part
	problem
}

// known are the answers of a coalition in a part, counted: by position of the
// question, atom, answer.
type known [][][]int64

// newKnown is a coalition that has said nothing.
func newKnown(questions, atoms, answers int) known {
	k := make(known, questions)
	for q := range k {
		k[q] = make([][]int64, atoms)
		for a := range k[q] {
			k[q][a] = make([]int64, answers)
		}
	}
	return k
}

// newSystem writes down the conditions; members is the size of the coalition
// in each atom.
func newSystem(r *round, p *part, members []int64, said known) *system {
	s := &system{r: r, p: p, at: map[int]int{}}
	for i, q := range p.questions {
		s.at[q] = i
	}
	for k, a := range r.atoms {
		s.size = append(s.size, int64(a.n)-members[k])
	}
	for range p.questions {
		for k := range r.atoms {
			for range r.answers {
				s.upper = append(s.upper, s.size[k])
			}
		}
	}
	for q := range p.questions {
		for k := range r.atoms {
			s.rows = append(s.rows, s.sum(q, k, mask(1)<<len(r.answers)-1, s.size[k], s.size[k]))
		}
	}
	for _, c := range p.cells {
		s.add(&r.cells[c], said)
	}
	return s
}

// v is the variable: others in atom k with answer a to the q-th question.
func (s *system) v(q, k, a int) int {
	return (q*len(s.r.atoms)+k)*len(s.r.answers) + a
}

// sum is the condition that lo to hi others in atom k gave an answer in a.
func (s *system) sum(q, k int, a mask, lo, hi int64) row {
	out := row{lo: lo, hi: hi}
	for i := range s.r.answers {
		if a.has(i) {
			out.terms = append(out.terms, term{s.v(q, k, i), 1})
		}
	}
	return out
}

func (s *system) add(c *cell, said known) {
	if c.kind != share {
		terms, own := s.weigh(c, said, func(a int) int64 { return one(c.a.has(a)) })
		if c.kind == count {
			s.rows = append(s.rows, row{terms, c.lo - own, c.hi - own})
			return
		}
		s.eithers = append(s.eithers, either{row{terms, -far, c.lo - own}, row{terms, c.hi - own, far}})
		return
	}
	for _, side := range shareSides(c) {
		terms, own := s.weigh(c, said, side.weight)
		s.rows = append(s.rows, row{terms, side.least - own, far})
	}
}

// weigh sums weights of answers over a cell: of the others as terms, of the
// coalition as a number.
func (s *system) weigh(c *cell, said known, weight func(int) int64) (terms []term, own int64) {
	for _, q := range c.questions {
		for k := range s.r.atoms {
			if c.atoms>>k&1 == 0 {
				continue
			}
			for a := range s.r.answers {
				if w := weight(a); w != 0 {
					terms = append(terms, term{s.v(s.at[q], k, a), w})
					own += w * said[s.at[q]][k][a]
				}
			}
		}
	}
	return terms, own
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// shareSide is half of a share in whole numbers: Σ weight ≥ least.
type shareSide struct {
	weight func(a int) int64
	least  int64
}

// shareSides are the conditions Lo < Num/Den ≤ Hi; 0 and an empty denominator
// belong to the shares from 0.
func shareSides(c *cell) []shareSide {
	var sides []shareSide
	if c.lo > 0 {
		sides = append(sides, shareSide{fraction(c, c.lo, 1), 1})
	}
	if c.hi < scale {
		sides = append(sides, shareSide{fraction(c, c.hi, -1), 0})
	}
	return sides
}

// fraction weighs answers so that the sum is sign · (Num − p·Den), times the
// denominator of p in lowest terms.
func fraction(c *cell, p int64, sign int64) func(int) int64 {
	g := gcd(p, scale)
	num, den := scale/g, p/g
	return func(a int) int64 { return sign * (num*one(c.a.has(a)) - den*one(c.den.has(a))) }
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// outside adds the target: at least n others of atom k are outside family.
func (s *system) outside(q, k int, family mask, n int64) *problem {
	out := s.problem
	out.rows = append(append([]row(nil), s.rows...), s.sum(s.at[q], k, (mask(1)<<len(s.r.answers)-1)&^family, n, far))
	return &out
}
