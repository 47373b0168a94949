package view

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheIndexHasALetterForEveryFirstLetter(t *testing.T) {
	m := newWorld(
		"content/leitfaden/_index.md", page("Leitfaden"), "content/leitfaden/a.md", page("BIA"),
		"content/b.md", page("Übung"), "content/c.md", page("'§ 8a BSIG'"), "content/d.md", page("'24 Stunden'"), "content/e.md", page("Änderung"),
		"content/f.md", page("„Ablage“"), "content/g.md", page("Umlauf"), "content/h.md", page("Éclair"), "content/i.md", page("Åland"),
		"content/j.md", page("Жук"), "content/k.md", page("—"), "content/l.md", page("BIA"),
		"data/glossar.yaml", "- {id: bao, term: Besondere Aufbauorganisation, abbr: BAO, short: s}\n- {id: lage, term: Lage, short: s}\n",
	).model(t)
	p := apart(t, m, m.Tree.Home, IndexPath, "A–Z", "az", List{})
	var lines []string
	for _, letter := range p.Letters() {
		line := letter.Letter + " #" + letter.Anchor + ":"
		for _, e := range letter.Entries {
			line += fmt.Sprintf(" %s→%s", e.Title, e.URL)
			if e.Context != "" || e.Kind == "term" {
				line += fmt.Sprintf(" (%s %s)", e.Kind, e.Context)
			}
		}
		lines = append(lines, line)
	}
	want := `0–9 #az-0-9: —→../k/ 24 Stunden→../d/ § 8a BSIG→../c/ Жук→../j/
A #az-a: „Ablage“→../f/ Åland→../i/ Änderung→../e/
B #az-b: BAO – Besondere Aufbauorganisation→../glossar/#bao (term ) BIA→../l/ BIA→../leitfaden/a/ (guide Leitfaden)
E #az-e: Éclair→../h/
L #az-l: Lage→../glossar/#lage (term ) Leitfaden→../leitfaden/
U #az-u: Übung→../b/ Umlauf→../g/`
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("the index is\n%s\nwant\n%s", got, want)
	}
	if len(at(t, m, "b").Letters()) > 0 {
		t.Error("a page that is no index has letters")
	}
}
