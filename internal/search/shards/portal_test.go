package shards_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// vocabulary are the words of made-up texts.
var vocabulary = strings.Fields(`Notfallhandbuch Geschäftsfortführung Übung Stab Krisenstab Strom Stromausfall Netz
	Netzgerät Hochspannungsnetzgerät Wiederanlauf Plan Wiederanlaufplan Frist BIA DER.4 200-4 Rathaus Bürgeramt Amt
	Feuerwehr Kommune die der und im bei prüfen läuft ausfällt Ernstfall Ausfallzeit Ausfall Zeit Prozess 😀 Prüfplan`)

// portal makes documents by chance, some of them long, some without a body.
func portal(n int, seed uint64) []search.Document {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	words := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(pick(vocabulary...))
			if r.IntN(9) == 0 {
				fmt.Fprint(&b, r.IntN(5000), "wort")
			}
			b.WriteString(pick(" ", " ", " ", "\n"))
		}
		return strings.TrimSpace(b.String())
	}
	var docs []search.Document
	for i := range n {
		section := pick("leitfaden", "wissen")
		d := search.Document{
			URL: fmt.Sprintf("%s/seite-%03d/index.html", section, i), Title: words(3), Trail: section,
			Kind: pick("guide", "page"), Section: section, Summary: words(r.IntN(40)), Body: words(r.IntN(80)),
		}
		if i%7 == 3 {
			d.Body, d.Levels, d.Tags = "", []string{"aufbau", "reaktiv"}, []string{"Übung", "BIA"}
		}
		if i%50 == 49 {
			d.Body = words(6000)
		}
		for range r.IntN(5) {
			title := words(2)
			d.Headings = append(d.Headings, search.Section{Anchor: fmt.Sprint("a", len(d.Headings)), Title: title, Start: len(d.Body) + 1})
			d.Body += "\n" + title + "\n" + words(30)
		}
		docs = append(docs, d)
	}
	return docs
}

var options = search.Options{
	Synonyms: [][]string{{"BIA", "Business-Impact-Analyse"}, {"Bürgeramt", "Amt der Bürger"}},
	Titles:   map[search.Facet]map[string]string{search.FacetKind: {"guide": "Leitfaden", "event": "Termin"}},
}

func index(t testing.TB, docs []search.Document) *search.Index {
	t.Helper()
	b, err := search.NewBuilder(options)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := b.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	ix, err := b.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func write(t testing.TB, ix *search.Index, opt shards.Options) files {
	t.Helper()
	out := files{}
	err := shards.Write(context.Background(), ix, opt, func(name string, body []byte) error {
		if out[name] != nil {
			t.Errorf("%s is put twice", name)
		}
		out[name] = bytes.Clone(body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
