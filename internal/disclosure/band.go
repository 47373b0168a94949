package disclosure

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// Bands publish questions that not every unit answers, as the values of business
// impact analyses are (R8): each question is about a population of its own, the
// units with a value, and is told by cumulative shares of its ordered answers.
// The number of units is told as a band of five; which steps a share has depends
// on this band alone, so the number is not told by them either.
//
// The steps are as wide as counts are rounded (g), the ends at least as wide as
// counts are coded (H), for each number of units in the band. Who has no value
// is not a secret that this protects: the attacker knows who took part.

// NoAnswer in Unit.Answers is a question that the unit has no value for.
const NoAnswer = 255

// bandWidth is how many numbers of units are told as one.
const bandWidth = 5

// bandOf is the band of a number of units.
func bandOf(n int) (lo, hi int) {
	return n / bandWidth * bandWidth, n/bandWidth*bandWidth + bandWidth - 1
}

// steps are the bounds of shares for the band of n units, in points of percent:
// 0, the end of the lower end, …, the start of the upper end, 100.
func (p Policy) steps(n int) []int {
	lo, hi := bandOf(n)
	end := 5
	for ; end < 50; end += 5 {
		wide := true
		for m := lo; m <= hi; m++ {
			// Counts above 100−end percent: up to that many units less one are outside.
			wide = wide && (end*m+99)/100-1 >= p.H(m) && end*m/100 >= p.H(m)
		}
		if wide {
			break
		}
	}
	inner := 100 - 2*end
	list := []int{0}
	for k := max(1, inner*lo/(100*p.G)); k >= 1; k-- {
		if inner%k == 0 && inner/k%5 == 0 {
			for i := 0; i <= k; i++ {
				list = append(list, end+i*inner/k)
			}
			break
		}
	}
	return append(list, 100)
}

// Step is the published interval of a count of n units: Lo < count ÷ n ≤ Hi, in
// points of percent; Lo = 0 includes 0.
func (p Policy) Step(count, n int) (lo, hi int) {
	steps := p.steps(n)
	for i := 1; i < len(steps); i++ {
		if 100*count <= steps[i]*n {
			return steps[i-1], steps[i]
		}
	}
	return steps[len(steps)-2], 100
}

// counts are the counts of n units that are published as a step.
func counts(lo, hi, n int) Interval {
	i := Interval{lo*n/100 + 1, hi * n / 100}
	if lo == 0 {
		i.Lo = 0
	}
	return i
}

// BandRequest is a round of such questions that is to be published. Upto are the
// cumulative shares, each as the number of answers it has, from the first on.
type BandRequest struct {
	Table   *Table
	Upto    []int
	Past    []Published
	Ledger  *Ledger
	Options Options
}

// PublishBands is Publish for questions with populations of their own. Questions
// that fewer units have a value for than may be published are left out, which
// says nothing but that. The gate looks at each question as if the attacker knew
// the exact number of units, over all rounds.
//
// The error is one of ctx.
func PublishBands(ctx context.Context, q BandRequest) (*Publication, diag.List, error) {
	policy := q.Ledger.Policy(q.Options.Policy)
	list := policy.Check()
	list.Add(q.Ledger.refuse(q.Table, q.Past)...)
	list.Add(q.checkBands()...)
	if len(list) > 0 {
		return nil, list, nil
	}
	members := q.bands(policy)
	if len(members.Cells) == 0 {
		return nil, diag.List{diag.New("disclosure-few", "", 0, "rule", "R8", "round", q.Table.Round,
			"n", strconv.Itoa(len(q.Table.Units)), "min", strconv.Itoa(policy.MinClass))}, nil
	}
	verdict, problems, err := q.gate(ctx, members)
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	p := &Publication{Members: members, Public: BandView(members), Verdict: verdict}
	if p.Entry, err = newEntry(q.Table, p.Members, p.Public); err != nil {
		return nil, nil, err
	}
	if p.Ledger, err = q.Ledger.With(p.Entry); err != nil {
		return nil, nil, err
	}
	p.Entry = p.Ledger.Entries[len(p.Ledger.Entries)-1]
	return p, nil, nil
}

// checkBands is Table.Check for tables with gaps.
func (q *BandRequest) checkBands() diag.List {
	full := *q.Table
	full.Units = nil
	for _, u := range q.Table.Units {
		u.Answers = slices.Clone(u.Answers)
		for i, a := range u.Answers {
			if a == NoAnswer {
				u.Answers[i] = 0
			}
		}
		full.Units = append(full.Units, u)
	}
	list := full.Check()
	for _, k := range q.Upto {
		if k < 1 || k >= len(q.Table.Answers) {
			list.Add(diag.New("disclosure-table", "", 0, "round", q.Table.Round, "what", "answers", "n", strconv.Itoa(k)))
		}
	}
	return list
}

