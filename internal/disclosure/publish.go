package disclosure

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// Published is a round before: its answers, and its release for members as it
// was published.
type Published struct {
	Table   *Table
	Release *Release
}

// Request is a round that is to be published.
type Request struct {
	Table *Table
	// Past are all rounds published before, in their order.
	Past   []Published
	Ledger *Ledger
	// Options.Policy is the policy without self-disclosures; the ledger raises it.
	Options Options
}

// Publication is what may be written: nothing else may.
type Publication struct {
	Members, Public *Release
	// Ledger is the ledger with the round in it; Entry is its last line.
	Ledger  *Ledger
	Entry   Entry
	Verdict *Verdict
}

// Publish is the one door. It makes the release of a round, checks its form by
// computing every cell again, and runs the gate over all rounds so far; it gives
// a publication only if all rules hold. Otherwise the problems say which does
// not, where, and what to do; nothing is repaired by itself, for a repair that
// depends on answers tells about them. No problem holds an answer or a unit.
//
// The error is one of ctx.
func Publish(ctx context.Context, q Request) (*Publication, diag.List, error) {
	o := q.Options
	o.Policy = q.Ledger.Policy(o.Policy)
	list := q.Ledger.refuse(q.Table, q.Past)
	var before *Table
	if n := len(q.Past); n > 0 {
		before = q.Past[n-1].Table
	}
	members, problems := Make(q.Table, before, o)
	list.Add(problems...)
	if len(list) > 0 {
		return nil, list, nil
	}
	p := &Publication{Members: members, Public: PublicView(members)}
	list.Add(CheckForm(p.Members, p.Public, q.Table, before)...)
	if len(list) > 0 {
		return nil, list, nil
	}
	verdict, problems, err := gateAll(ctx, q, members)
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	p.Verdict = verdict
	if p.Entry, err = newEntry(q.Table, p.Members, p.Public); err != nil {
		return nil, nil, err
	}
	if p.Ledger, err = q.Ledger.With(p.Entry); err != nil {
		return nil, nil, err
	}
	p.Entry = p.Ledger.Entries[len(p.Ledger.Entries)-1]
	return p, nil, nil
}

// gateAll runs the gate over all rounds and the new one (R11), against coalitions
// of T − 1: T counts the unit that tells its answers itself.
func gateAll(ctx context.Context, q Request, members *Release) (*Verdict, diag.List, error) {
	var releases []*Release
	var tables []*Table
	for _, p := range q.Past {
		releases, tables = append(releases, p.Release), append(tables, p.Table)
	}
	releases, tables = append(releases, members), append(tables, q.Table)
	v, err := Check(ctx, releases, tables, members.Policy.T-1, nil)
	switch {
	case errors.Is(err, ErrForeign):
		return nil, diag.List{diag.New("disclosure-foreign", "", 0, "rule", "R1", "round", q.Table.Round)}, nil
	case err != nil:
		return nil, nil, err
	}
	return v, v.Problems(), nil
}

// Problems lists what the gate found (R11), without units.
func (v *Verdict) Problems() diag.List {
	var list diag.List
	for _, f := range v.Findings {
		list.Add(diag.New("disclosure-"+string(f.Status), "", 0, "rule", "R11", "criterion", f.Rule, "round", f.Round,
			"group", f.Group, "question", f.Question, "family", strings.Join(f.Family, ", "),
			"coalition", strconv.Itoa(len(f.Coalition))))
	}
	return list
}

// CheckForm computes a round's release again and reports every figure that is not
// as the rules say: R3 for questions over all units, R4 for questions by class,
// R5 for topics, R2 for groups, T4 for quartiles, R9 for the public view.
func CheckForm(members, public *Release, t, before *Table) diag.List {
	var list diag.List
	byClass := false
	for _, c := range members.Cells {
		byClass = byClass || c.isCount() && c.Group != t.Round+"/"+All
	}
	again, problems := Make(t, before, Options{Policy: members.Policy, ClassCounts: byClass})
	if len(problems) > 0 {
		return problems
	}
	bad := func(rule, group, what string) {
		list.Add(diag.New("disclosure-form", "", 0, "rule", rule, "round", t.Round, "group", group, "what", what))
	}
	compareCells(again, members, bad)
	if head(again) != head(members) {
		bad("R2", t.Round+"/"+All, "groups")
	}
	if public != nil && (head(PublicView(members)) != head(public) || lines(PublicView(members)) != lines(public)) {
		bad("R9", t.Round+"/"+All, Public)
	}
	return list
}

// compareCells reports cells that are missing, added or changed.
func compareCells(want, got *Release, bad func(rule, group, what string)) {
	left := map[string]bool{}
	for _, c := range want.Cells {
		left[text(c)] = true
	}
	for _, c := range got.Cells {
		if key := text(c); left[key] {
			delete(left, key)
		} else {
			bad(c.rule(), c.Group, c.about())
		}
	}
	for _, c := range want.Cells {
		if left[text(c)] {
			bad(c.rule(), c.Group, c.about())
		}
	}
	if len(left) == 0 && len(want.Cells) == len(got.Cells) && lines(want) != lines(got) {
		bad("R6", want.Round+"/"+All, "order")
	}
}

// rule is the rule that makes a cell.
func (c *Cell) rule() string {
	switch {
	case c.P > 0:
		return "T4"
	case len(c.Num) > 0:
		return "R5"
	case strings.HasSuffix(c.Group, "/"+All):
		return "R3"
	}
	return "R4"
}

func (c *Cell) about() string {
	if c.Topic != "" || len(c.Questions) != 1 {
		return c.Topic
	}
	return c.Questions[0]
}

// text, lines and head are the parts of a release's file, to compare them.
func text(c Cell) string { return lines(&Release{Cells: []Cell{c}}) }

func lines(r *Release) string {
	src, err := (&Release{Cells: r.Cells}).Bytes()
	if err != nil {
		return err.Error()
	}
	return string(src)
}

func head(r *Release) string {
	bare := *r
	bare.Cells = nil
	src, err := bare.Bytes()
	if err != nil {
		return err.Error()
	}
	return string(src)
}
