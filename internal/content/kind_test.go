package content

import "testing"

func TestTheKindComesFromThePageItsSectionsOrTheFolder(t *testing.T) {
	const event = "start: 2027-01-14"
	tree := load(t, site(
		"leitfaden/bia.md", front("a", "step: '7'"),
		"leitfaden/vertiefung/tief/x.md", front("a"),
		"leitfaden/brief.md", front("a", "kind: page"),
		"aktuelles/start.md", front("a", "date: 2027-01-01"),
		"basischeck/_index.md", front("a", "cascade: {catalogue: bsc-2026}"),
		"basischeck/t01.md", front("a", "topic: T01"),
		"basischeck/alt.md", front("a", "topic: T01", "catalogue: bsc-2023"),
		"ergebnisse/2026.md", front("a", "round: '2026'"),
		"prozesse/01-01.md", front("a", "process: '01-01'"),
		"termine/uebung.md", front("a", event),
		"wissen/tlp.md", front("a"),
		"wissen/termin.md", front("a", "kind: event", event),
		"leitfaden-alt/x.md", front("a"),
		// A section says otherwise for all below it, and a nearer one again.
		"leitfaden/briefe/_index.md", front("a", "cascade: {kind: page}"),
		"leitfaden/briefe/x.md", front("a"),
		"leitfaden/briefe/alt/x.md", front("a"),
		"leitfaden/briefe/neu/_index.md", front("a", "cascade: {kind: event}"),
		"leitfaden/briefe/neu/x.md", front("a", event),
		"leitfaden/briefe/neu/y.md", front("a", "kind: guide"),
		"leitfaden/briefe/neu/buendel/index.md", front("a", event),
	), public)
	for path, want := range map[string]Kind{
		"": Plain, "leitfaden": Plain, "leitfaden/briefe": Plain,
		"leitfaden/bia": Guide, "leitfaden/vertiefung/tief/x": Guide, "leitfaden/brief": Plain,
		"aktuelles/start": News, "basischeck": Plain, "basischeck/t01": Survey, "ergebnisse/2026": Survey, "prozesse/01-01": Process, "termine/uebung": Event,
		"wissen/tlp": Plain, "wissen/termin": Event, "leitfaden-alt/x": Plain,
		"leitfaden/briefe/x": Plain, "leitfaden/briefe/alt/x": Plain,
		"leitfaden/briefe/neu/x": Event, "leitfaden/briefe/neu/y": Guide, "leitfaden/briefe/neu/buendel": Event,
	} {
		p := page(t, tree, path)
		if p.Kind != want {
			t.Errorf("/%s is a %s, want %s", path, p.Kind, want)
		}
		if (p.Guide != nil) != hasStep(want) || (p.Event != nil) != (want == Event) || (p.Survey != nil) != (want == Survey) || (p.Process != nil) != (want == Process) {
			t.Errorf("/%s has the keys of another kind", path)
		}
	}
	if got := page(t, tree, "prozesse/01-01").Process.Process; got != "01-01" {
		t.Errorf("the process is %q", got)
	}
	if got := page(t, tree, "leitfaden/bia").Guide.Step; got != "7" {
		t.Errorf("the step is %q", got)
	}
	for path, want := range map[string]SurveyKeys{
		"basischeck/t01": {Catalogue: "bsc-2026", Topic: "T01"}, "basischeck/alt": {Catalogue: "bsc-2023", Topic: "T01"}, "ergebnisse/2026": {Round: "2026"},
	} {
		if got := *page(t, tree, path).Survey; got != want {
			t.Errorf("/%s has the keys %+v, want %+v", path, got, want)
		}
	}
}

func TestKeysOfAnotherKindAreUnknown(t *testing.T) {
	_, problems := loadAll(t, site(
		"wissen/a.md", front("a", "step: '7'"),
		"leitfaden/b.md", front("b", "start: 2027-01-14"),
		"termine/c.md", front("c", "start: 2027-01-14", "bcms: [reaktiv]"),
		"leitfaden/_index.md", front("d", "step: '7'"),
		"basischeck/f.md", front("f", "step: '7'"),
		"leitfaden/e.md", front("e", "kind: rezept"),
	), public)
	want := `content/basischeck/f.md:3:1 yaml-unknown-key
content/leitfaden/_index.md:3:1 yaml-unknown-key
content/leitfaden/b.md:3:1 yaml-unknown-key
content/leitfaden/e.md:3:7 yaml-bad-value
content/termine/c.md:4:1 yaml-unknown-key
content/wissen/a.md:3:1 yaml-unknown-key`
	if got := places(problems); got != want {
		t.Errorf("problems are\n%s\nwant\n%s", got, want)
	}
}
