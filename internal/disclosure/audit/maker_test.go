package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var words = []string{"ja", "teilweise", "nein", "entbehrlich"}

// people are invented answers of a round, for tests.
type people struct {
	round   string
	classes []string
	ids     []string // of questions
	topics  [][]int
	class   []int
	keys    []string
	answers [][]int
}

// world says how people answer.
type world struct {
	seed    uint64
	sizes   []int
	topics  []int
	spread  float64 // of the maturity of units
	harsh   float64 // spread of the difficulty of questions
	shift   float64
	prepare func(*people)
}

// invent makes correlated answers: a maturity for each unit, a difficulty for
// each question.
func invent(round string, w world) *people {
	rng := rand.New(rand.NewPCG(w.seed, 7))
	p := &people{round: round}
	q := 0
	for i, n := range w.topics {
		var topic []int
		for j := range n {
			p.ids = append(p.ids, fmt.Sprintf("x-T%02d-%02d", i+1, j+1))
			topic = append(topic, q)
			q++
		}
		p.topics = append(p.topics, topic)
	}
	hard := make([]float64, q)
	for i := range hard {
		hard[i] = rng.NormFloat64() * w.harsh
	}
	for c, n := range w.sizes {
		p.classes = append(p.classes, []string{"klein", "mittel", "gross"}[c])
		for range n {
			mature := w.shift + rng.NormFloat64()*w.spread + 0.3*float64(c)
			var answers []int
			for i := range hard {
				answers = append(answers, answer(rng, mature-hard[i]))
			}
			p.keys = append(p.keys, fmt.Sprintf("canary-%s-%d", round, len(p.keys)))
			p.class, p.answers = append(p.class, c), append(p.answers, answers)
		}
	}
	if w.prepare != nil {
		w.prepare(p)
	}
	return p
}

func answer(rng *rand.Rand, x float64) int {
	if rng.Float64() < 0.05 {
		return 3
	}
	yes := 1 / (1 + math.Exp(-x))
	switch u := rng.Float64(); {
	case u < yes:
		return 0
	case u < yes+(1-yes)*0.4:
		return 1
	}
	return 2
}

