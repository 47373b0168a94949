package disclosure

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

// story publishes rounds one after the other.
type story struct {
	t      *testing.T
	past   []Published
	ledger *Ledger
}

func (s *story) ask(table *Table) (*Publication, diag.List) {
	s.t.Helper()
	p, list, err := Publish(context.Background(), Request{Table: table, Past: s.past, Ledger: s.ledger, Options: options()})
	if err != nil {
		s.t.Fatal(err)
	}
	if (p == nil) == (len(list) == 0) {
		s.t.Fatalf("a publication and problems, or neither: %v", list)
	}
	return p, list
}

func (s *story) publish(table *Table) *Publication {
	s.t.Helper()
	p, list := s.ask(table)
	if len(list) > 0 {
		s.t.Fatal(list)
	}
	s.past = append(s.past, Published{table, p.Members})
	s.ledger = p.Ledger
	return p
}

func ids(list diag.List) (ids []string) {
	for _, p := range list {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func published(t *testing.T) (*story, []*Table) {
	_, tables := rounds(t, 3, []int{12, 8})
	s := &story{t: t, ledger: &Ledger{}}
	s.publish(tables[0])
	s.publish(tables[1])
	return s, tables
}

func TestRoundsArePublishedOneAfterTheOther(t *testing.T) {
	s, tables := published(t)
	p := s.publish(tables[2])
	if p.Members.Since.Round != "2024" || p.Public.Audience != Public || len(s.ledger.Entries) != 3 {
		t.Errorf("got %+v", p.Entry)
	}
	src, err := s.ledger.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadLedger(src); err != nil {
		t.Error(err)
	}
	again, _ := published(t)
	if q := again.publish(tables[2]); q.Entry.Members != p.Entry.Members || q.Entry.Previous != p.Entry.Previous {
		t.Error("the same story has another ledger")
	}
}

func TestWhatWasPublishedIsFrozen(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *story, tables []*Table)
		want   string
	}{
		"a round twice": {func(s *story, tables []*Table) { tables[2] = tables[1] }, "disclosure-again"},
		"a latecomer": {func(s *story, tables []*Table) {
			late := population(3, "2024", []int{17, 17, 18}, []int{12, 8}, 0.4)
			s.past[1].Table = late
		}, "disclosure-population"},
		"another class": {func(s *story, tables []*Table) {
			s.past[0].Table = tables[0].clone()
			s.past[0].Table.Units[0].Class = 2
		}, "disclosure-population"},
		"a missing round":  {func(s *story, tables []*Table) { s.past = s.past[:1] }, "disclosure-missing-round"},
		"another order":    {func(s *story, tables []*Table) { slices.Reverse(s.past) }, "disclosure-unknown-round"},
		"an unknown round": {func(s *story, tables []*Table) { s.ledger = &Ledger{} }, "disclosure-unknown-round"},
		"a changed figure": {func(s *story, tables []*Table) {
			r := *s.past[0].Release
			r.Cells = slices.Clone(r.Cells)
			r.Cells[0].Hi++
			s.past[0].Release = &r
		}, "disclosure-changed"},
		"other answers": {func(s *story, tables []*Table) {
			s.past[0].Table = tables[0].clone()
			s.past[0].Table.set(0, -1, yes)
			s.past[0].Table.set(1, -1, no)
		}, "disclosure-foreign"},
		"too few": {func(s *story, tables []*Table) { tables[2].Units = tables[2].Units[:9] }, "disclosure-few"},
	} {
		s, tables := published(t)
		c.change(s, tables)
		if _, list := s.ask(tables[2]); !slices.Contains(ids(list), c.want) {
			t.Errorf("%s: %v, want %s", name, ids(list), c.want)
		}
	}
}

func TestSelfDisclosuresRaiseThePolicyOfTheNextRound(t *testing.T) {
	s, tables := published(t)
	for range 2 {
		next, err := s.ledger.With(self("2024", "klein"))
		if err != nil {
			t.Fatal(err)
		}
		s.ledger = next
	}
	if p := s.publish(tables[2]); p.Members.Policy.T != 4 || p.Members.Policy.G != 7 {
		t.Errorf("got %+v", p.Members.Policy)
	}
}

