package bsc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// Round is the answers of all members in one round. It exists in memory and in
// the private folder of whoever counts it, and nowhere else.
type Round struct {
	ID        string // "2026"
	Catalogue *Catalogue
	Sheets    []*Sheet
}

// Class is a size class of municipalities.
type Class struct{ ID, Title string }

// Classes are the size classes of published results (three, each with ten
// members or more), by number of inhabitants.
func Classes() []Class {
	return []Class{
		{"klein", "bis 10.000 Einwohner"},
		{"mittel", "10.001 bis 25.000 Einwohner"},
		{"gross", "über 25.000 Einwohner"},
	}
}

// Answers of the table, in its order.
const (
	tableYes = iota
	tablePartly
	tableNo
	tableNotApplicable
)

// Unanswered is what happens to questions without an answer when a round is
// counted.
type Unanswered string

// Refuse stops the count; CountNo counts open questions as "nein".
const (
	Refuse  Unanswered = ""
	CountNo Unanswered = "nein"
)

// Table is the round as package disclosure takes it: without names. Problems
// name sheets by their number, never a member.
func (r *Round) Table(open Unanswered) (disclosure.Table, diag.List) {
	t := disclosure.Table{
		Round: r.ID, Catalogue: r.Catalogue.ID, Example: r.Catalogue.Example, Set: "bsc",
		Answers:   []string{"ja", "teilweise", "nein", "entbehrlich"},
		Sensitive: [][]int{{tableYes}, {tablePartly}, {tableNo}, {tableNotApplicable}, {tablePartly, tableNo}},
		Yes:       []int{tableYes}, Half: []int{tablePartly},
		Applicable: []int{tableYes, tablePartly, tableNo},
	}
	for _, class := range Classes() {
		t.Classes, t.Titles = append(t.Classes, class.ID), append(t.Titles, class.Title)
	}
	for _, topic := range r.Catalogue.Topics {
		group := disclosure.Topic{ID: topic.ID}
		for _, q := range r.Catalogue.Of(topic.ID) {
			group.Questions = append(group.Questions, len(t.Questions))
			t.Questions = append(t.Questions, q.ID)
		}
		t.Topics = append(t.Topics, group)
	}
	problems := r.fill(&t, open)
	return t, problems
}

// fill adds the units and names what is wrong with the sheets.
func (r *Round) fill(t *disclosure.Table, open Unanswered) diag.List {
	var problems diag.List
	seen := map[string]int{}
	for i, s := range r.Sheets {
		place := r.place(i)
		key := MemberKey(s.Member)
		if other, twice := seen[key]; twice {
			problems.Add(diag.New("bsc-member-twice", place, 0, "other", r.place(other)))
		}
		seen[key] = i
		if s.Member == "" {
			problems.Add(diag.New("bsc-member-missing", place, 0))
		}
		if s.Catalogue != r.Catalogue.ID {
			problems.Add(diag.New("bsc-mixed", place, 0, "catalogue", s.Catalogue, "want", r.Catalogue.ID))
			continue
		}
		class := slices.Index(t.Classes, s.Class)
		if class < 0 {
			problems.Add(diag.New("bsc-class", place, 0, "known", strings.Join(t.Classes, ", ")))
			continue
		}
		answers, missing := s.codes(t.Questions, open)
		if missing > 0 && open == Refuse {
			problems.Add(diag.New("bsc-unanswered", place, 0, "n", strconv.Itoa(missing), "of", strconv.Itoa(len(t.Questions))))
		}
		if missing > 0 {
			t.Unanswered = string(open)
		}
		t.Units = append(t.Units, disclosure.Unit{Key: key, Class: class, Answers: answers})
	}
	return problems
}

// Counted is the round with open questions as Table counts them.
func (r *Round) Counted(open Unanswered) *Round {
	if open == Refuse {
		return r
	}
	out := &Round{ID: r.ID, Catalogue: r.Catalogue}
	for _, s := range r.Sheets {
		c := *s
		c.Replies = maps.Clone(s.Replies)
		for _, q := range r.Catalogue.Questions {
			if c.Answer(q.ID) == Open {
				c.Replies[q.ID] = Reply{Answer: No}
			}
		}
		out.Sheets = append(out.Sheets, &c)
	}
	return out
}

// place names a sheet without saying whose it is.
func (r *Round) place(i int) string { return SheetPlace(r.ID, i) }

// SheetPlace is the name of a sheet by its number, counted from 0.
func SheetPlace(round string, i int) string { return fmt.Sprintf("%s/#%02d", round, i+1) }

// codes are the answers as the table counts them, and how many are open.
func (s *Sheet) codes(questions []string, open Unanswered) (codes []uint8, missing int) {
	codes = make([]uint8, len(questions))
	for i, id := range questions {
		switch s.Answer(id) {
		case Yes:
			codes[i] = tableYes
		case Partly:
			codes[i] = tablePartly
		case No:
			codes[i] = tableNo
		case NotApplicable:
			codes[i] = tableNotApplicable
		default:
			codes[i] = tableNo
			missing++
		}
	}
	return codes, missing
}

// MemberKey names a member without saying who it is; it is the same for spellings that differ in case, blanks and dashes.
func MemberKey(name string) string {
	folded := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\u00a0-–.,", c) {
			return -1
		}
		return c
	}, strings.ToLower(norm.NFC.String(name)))
	sum := sha256.Sum256([]byte("nachbar member\x00" + folded))
	return hex.EncodeToString(sum[:16])
}
