package bsc_test

import (
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/bsc"
)

const sampleText = `
    help: "Es geht um ein Papier, das gilt. ja: Es ist beschlossen."
    evidence: "Beschluss mit Datum"
    advice: "Mit der Vorlage beginnen."
    strength: "Ziele sind gesetzt."
    risk: "Niemand weiß, was gilt."
    decision: "Eine Leitlinie beschließen."
    weight: 3
    effort: gering
    priority: 1
    refs: {grundschutz: [ORP.1], wiba: [Organisation und Personal], bcm: ["200-4, 4"]}
    links: [vorlagen/leitlinie]
`

// catalogues are two small ones, the second a successor of the first.
func catalogues(t testing.TB) bsc.Catalogues {
	t.Helper()
	head := func(id, more string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`id: ` + id + `
title: "Kleiner Check"
version: "1.0"
date: "2030-01-15"
about: "Erfunden."
license: CC-BY-4.0
example: true
gspp: "Stand 1"
` + more + `topics:
  - {id: T01, title: "Organisation; Rollen", about: "Wer was tut.", wiba: ["Organisation und Personal"]}
  - {id: T02, title: Daten, about: "Wo was liegt."}
`)}
	}
	question := func(id, text, short string) string {
		return "  - id: " + id + "\n    text: \"" + text + "\"\n    short: \"" + short + "\"" + sampleText
	}
	topics := func(id string) (one, two *fstest.MapFile) {
		return &fstest.MapFile{Data: []byte("questions:\n" + question(id+"-T01-01", "Gibt es eine Leitlinie?", "Leitlinie") + question(id+"-T01-02", "Sind Rollen benannt?", "Rollen"))},
			&fstest.MapFile{Data: []byte("questions:\n" + question(id+"-T02-01", "Liegen Kopien der Daten an einem zweiten Ort?", "Zweiter Ort"))}
	}
	fsys := fstest.MapFS{"data/bsc/bsc-2028/katalog.yaml": head("bsc-2028", ""), "data/bsc/bsc-2030/katalog.yaml": head("bsc-2030", "predecessor: bsc-2028\n")}
	for _, id := range []string{"bsc-2028", "bsc-2030"} {
		fsys["data/bsc/"+id+"/t01.yaml"], fsys["data/bsc/"+id+"/t02.yaml"] = topics(id)
	}
	fsys["data/bsc/bsc-2030/zuordnung.yaml"] = &fstest.MapFile{Data: []byte(`changes:
  - {old: bsc-2028-T01-01, new: bsc-2030-T01-01, change: kept}
  - {old: bsc-2028-T01-02, new: bsc-2030-T01-02, change: changed, why: "Schärfer gefragt."}
  - {old: bsc-2028-T02-01, change: dropped}
  - {new: bsc-2030-T02-01, change: new}
`)}
	all, problems, err := bsc.Load(fsys, "data/bsc")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return all
}
