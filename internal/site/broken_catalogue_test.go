package site_test

import (
	"strings"
	"testing"
)

func TestBrokenCatalogues(t *testing.T) {
	const head = "id: c\ntitle: C\nversion: '1'\ndate: '2027-01-01'\nabout: Erfunden\nlicense: CC0\ntopics: [{id: T01, title: T, about: a}]\n"
	const question = "questions:\n  - id: c-T01-01\n    text: Gibt es das?\n    short: Das\n    help: h\n    evidence: e\n    advice: a\n    strength: Ordnung\n    risk: Unordnung\n    decision: Ordnen\n    weight: 1\n    effort: gering\n    priority: 1\n"
	catalogue := func(more string, pairs ...string) files {
		return files{"data/bsc/c/katalog.yaml": head, "data/bsc/c/t01.yaml": strings.NewReplacer(pairs...).Replace(question) + more, "data/bsc/stoppwoerter.yaml": "words: [server]\n"}
	}
	run(t, []broken{{
		name: "a module that does not exist", files: catalogue("    refs: {grundschutz: [CON.3, CON.4]}\n"),
		want: []string{"data/bsc/c/t01.yaml:2 bsc-module"},
	}, {
		name: "a page that does not exist", files: catalogue("    links: [seiten/a, seiten/nie]\n"),
		want: []string{"data/bsc/c/t01.yaml:2 bsc-link"},
	}, {
		name: "a technical word for the mayor", files: catalogue("", "Unordnung", "Der Server steht"),
		want: []string{"data/bsc/c/t01.yaml:2 bsc-jargon"},
	}, {
		name: "an effort that there is not", files: catalogue("", "effort: gering", "effort: riesig"),
		want: []string{"data/bsc/c/t01.yaml:12:13 *"},
	}})
}