// csv writes the raw answers as the private folder holds them.
func (p *people) csv() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "member;class;%s\n", strings.Join(p.ids, ";"))
	for u, answers := range p.answers {
		out.WriteString(p.keys[u] + ";" + p.classes[p.class[u]])
		for _, a := range answers {
			out.WriteString(";" + words[a])
		}
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// policy is how a test publishes: the rules, or a defect.
type policy struct {
	h        func(n int) int
	noCoding bool
	// narrowEnds leaves the ends of shares ten points wide in classes, too.
	narrowEnds bool
	percent    int // width of bands of shares in tenths of a percent
	shares     bool
	bands      bool // question by class, without a codebook
	quantiles  bool
	merge      bool
	public     bool
}

func rules() policy {
	return policy{h: func(n int) int { return max(4, 3+(n-3+9)/10) }, percent: 50, shares: true, quantiles: true}
}

type cellJSON map[string]any

// publish makes the file of a release about the first n units.
func (p *people) publish(tb testing.TB, o policy, n int) *File {
	tb.Helper()
	f, err := ReadFile(p.round+".json", p.release(o, n))
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func (p *people) release(o policy, n int) []byte {
	groups := map[string]any{}
	members := map[string][]int{}
	for u := range n {
		class := p.classes[p.class[u]]
		if o.merge && p.class[u] > 0 {
			class = "mittel-gross"
		}
		members[class] = append(members[class], u)
		members["alle"] = append(members["alle"], u)
	}
	for class, units := range members {
		g := map[string]any{"n": len(units)}
		if class == "mittel-gross" {
			g["merged"] = []string{"mittel", "gross"}
		}
		groups[p.round+"/"+class] = g
	}
	var cells []cellJSON
	for q := range p.ids {
		cells = append(cells, p.totals(o, q, n)...)
	}
	names := slices.Sorted(func(yield func(string) bool) {
		for class := range members {
			if !yield(class) {
				return
			}
		}
	})
	for _, class := range names {
		cells = append(cells, p.class3(o, class, members[class])...)
	}
	src, err := json.Marshal(map[string]any{"format": "nachbar-round/1", "round": p.round, "audience": "members", "catalogue": "x", "closed": "2026-01-01",
		"policy": map[string]any{"T": 3}, "groups": groups, "cells": cells,
		"answer_sets": map[string]any{"bsc": map[string]any{"answers": words, "sensitive": [][]string{{"ja"}, {"teilweise"}, {"nein"}, {"entbehrlich"}, {"teilweise", "nein"}}}}})
	if err != nil {
		panic(err)
	}
	return src
}

// totals are the cells of a question among all.
func (p *people) totals(o policy, q, n int) []cellJSON {
	var counts [4]int
	for u := range n {
		counts[p.answers[u][q]]++
	}
	g, id, h := p.round+"/alle", p.ids[q], o.h(n)
	switch {
	case o.public && (counts[0] <= h || counts[0] >= n-h):
		return []cellJSON{{"g": g, "q": id, "a": words[:1], "edge": true, "lo": h, "hi": n - h}}
	case !o.noCoding && counts[0] <= h:
		return []cellJSON{{"g": g, "q": id, "a": words[:1], "lo": 0, "hi": h}}
	case !o.noCoding && counts[0] >= n-h:
		return []cellJSON{{"g": g, "q": id, "a": words[:1], "lo": n - h, "hi": n}}
	}
	var cells []cellJSON
	for a, c := range counts {
		r := (c + 2) / 5 * 5
		lo, hi := max(0, r-2), min(n, r+2)
		if a == 0 && !o.noCoding {
			lo, hi = max(lo, h+1), min(hi, n-h-1)
		}
		cells = append(cells, cellJSON{"g": g, "q": id, "a": words[a : a+1], "lo": lo, "hi": hi})
	}
	return cells
}

// class3 are the shares (T3), quantiles (T4) and bands of counts of one group.
func (p *people) class3(o policy, class string, units []int) []cellJSON {
	var cells []cellJSON
	g := p.round + "/" + class
	var everything []int
	for _, topic := range p.topics {
		everything = append(everything, topic...)
		ids := p.names(topic)
		if o.shares {
			lo, hi := p.band(o, topic, units)
			cells = append(cells, cellJSON{"g": g, "q": ids, "num": words[:1], "den": words[:3], "lo": lo, "hi": hi})
		}
		if o.bands && class != "alle" {
			cells = append(cells, p.counts(o, g, topic, units)...)
		}
	}
	if o.quantiles && class == "alle" {
		for _, topic := range append(p.topics[:len(p.topics):len(p.topics)], everything) {
			for _, percentile := range []int{25, 50, 75} {
				lo, hi := p.quantile(topic, units, percentile)
				cells = append(cells, cellJSON{"g": g, "q": p.names(topic), "num": words[:1], "half": words[1:2], "den": words[:3], "p": percentile, "lo": lo, "hi": hi})
			}
		}
	}
	return cells
}

func (p *people) names(topic []int) []string {
	var ids []string
	for _, q := range topic {
		ids = append(ids, p.ids[q])
	}
	return ids
}

// edge is how many points of a share three units and a tenth of the rest make up.
func (o policy) edge(n, questions int) int {
	if o.narrowEnds {
		return 10
	}
	own := 3*questions + max(1, (n-3+9)/10)
	for points := 10; ; points += 5 {
		if points*n*questions >= 100*own {
			return points
		}
	}
}

func (p *people) band(o policy, topic, units []int) (lo, hi float64) {
	num, den := 0, 0
	for _, u := range units {
		for _, q := range topic {
			num += int(one(p.answers[u][q] == 0))
			den += int(one(p.answers[u][q] < 3))
		}
	}
	if !o.noCoding {
		edge := o.edge(len(units), len(topic))
		if num*100 <= edge*den {
			return 0, float64(edge) / 100
		}
		if num*100 > (100-edge)*den {
			return float64(100-edge) / 100, 1
		}
	}
	step := o.percent
	k := 0
	for num*1000 > (k+1)*step*den {
		k++
	}
	return float64(k*step) / 1000, float64((k+1)*step) / 1000
}

// counts are bands of a question in a class: few, some, nearly all.
func (p *people) counts(o policy, g string, topic, units []int) []cellJSON {
	var cells []cellJSON
	n := len(units)
	h := o.h(n)
	for _, q := range topic {
		yes := 0
		for _, u := range units {
			yes += int(one(p.answers[u][q] == 0))
		}
		lo, hi := h+1, n-h-1
		switch {
		case yes <= h:
			lo, hi = 0, h
		case yes >= n-h:
			lo, hi = n-h, n
		}
		cells = append(cells, cellJSON{"g": g, "q": p.ids[q], "a": words[:1], "lo": lo, "hi": hi})
	}
	return cells
}

func (p *people) quantile(topic, units []int, percentile int) (lo, hi float64) {
	var rates []float64
	for _, u := range units {
		num, den := 0, 0
		for _, q := range topic {
			num += 2*int(one(p.answers[u][q] == 0)) + int(one(p.answers[u][q] == 1))
			den += 2 * int(one(p.answers[u][q] < 3))
		}
		rates = append(rates, float64(num)/float64(max(den, 1)))
	}
	slices.Sort(rates)
	r := math.Floor(rates[(percentile*len(rates)+99)/100-1]*20+0.5) * 50
	return max(0, r-25) / 1000, min(1000, r+25) / 1000
}
