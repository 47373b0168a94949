package bsc_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
)

func TestACatalogueIsHeldToModulesPagesAndPlainWords(t *testing.T) {
	c := sampleCatalogue(t)
	c.Questions[0].Refs.Grundschutz = []string{"ORP.1.A3", "CON.4"}
	c.Questions[1].Links = []string{"/vorlagen/leitlinie/", "vorlagen/nichts"}
	c.Questions[1].Short = " leitLINIE "
	c.Questions[2].Risk = "Der Server fällt aus, die Wasserversorgung nicht."
	facts := bsc.Facts{
		Module: func(id string) bool { return id == "ORP.1" },
		Page:   func(path string) bool { return path == "vorlagen/leitlinie" },
		Jargon: bsc.Jargon{"server"},
	}
	var got []string
	for _, p := range c.Check("data/bsc", facts) {
		got = append(got, fmt.Sprint(p.Path, ":", p.Line, " ", p.ID, " ", p.Args["id"], p.Args["ref"], p.Args["link"], p.Args["other"], p.Args["words"]))
	}
	want := []string{
		"data/bsc/bsc-2030/t01.yaml:2 bsc-module bsc-2030-T01-01CON.4", "data/bsc/bsc-2030/t01.yaml:16 bsc-link bsc-2030-T01-02vorlagen/nichts",
		"data/bsc/bsc-2030/t01.yaml:16 bsc-short bsc-2030-T01-02bsc-2030-T01-01", "data/bsc/bsc-2030/t02.yaml:2 bsc-jargon bsc-2030-T02-01server",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if found := sampleCatalogue(t).Check("data/bsc", bsc.Facts{}); len(found) > 0 {
		t.Errorf("a sound catalogue has problems: %v", found)
	}
}
