package disclosure

import (
	"math"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// DefaultPolicy is T = 3 (two insiders and one unit that tells its answers
// itself), ρ = 0.10, g = 5 and classes of ten.
func DefaultPolicy() Policy {
	return Policy{T: 3, Rho: 0.10, G: 5, MinClass: 10}
}

// For is the policy when n units have told their answers themselves (R10): the
// first is part of T, each further one raises T, and g with it.
func (p Policy) For(n int) Policy {
	if n > 1 {
		p.T += n - 1
	}
	if p.G < p.T+2 {
		p.G = p.T + 2 + (p.T+1)%2
	}
	return p
}

// Check reports a policy that protects nobody: g has to be odd, so that an
// interval has its figure in the middle, and at least T + 2, or else the links
// between rounds leak (R3).
func (p Policy) Check() diag.List {
	var list diag.List
	bad := func(name, value, want string) {
		list.Add(diag.New("disclosure-policy", "", 0, "name", name, "value", value, "want", want))
	}
	if p.T < 2 || p.T > 20 {
		bad("T", strconv.Itoa(p.T), "2–20")
	}
	if !(p.Rho >= 0.05 && p.Rho <= 0.5) {
		bad("rho", strconv.FormatFloat(p.Rho, 'g', 4, 64), "0.05–0.5")
	}
	if p.G%2 == 0 || p.G < p.T+2 || p.G > 49 {
		bad("g", strconv.Itoa(p.G), "≥ "+strconv.Itoa(p.T+2)+", 1 mod 2")
	}
	if p.MinClass < 10 {
		bad("minClass", strconv.Itoa(p.MinClass), "≥ 10")
	}
	return list
}

// share is ⌈ρ · n⌉, in thousandths so that no rounding of floats decides.
func (p Policy) share(n int) int {
	if n <= 0 {
		return 0
	}
	return (n*int(math.Round(p.Rho*1000)) + 999) / 1000
}

// H is the width of the coded ends of a count over n units: max(T + 1,
// T + ⌈ρ (n − T)⌉). Up to H units, or all but up to H, are told as one thing.
func (p Policy) H(n int) int {
	return max(p.T+1, p.T+p.share(n-p.T))
}

// Publishable reports whether a group of n units may have figures of its own.
func (p Policy) Publishable(n int) bool {
	return n >= max(p.MinClass, 2*p.H(n)+1)
}

// Edge is the width of the lowest and the highest step of the share of n units'
// answers to some questions, in points of percent: a multiple of 5, at least 10
// (R5). It is as much as T units could make up alone, and as many answers to one
// question as criterion C2 asks for. With narrower ends a coalition whose own
// answers use up all that the step leaves would know that everybody else said yes:
// of 15 units with 12 questions and 90 percent or more, two suffice for that.
func (p Policy) Edge(n, questions int) int {
	own := p.T*questions + max(1, p.share(n-p.T))
	steps := (20*own + n*questions - 1) / (n * questions)
	return 5 * min(max(steps, 2), 9)
}

// Interval is a count as it is published: Lo ≤ count ≤ Hi.
type Interval struct{ Lo, Hi int }

// Coded is the interval of a count of n units at its ends, [0, h] or [n−h, n];
// ok is false between them.
func (p Policy) Coded(count, n int) (i Interval, ok bool) {
	h := p.H(n)
	switch {
	case count <= h:
		return Interval{0, h}, true
	case count >= n-h:
		return Interval{n - h, n}, true
	}
	return Interval{}, false
}

// Rounded is the interval of all counts of n units that are rounded to the same
// multiple of g.
func (p Policy) Rounded(count, n int) Interval {
	r := (count + p.G/2) / p.G * p.G
	return Interval{max(0, r-p.G/2), min(n, r+p.G/2)}
}

// Inner is Rounded for a count that is not Coded: it never reaches into an end.
func (p Policy) Inner(count, n int) Interval {
	i, h := p.Rounded(count, n), p.H(n)
	return Interval{max(i.Lo, h+1), min(i.Hi, n-h-1)}
}