// bands makes the release for members.
func (q *BandRequest) bands(p Policy) *Release {
	t := q.Table
	r := &Release{Format: Format, Round: t.Round, Audience: Members, Catalogue: t.Catalogue, Closed: t.Closed, Example: t.Example,
		Policy: p, AnswerSets: map[string]AnswerSet{t.Set: t.answerSet()}, Groups: map[string]Group{}}
	if n := len(q.Past); n > 0 {
		r.Since = movement(t, q.Past[n-1].Table)
	}
	for i, id := range t.Questions {
		one := t.only(i)
		n := len(one.Units)
		if !p.Publishable(n) {
			continue
		}
		group := t.Round + "/" + id
		lo, hi := bandOf(n)
		r.Groups[group] = Group{N: lo, Most: hi}
		for _, k := range q.Upto {
			from, to := p.Step(one.upto(k), n)
			r.Cells = append(r.Cells, Cell{Group: group, Questions: Questions{id}, Num: t.Answers[:k], Den: t.Answers,
				Lo: float64(from) / 100, Hi: float64(to) / 100})
		}
	}
	return r
}

// only is the table of one question and the units with a value for it.
func (t *Table) only(question int) *Table {
	one := *t
	one.Questions, one.Topics, one.Units = t.Questions[question:question+1], nil, nil
	for _, u := range t.Units {
		if a := u.Answers[question]; a != NoAnswer {
			one.Units = append(one.Units, Unit{Key: u.Key, Class: u.Class, Answers: []uint8{a}})
		}
	}
	return &one
}

// upto counts the units with one of the first k answers to the only question.
func (t *Table) upto(k int) (n int) {
	for _, u := range t.Units {
		if int(u.Answers[0]) < k {
			n++
		}
	}
	return n
}

// counted is what an attacker who knows the exact number of units learns about
// one question: counts over the population.
func counted(r *Release, t *Table, id string) *Release {
	group := t.Round + "/" + All
	out := &Release{Format: Format, Round: t.Round, Audience: r.Audience, Policy: r.Policy, AnswerSets: r.AnswerSets,
		Groups: map[string]Group{group: {N: len(t.Units)}}}
	for _, c := range r.Cells {
		if c.Questions[0] != id {
			continue
		}
		i := counts(points(c.Lo), points(c.Hi), len(t.Units))
		out.Cells = append(out.Cells, Cell{Group: group, Questions: c.Questions, Answers: c.Num, Lo: float64(i.Lo), Hi: float64(i.Hi)})
	}
	return out
}

func points(share float64) int { return int(share*100 + 0.5) }

// gate runs the gate over every question in all rounds, against coalitions of
// T − 1 (R11).
func (q *BandRequest) gate(ctx context.Context, members *Release) (*Verdict, diag.List, error) {
	total := &Verdict{}
	rounds := append(slices.Clone(q.Past), Published{q.Table, members})
	for _, id := range q.Table.Questions {
		var releases []*Release
		var tables []*Table
		for _, round := range rounds {
			at := slices.Index(round.Table.Questions, id)
			if at < 0 || round.Release.Groups[round.Table.Round+"/"+id].N == 0 {
				continue
			}
			one := round.Table.only(at)
			releases, tables = append(releases, counted(round.Release, one, id)), append(tables, one)
		}
		if len(releases) == 0 {
			continue
		}
		v, err := Check(ctx, releases, tables, members.Policy.T-1, nil)
		switch {
		case errors.Is(err, ErrForeign):
			return nil, diag.List{diag.New("disclosure-foreign", "", 0, "rule", "R1", "round", q.Table.Round)}, nil
		case err != nil:
			return nil, nil, err
		}
		total.Findings = append(total.Findings, v.Findings...)
		total.Targets, total.Open, total.Witnesses = total.Targets+v.Targets, total.Open+v.Open, total.Witnesses+v.Witnesses
	}
	return total, total.Problems(), nil
}

// BandView is what everybody may see of a release of bands (R9): at the ends
// only that a share is at one of them. If some shares of a question are at an
// end and others are not, these would tell which end it is: then the question
// has no share.
func BandView(r *Release) *Release {
	public := *r
	public.Audience, public.Cells = Public, nil
	ends := map[string]int{}
	total := map[string]int{}
	for _, c := range r.Cells {
		total[c.Group]++
		if c.Lo == 0 || c.Hi == 1 {
			ends[c.Group]++
		}
	}
	for _, c := range r.Cells {
		switch {
		case ends[c.Group] == 0:
		case ends[c.Group] == total[c.Group]:
			steps := r.Policy.steps(r.Groups[c.Group].N)
			c.Edge, c.Lo, c.Hi = true, float64(steps[1])/100, float64(steps[len(steps)-2])/100
		default:
			continue
		}
		public.Cells = append(public.Cells, c)
	}
	return &public
}
