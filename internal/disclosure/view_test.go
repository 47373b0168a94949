package disclosure

import (
	"bytes"
	"testing"
)

func TestThePublicViewHidesWhichEndAQuestionIsAt(t *testing.T) {
	low := population(5, "2026", []int{17, 17, 16}, []int{8}, 0)
	low.set(0, -1, no)
	r := mustMake(t, low, nil)
	members, _ := r.Bytes()
	public := PublicView(r)
	want := Cell{Group: "2026/alle", Questions: Questions{"c-T01-01"}, Answers: []string{"ja"}, Edge: true, Lo: 8, Hi: 42}
	if !same(public.Cells[0], want) || public.Audience != Public {
		t.Errorf("got %+v", public.Cells[0])
	}
	if after, _ := r.Bytes(); !bytes.Equal(members, after) {
		t.Error("the release for members was changed")
	}
	for i, c := range public.Cells {
		if !c.Edge && !same(c, r.Cells[i]) {
			t.Errorf("cell %d: %+v", i, c)
		}
	}
	high := *r
	high.Cells = append([]Cell(nil), r.Cells...)
	high.Cells[0].Lo, high.Cells[0].Hi = 42, 50
	a, _ := public.Bytes()
	if b, _ := PublicView(&high).Bytes(); !bytes.Equal(a, b) {
		t.Error("the two ends look different")
	}
}

func TestAnOrdinaryCountThatLooksLikeAnEndStays(t *testing.T) {
	// with T = 4 and g = 9 a rounded zero is 0–4 of 10, as wide as a coded end
	o := Options{Policy: Policy{T: 3, Rho: 0.1, G: 9, MinClass: 10}}
	table := population(5, "2026", []int{10}, []int{8}, 0)
	for i, u := range table.Units {
		u.Answers[0] = []uint8{yes, no}[i%2]
	}
	r, list := Make(table, nil, o)
	if len(list) > 0 {
		t.Fatal(list)
	}
	for i, c := range PublicView(r).Cells[:4] {
		if !same(c, r.Cells[i]) {
			t.Errorf("got %+v", c)
		}
	}
}
