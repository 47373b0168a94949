package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// root is the project's root.
const root = "../../.."

// shippedWords are the sentences that the project brings along.
func shippedWords(t testing.TB) Words {
	t.Helper()
	words, problems, err := LoadWords(os.DirFS(root), "data/"+WordsFile)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return words
}

// probe are the catalogues of the tests: probe-2023 and its successor.
func probe(t testing.TB) bsc.Catalogues {
	t.Helper()
	all, problems, err := bsc.Load(os.DirFS("testdata/site"), "data/bsc")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return all
}

// shipped are the catalogues of the portal.
func shipped(t testing.TB) bsc.Catalogues {
	t.Helper()
	all, _, err := bsc.Load(os.DirFS(root), "data/bsc")
	if err != nil || len(all) == 0 {
		t.Fatal("no catalogues", err)
	}
	return all
}

var pages = map[string]Page{
	"vorlagen/notfallkarte": {"Notfallkarte & mehr", "vorlagen/notfallkarte/"}, "leitfaden/bia": {"Folgen abschätzen", "leitfaden/bia/"},
}

// filled is a sheet whose answers are drawn; share of 0 to 4 says how many are "ja".
func filled(c *bsc.Catalogue, seed uint64, share int) *bsc.Sheet {
	r := rand.New(rand.NewPCG(seed, 1))
	s := &bsc.Sheet{Catalogue: c.ID, Member: "Musterstadt", Class: "mittel", Date: "2026-05-12", Author: "IT-Leitung", Replies: map[string]bsc.Reply{}}
	for i, q := range c.Questions {
		reply := bsc.Reply{Answer: bsc.Yes}
		if r.IntN(4) >= share {
			reply.Answer = bsc.Answer(r.IntN(5))
		}
		if reply.Answer != bsc.Yes && i%3 == 0 {
			reply.Reason, reply.Responsible, reply.Due = fmt.Sprintf("Grund %d", i), "Hauptamt", fmt.Sprintf("2026-%02d-15", 1+i%12)
		}
		s.Replies[q.ID] = reply
	}
	return s
}

// all gives every question the same answer.
func all(c *bsc.Catalogue, a bsc.Answer) *bsc.Sheet {
	s := &bsc.Sheet{Catalogue: c.ID, Replies: map[string]bsc.Reply{}}
	for _, q := range c.Questions {
		s.Replies[q.ID] = bsc.Reply{Answer: a}
	}
	return s
}

// round is a published round with the quarters of some topics and of the total.
func round(catalogue string, low, high float64) *disclosure.Release {
	r := &disclosure.Release{Format: disclosure.Format, Round: "2026", Audience: disclosure.Members, Catalogue: catalogue, Closed: "2026-06-30", Example: true}
	for _, topic := range []string{"T01", "T02+T03", "T99", ""} {
		for i, at := range []float64{low, high} {
			p := []int{25, 75}[i]
			r.Cells = append(r.Cells, disclosure.Cell{
				Group: "2026/alle", Questions: []string{"x"}, Num: []string{"ja"}, Half: []string{"teilweise"}, Den: []string{"ja", "teilweise", "nein"},
				P: p, Topic: topic, Lo: at - .025, Hi: min(at+.025, 1),
			})
		}
	}
	return r
}

type namedInput struct {
	name string
	in   Input
}

// inputs are the cases that both sides make reports of.
func inputs(t testing.TB) []namedInput {
	c, words := probe(t), shippedWords(t)
	now, then := c["probe-2026"], c["probe-2023"]
	base := Input{Catalogue: now, Words: words, Pages: pages, Date: "2026-07-31"}
	with := func(change func(*Input)) Input {
		in := base
		change(&in)
		return in
	}
	hostile := filled(now, 3, 1)
	hostile.Member, hostile.Class, hostile.Interviewed = "Gemeinde <Muster>  & \"Söhne\"\n\x01😀", "riesig", "=SUMME(A1)"
	for id, r := range hostile.Replies {
		r.Reason, r.Responsible, r.Due = "=1+1 </w:t> ]]> {n} @@BODY@@\t\u202eabc", "+49 <b>", "bald"
		hostile.Replies[id] = r
	}
	hostile.Replies["probe-2026-T09-99"] = bsc.Reply{Answer: bsc.Yes}
	list := []namedInput{
		{"mixed", with(func(in *Input) {
			in.Sheet, in.Previous, in.Release, in.Portal = filled(now, 1, 2), filled(then, 2, 1), round("probe-2026", .4, .75), "https://portal.example.org/"
		})},
		{"open", with(func(in *Input) { in.Sheet = &bsc.Sheet{Catalogue: now.ID} })},
		{"yes", with(func(in *Input) { in.Sheet, in.Release = all(now, bsc.Yes), round("probe-2026", .5, .975) })},
		{"no", with(func(in *Input) {
			in.Sheet, in.Previous, in.Release = all(now, bsc.No), all(now, bsc.No), round("probe-2026", .05, .1)
		})},
		{"not applicable", with(func(in *Input) {
			in.Sheet, in.Previous, in.Release = all(now, bsc.NotApplicable), all(then, bsc.NotApplicable), round("probe-2026", .4, .75)
		})},
		{"partly", with(func(in *Input) {
			in.Sheet, in.Previous, in.Release = all(now, bsc.Partly), all(then, bsc.Yes), round("probe-2026", .5, .5)
		})},
		{"hostile", with(func(in *Input) {
			in.Sheet, in.Previous, in.Release, in.Date = hostile, &bsc.Sheet{Catalogue: "fremd"}, round("probe-2023", .4, .75), "heute"
		})},
		{"first catalogue", Input{Catalogue: then, Sheet: filled(then, 9, 3), Words: words, Date: "2026-07-31"}},
	}
	for seed := range uint64(5) {
		list = append(list, namedInput{fmt.Sprintf("drawn %d", seed), with(func(in *Input) {
			in.Sheet, in.Previous, in.Release = filled(now, 100+seed, int(seed%5)), filled(then, 200+seed, int(seed%4)), round("probe-2026", .3+float64(seed%3)/20, .7)
		})})
	}
	return list
}
