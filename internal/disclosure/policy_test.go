package disclosure

import "testing"

func TestTheWidthOfCodedEndsFollowsTheNumberOfUnits(t *testing.T) {
	p := DefaultPolicy()
	for n, want := range map[int]int{10: 4, 13: 4, 14: 5, 17: 5, 23: 5, 24: 6, 46: 8, 52: 8} {
		if got := p.H(n); got != want {
			t.Errorf("H(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestSmallGroupsAreNotPublished(t *testing.T) {
	p := DefaultPolicy()
	for n, want := range map[int]bool{0: false, 7: false, 9: false, 10: true, 52: true} {
		if got := p.Publishable(n); got != want {
			t.Errorf("Publishable(%d) = %v", n, got)
		}
	}
	if p.For(6).Publishable(10) {
		t.Error("a group of ten is published although eight are assumed to know each other's answers")
	}
}

func TestSelfDisclosuresRaiseThePolicy(t *testing.T) {
	for n, want := range map[int][2]int{0: {3, 5}, 1: {3, 5}, 2: {4, 7}, 3: {5, 7}, 4: {6, 9}} {
		p := DefaultPolicy().For(n)
		if p.T != want[0] || p.G != want[1] {
			t.Errorf("For(%d) = %+v", n, p)
		}
		if list := p.Check(); len(list) > 0 {
			t.Errorf("For(%d): %v", n, list)
		}
	}
}

func TestPoliciesThatProtectNobodyAreRefused(t *testing.T) {
	good := DefaultPolicy()
	if list := good.Check(); len(list) > 0 {
		t.Fatalf("the default: %v", list)
	}
	for name, change := range map[string]func(*Policy){
		"even g":      func(p *Policy) { p.G = 6 },
		"small g":     func(p *Policy) { p.G = 3 },
		"g below T":   func(p *Policy) { p.T = 4 },
		"no T":        func(p *Policy) { p.T = 1 },
		"no rho":      func(p *Policy) { p.Rho = 0 },
		"tiny class":  func(p *Policy) { p.MinClass = 5 },
		"strange rho": func(p *Policy) { p.Rho = nan() },
	} {
		p := good
		change(&p)
		if len(p.Check()) == 0 {
			t.Errorf("%s is accepted", name)
		}
	}
}

func nan() float64 { zero := 0.0; return zero / zero }

func TestCountsBecomeIntervalsThatHoldThem(t *testing.T) {
	p := DefaultPolicy()
	for n := 10; n <= 60; n++ {
		for count := 0; count <= n; count++ {
			i, coded := p.Coded(count, n)
			h := p.H(n)
			if coded != (count <= h || count >= n-h) {
				t.Errorf("%d of %d: coded %v", count, n, coded)
			}
			if coded && i != (Interval{0, h}) && i != (Interval{n - h, n}) {
				t.Errorf("%d of %d: %v", count, n, i)
			}
			if !coded {
				i = p.Inner(count, n)
				if i.Lo <= h || i.Hi >= n-h || i.Hi-i.Lo > 4 {
					t.Errorf("%d of %d: %v", count, n, i)
				}
			}
			r := p.Rounded(count, n)
			if count < i.Lo || count > i.Hi || count < r.Lo || count > r.Hi || r.Lo < 0 || r.Hi > n {
				t.Errorf("%d of %d: %v, %v", count, n, i, r)
			}
		}
	}
}
