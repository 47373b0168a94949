package results

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// catalogues are "alt" and "neu", which follows it: the first question
// of each topic is new, the second of T01 was changed, the others are kept. The last topic
// is too small for figures of its own.
func catalogues(t testing.TB) bsc.Catalogues {
	t.Helper()
	sizes := []int{12, 10, 9, 6}
	fsys := fstest.MapFS{}
	changes := "changes:\n"
	for _, id := range []string{"alt", "neu"} {
		head := fmt.Sprintf("id: %s\ntitle: %s\nversion: '1'\ndate: '2026-01-01'\nabout: Probe\nlicense: CC0-1.0\nexample: true\n", id, id)
		if id == "neu" {
			head += "predecessor: alt\n"
		}
		head += "topics:\n"
		for i, n := range sizes {
			topic := fmt.Sprintf("T%02d", i+1)
			head += fmt.Sprintf("  - {id: %s, title: Thema %d, about: a}\n", topic, i+1)
			file := "questions:\n"
			for q := range n {
				qid := fmt.Sprintf("%s-%s-%02d", id, topic, q+1)
				file += fmt.Sprintf("  - {id: %s, text: 'Frage %[1]s?', short: 'Kurz %[1]s', help: h, evidence: e, advice: a, strength: s, risk: r, decision: d, weight: 1, effort: gering, priority: 1}\n", qid)
				if id == "neu" {
					changes += change(topic, q)
				}
			}
			fsys["data/bsc/"+id+"/"+strings.ToLower(topic)+".yaml"] = &fstest.MapFile{Data: []byte(file)}
		}
		fsys["data/bsc/"+id+"/katalog.yaml"] = &fstest.MapFile{Data: []byte(head)}
	}
	fsys["data/bsc/neu/zuordnung.yaml"] = &fstest.MapFile{Data: []byte(changes)}
	all, problems, err := bsc.Load(fsys, "data/bsc")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return all
}

func change(topic string, q int) string {
	before, now := fmt.Sprintf("alt-%s-%02d", topic, q+1), fmt.Sprintf("neu-%s-%02d", topic, q+1)
	switch q {
	case 0:
		return fmt.Sprintf("  - {new: %s, change: new}\n  - {old: %s, change: dropped}\n", now, before)
	case 1:
		if topic != "T01" {
			break
		}
		return fmt.Sprintf("  - {old: %s, new: %s, change: changed}\n", before, now)
	}
	return fmt.Sprintf("  - {old: %s, new: %s, change: kept}\n", before, now)
}

// population makes the answers of n units: some municipalities do better in all
// questions, some questions are harder for all.
func population(c *bsc.Catalogue, round string, n int, gain float64, seed uint64) *disclosure.Table {
	random := rand.New(rand.NewPCG(seed, 7))
	t := &disclosure.Table{
		Round: round, Catalogue: c.ID, Closed: round + "-06-30", Example: true, Set: "bsc",
		Answers: []string{"ja", "teilweise", "nein", "entbehrlich"}, Sensitive: [][]int{{0}, {1}, {2}, {3}, {1, 2}},
		Yes: []int{0}, Half: []int{1}, Applicable: []int{0, 1, 2},
		Classes: []string{"klein", "mittel", "gross"}, Titles: []string{"klein", "mittel", "groß"},
	}
	hard := make([]float64, len(c.Questions))
	for i, q := range c.Questions {
		if t.Questions = append(t.Questions, q.ID); len(t.Topics) == 0 || t.Topics[len(t.Topics)-1].ID != q.Topic {
			t.Topics = append(t.Topics, disclosure.Topic{ID: q.Topic})
		}
		topic := &t.Topics[len(t.Topics)-1]
		topic.Questions = append(topic.Questions, i)
		hard[i] = 1.3 * random.NormFloat64()
	}
	for u := range n {
		ability := random.NormFloat64() + gain
		unit := disclosure.Unit{Key: fmt.Sprint("k", u), Class: u * 3 / n}
		for i := range c.Questions {
			x := ability - hard[i] + random.NormFloat64()
			a := uint8(2)
			switch {
			case random.Float64() < 0.06:
				a = 3
			case x > 0:
				a = 0
			case x > -0.7:
				a = 1
			}
			unit.Answers = append(unit.Answers, a)
		}
		t.Units = append(t.Units, unit)
	}
	return t
}

// release is what is published of a table: for members, and for everybody.
func release(t testing.TB, table, before *disclosure.Table) (members, public *disclosure.Release) {
	t.Helper()
	r, problems := disclosure.Make(table, before, disclosure.Options{Policy: disclosure.DefaultPolicy()})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return r, disclosure.PublicView(r)
}

func read(t testing.TB, r *disclosure.Release, all bsc.Catalogues) *Round {
	t.Helper()
	round, faults := New(r, all)
	if len(faults) > 0 {
		t.Fatalf("faults %v", faults)
	}
	return round
}

// truth is the real share of "ja" among the applicable answers to some questions.
func truth(table *disclosure.Table, questions []*Question) float64 {
	yes, applicable, _ := tally(table, questions)
	return float64(yes) / float64(applicable)
}

// met is the real share of "ja" among all answers to some questions.
func met(table *disclosure.Table, questions []*Question) float64 {
	yes, _, all := tally(table, questions)
	return float64(yes) / float64(all)
}

func tally(table *disclosure.Table, questions []*Question) (yes, applicable, all int) {
	wanted := map[string]bool{}
	for _, q := range questions {
		wanted[q.ID] = true
	}
	for _, u := range table.Units {
		for i, a := range u.Answers {
			if !wanted[table.Questions[i]] {
				continue
			}
			all++
			if a != 3 {
				applicable++
			}
			if a == 0 {
				yes++
			}
		}
	}
	return yes, applicable, all
}
