package search

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/german"

	"github.com/kaaw/nachbar/internal/search/searchtest"
)

// closely finds the places of a query's words by analysing the whole text.
func closely(m *marker, text string) []string {
	var out []string
	m.analyzer.Each(text, func(t german.Token) {
		if t.Over > 0 && len(t.Terms) > 0 && t.Terms[0].Kind != german.Ident {
			return
		}
		if len(m.bonds(&t)) > 0 {
			out = append(out, fmt.Sprint(t.Start, "-", t.End))
		}
	})
	return out
}

func TestSkippingWordsByTheirFirstLettersLosesNone(t *testing.T) {
	all := searchtest.Hostile()
	text := strings.Join(all[:200], " ") + `
Die Übung, die Uebung und die Ubung. UEBUNG! Notfallübungen im Rathaus (Krisenstab); „Krisenstab“, Krisen` + "\u00ad" + `stab.
Aemter und Ämter, Amt, Räder, Bäder. Maßnahme, Massnahme, MASSNAHME. DER.4, DER.4.1, CON.3.A2, 200-4, § 8a, §§ 8a ff., 4.4.2, NIS2, B3S.
Mitarbeiter:innen, Mitarbeiter*innen, MitarbeiterInnen, Mitarbeiter/-innen, Mitarbeiter(innen). IT-Notfall-Stab, Not- und Krisenstab.
Qualifikation und qualifizieren, Auer, Bauer, quer, Quelle, Aue, neue Steuer, oede, Oeffnung, zue, aeae.`
	docs := append([]Document{{URL: "text", Body: text}}, portal...)
	e := NewEngine(build(t, portalOptions, docs...))
	queries := append(all[:200:200], "Übung", "Notfall Stab", "Krise", "Amt Rad Bad", "Maßnahme", "DER.4 200-4 CON.3.A2 4.4.2 NIS2 B3S", "§ 8a", "Mitarbeiter", "Qualifikation",
		"Auer Bauer quer Quelle", "neue Steuer", "Öffnung öde", "IT-Notfall-Stab", "a* b* c*", "ver* auf* des*")
	for _, query := range queries {
		q := Parse(query)
		r, err := rank(context.Background(), memory{e.store.(memory).Index}, e.Len(), e.planner.plan(&q), e.standIns, false)
		if err != nil {
			t.Fatal(err)
		}
		m := e.newMarker(r.slots)
		var got []string
		m.places(text, func(p place) { got = append(got, fmt.Sprint(p.start, "-", p.end)) })
		if want := closely(m, text); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: got %v\nwant %v", query, got, want)
		}
	}
}