// TestNothingTellsWhoTookPart looks for keys in all that leaves the package.
func TestNothingTellsWhoTookPart(t *testing.T) {
	const canary = "Kanarienstadt"
	_, tables := rounds(t, 3, []int{12, 8})
	for _, table := range tables {
		for i := range table.Units {
			table.Units[i].Key = canary + table.Units[i].Key
		}
	}
	s := &story{t: t, ledger: &Ledger{}}
	var out bytes.Buffer
	tell := func(list diag.List) { fmt.Fprintf(&out, "%+v\n", list) }
	for _, table := range tables {
		p := s.publish(table)
		for _, r := range []*Release{p.Members, p.Public} {
			src, _ := r.Bytes()
			out.Write(src)
		}
	}
	src, _ := s.ledger.Bytes()
	out.Write(src)
	_, list := s.ask(tables[2])
	tell(list)
	spoiled := tables[1].clone()
	spoiled.Units[3].Key = spoiled.Units[4].Key
	_, list = s.ask(spoiled)
	tell(list)
	bad := recoded(tables[0], s.past[0].Release, -1)
	tell(CheckForm(bad, nil, tables[0], nil))
	tell(verdict(t, []*Release{bad}, tables[:1], 2).Problems())
	tables[1].set(0, -1, yes)
	tables[1].set(1, -1, no)
	_, err := Check(context.Background(), []*Release{s.past[1].Release}, tables[1:2], 2, nil)
	fmt.Fprintln(&out, err)
	if err == nil || strings.Contains(out.String(), canary) || out.Len() < 1000 {
		t.Errorf("the name of a unit left the package, or nothing did: %v", err)
	}
}

func TestTheFormOfEveryFigureIsChecked(t *testing.T) {
	table := population(3, "2026", []int{17, 17, 18}, []int{12, 8}, 0)
	good := mustMake(t, table, nil)
	if list := CheckForm(good, PublicView(good), table, nil); len(list) > 0 {
		t.Fatal(list)
	}
	at := func(rule string) int {
		return slices.IndexFunc(good.Cells, func(c Cell) bool { return c.rule() == rule })
	}
	for name, c := range map[string]struct {
		spoil func(r, public *Release)
		rule  string
	}{
		"a narrower count":    {func(r, _ *Release) { r.Cells[at("R3")].Hi-- }, "R3"},
		"a narrower share":    {func(r, _ *Release) { r.Cells[at("R5")].Lo += 0.01 }, "R5"},
		"a narrower quartile": {func(r, _ *Release) { r.Cells[at("T4")].Hi -= 0.01 }, "T4"},
		"a cell is missing":   {func(r, _ *Release) { r.Cells = r.Cells[1:] }, "R3"},
		"a cell is added": {func(r, _ *Release) {
			r.Cells = append(r.Cells, Cell{Group: "2026/alle", Topic: "T01", Num: []string{"ja"}})
		}, "R5"},
		"another order":      {func(r, _ *Release) { slices.Reverse(r.Cells) }, "R6"},
		"a group is missing": {func(r, _ *Release) { r.Groups = map[string]Group{"2026/alle": {N: 52}} }, "R2"},
		"an end in public":   {func(r, p *Release) { p.Cells = r.Cells }, "R9"},
	} {
		r := *good
		r.Cells = slices.Clone(good.Cells)
		public := *PublicView(good)
		c.spoil(&r, &public)
		list := CheckForm(&r, &public, table, nil)
		if !slices.ContainsFunc(list, func(p diag.Problem) bool { return p.ID == "disclosure-form" && p.Args["rule"] == c.rule }) {
			t.Errorf("%s: %v, want %s", name, list, c.rule)
		}
	}
	for name, bad := range map[string]*Release{"width": recoded(table, good, 1), "no ends": recoded(table, good, -1), "decimals": precise(table, good)} {
		if len(CheckForm(bad, nil, table, nil)) == 0 {
			t.Errorf("%s: the form is accepted", name)
		}
	}
}
