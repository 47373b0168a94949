package shards_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

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

func TestTermsAndListsAreThoseOfTheIndex(t *testing.T) {
	ix := index(t, portal(300, 1))
	out := write(t, ix, shards.Options{})
	want := map[string]termFile{}
	for i, term := range ix.Terms() {
		f := termFile{field: byte(term.Field), text: term.Text, parts: term.Parts}
		for doc, impact := range ix.Postings(i) {
			f.docs, f.impacts = append(f.docs, doc), append(f.impacts, byte(impact))
		}
		want[string(f.field)+f.text] = f
	}
	got := out.terms(t)
	if len(got) != len(want) {
		t.Errorf("%d terms, the index has %d", len(got), len(want))
	}
	for i, f := range got {
		if w := want[string(f.field)+f.text]; !reflect.DeepEqual(f, w) {
			t.Errorf("got %+v\nwant %+v", f, w)
		}
		if i > 0 && cmp.Or(cmp.Compare(got[i-1].text, f.text), cmp.Compare(got[i-1].field, f.field)) >= 0 {
			t.Errorf("%c %q stands behind %c %q", f.field, f.text, got[i-1].field, got[i-1].text)
		}
	}
	if n := len(out.root(t).Terms.Refs); n < 5 {
		t.Errorf("only %d shards of terms: the test says little", n)
	}
}

func TestLongListsAreShardsOfTheirOwn(t *testing.T) {
	var docs []search.Document
	for i := range 2500 {
		docs = append(docs, search.Document{URL: fmt.Sprintf("%04d.html", i), Title: "Stab", Body: "Stab und Plan"})
	}
	ix := index(t, docs)
	out := write(t, ix, shards.Options{Stable: true})
	if out["d/p1.js"] == nil {
		t.Error("no list is a shard of its own")
	}
	for _, f := range out.terms(t) {
		if len(f.docs) != 2500 || f.docs[2499] != 2499 {
			t.Errorf("%c %s has %d documents", f.field, f.text, len(f.docs))
		}
	}
	r := out.root(t)
	if len(r.Docs.Dirs) != 0 || len(r.Docs.Refs) != (2500+15)/16 || r.Block != 16 {
		t.Errorf("%d blocks of %d documents", len(r.Docs.Refs), r.Block)
	}
}

func TestDocumentsAndTextsAreThoseOfTheIndex(t *testing.T) {
	ix := index(t, portal(300, 2))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	texts := out.flat(t, r.Texts)
	long := 0
	for doc := range ix.Len() {
		d := ix.Document(doc)
		body, err := ix.Text(doc)
		if err != nil {
			t.Fatal(err)
		}
		var block [][]any
		out.json(t, r.Docs.Refs[doc/r.Block], &block)
		got := block[doc%r.Block]
		want := []any{d.URL, d.Anchor, d.Title, d.Trail, d.Kind, d.Section, d.Brief()}
		if !reflect.DeepEqual(got[:7], want) {
			t.Errorf("document %d is %v\nwant %v", doc, got[:7], want)
		}
		at := func(i int) int { return int(got[i].(float64)) }
		written, headings := out.body(t, texts, at(7), at(8), at(9))
		if written != body {
			t.Errorf("body of %s is %q\nwant %q", d.URL, written, body)
		}
		if at(9) > 1 {
			long++
		}
		for i, s := range d.Headings {
			start := len(utf16.Encode([]rune(body[:s.Start])))
			if want := [3]any{s.Anchor, s.Title, float64(start)}; i >= len(headings) || headings[i] != want {
				t.Errorf("headings of %s are %v, want %v at %d", d.URL, headings, want, i)
			}
		}
	}
	if long == 0 {
		t.Error("no body is cut into pieces: the test says little")
	}
}

func TestTextsNameTheirCompounds(t *testing.T) {
	ix := index(t, portal(120, 3))
	out := write(t, ix, shards.Options{})
	known := map[string]string{}
	for _, term := range ix.Terms() {
		if term.Field == search.Word && len(term.Parts) > 0 {
			known[term.Text] = strings.Join(append([]string{term.Text}, term.Parts...), "|")
		}
	}
	seen := map[string]bool{}
	for _, ref := range out.flat(t, out.root(t).Texts).Refs {
		var b textBlock
		out.json(t, ref, &b)
		for _, c := range b.C {
			stem, _, _ := strings.Cut(c, "|")
			if seen[stem] = true; known[stem] != c {
				t.Errorf("compound %q, the index has %q", c, known[stem])
			}
		}
		for _, x := range b.T {
			if strings.Contains(x.B, "Hochspannungsnetzgerät ") && !slices.Contains(b.C, known["hochspannungsnetzgerat"]) {
				t.Errorf("a block with Hochspannungsnetzgerät knows only %q", b.C)
			}
		}
	}
	if len(seen) != len(known) || len(known) < 6 {
		t.Errorf("%d of %d compounds stand in a block", len(seen), len(known))
	}
}

func TestWordsAreShownAsTheyAreWritten(t *testing.T) {
	ix := index(t, portal(100, 4))
	var want []string
	for _, term := range ix.Terms() {
		if term.Field == search.Word && search.Comparable(term.Text) {
			want = append(want, fmt.Sprint(term.Text, " ", term.DF, " ", cmp.Or(term.Shown, term.Text)))
		}
	}
	slices.SortStableFunc(want, func(a, b string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(strings.Index(a, " "), strings.Index(b, " ")), cmp.Compare(a, b))
	})
	if got := write(t, ix, shards.Options{}).words(t); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestFacetsLeadToTheirDocuments(t *testing.T) {
	ix := index(t, portal(100, 5))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	if _, ok := r.Facets["rolle"]; ok || len(r.Facets) != 4 {
		t.Errorf("facets %v", r.Facets)
	}
	if got := r.Facets["typ"]; !slices.Equal(got.Values, []string{"guide", "page"}) || !maps.Equal(got.Titles, map[string]string{"guide": "Leitfaden"}) {
		t.Errorf("kinds %v", got)
	}
	for _, f := range search.Facets() {
		lists := map[string][]int{}
		if entry, ok := r.Facets[string(f)]; ok {
			out.json(t, entry.Ref, &lists)
		}
		for id, list := range lists {
			for i := 1; i < len(list); i++ {
				list[i] += list[i-1]
			}
			for doc := range ix.Len() {
				d := ix.Document(doc)
				if slices.Contains(d.Values(f), id) != slices.Contains(list, doc) {
					t.Errorf("%s %s: %v is wrong about %d", f, id, list, doc)
				}
			}
		}
		if len(lists) != len(ix.FacetValues(f)) {
			t.Errorf("%s has %d values, want %d", f, len(lists), len(ix.FacetValues(f)))
		}
	}
}

func TestRootHasTheSynonymsAndTheLexicon(t *testing.T) {
	ix := index(t, portal(60, 6))
	out := write(t, ix, shards.Options{})
	r := out.root(t)
	if r.V != 1 || r.N != 60 || r.Block != 64 {
		t.Errorf("root %+v", r)
	}
	bia := r.Synonyms[0][0]
	if bia.Text != "BIA" || bia.Words[0].Key != "bia" || bia.Words[0].Forms[0] != [3]any{"w", "bia", 1.0} {
		t.Errorf("synonyms %v", r.Synonyms)
	}
	lexicon, pieces, _ := strings.Cut(string(out.load(t, r.Lexicon)), "\n#\n")
	if lexicon+"\n" != ix.Lexicon() || !strings.Contains(pieces, "ausfall ") || strings.Count(pieces, "\n") != len(ix.Pieces()) {
		t.Errorf("lexicon %q, pieces %q", lexicon, pieces)
	}
}

func TestEqualIndexesGiveEqualFiles(t *testing.T) {
	docs := portal(200, 7)
	first := write(t, index(t, docs), shards.Options{})
	slices.Reverse(docs)
	if second := write(t, index(t, docs), shards.Options{}); !maps.EqualFunc(first, second, bytes.Equal) {
		t.Error("the files differ")
	}
}

func TestAWordMoreLeavesMostShardsAlone(t *testing.T) {
	docs := portal(400, 8)
	before := write(t, index(t, docs), shards.Options{})
	docs[200].Body += " Feuerwehr"
	after := write(t, index(t, docs), shards.Options{})
	changed := 0
	for name := range after {
		if before[name] == nil {
			changed++
		}
	}
	if len(after) < 40 || changed == 0 || changed > len(after)/4 {
		t.Errorf("%d of %d files are new", changed, len(after))
	}
}

func TestNothingOfADocumentThatLeftRemains(t *testing.T) {
	docs := portal(50, 9)
	docs[7].Title, docs[7].Body = "Geheimplan", "Verschwiegenes Zaubersprüchlein, Übung Geheimplan"
	docs[7].Summary, docs[7].Tags = "Geheimplan", []string{"Geheimplan"}
	has := func(out files) bool {
		for name := range out {
			ref := strings.TrimSuffix(strings.TrimPrefix(name, "d/"), ".js")
			body := strings.ToLower(string(out.load(t, ref)))
			for _, word := range []string{"geheimplan", "zauberspr", "verschwieg", docs[7].URL} {
				if strings.Contains(body, word) {
					return true
				}
			}
		}
		return false
	}
	if !has(write(t, index(t, docs), shards.Options{})) {
		t.Error("the document cannot be found: the test says nothing")
	}
	if has(write(t, index(t, slices.Delete(slices.Clone(docs), 7, 8)), shards.Options{})) {
		t.Error("the document left traces")
	}
}

func TestStableNamesAreNumbers(t *testing.T) {
	docs := portal(100, 10)
	before := write(t, index(t, docs), shards.Options{Stable: true})
	docs[50].Body += " Feuerwehr"
	after := write(t, index(t, docs), shards.Options{Stable: true})
	if a, b := slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)); !slices.Equal(a, b) {
		t.Errorf("names %q became %q", a, b)
	}
	for _, name := range []string{"index.js", "d/t1.js", "d/d2.js", "d/b1.js", "d/w1.js", "d/l1.js", "d/f1.js"} {
		if after[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	after.terms(t)
}

func TestWhatIsKeptIsNotMadeAgain(t *testing.T) {
	docs := portal(200, 11)
	before := write(t, index(t, docs), shards.Options{})
	docs[50].Body += " Feuerwehr"
	ix := index(t, docs)
	clean := write(t, ix, shards.Options{})
	again := write(t, ix, shards.Options{Kept: func(name string) bool { return before[name] != nil }})
	for name, body := range clean {
		switch {
		case name != "index.js" && before[name] != nil && again[name] != nil:
			t.Errorf("%s is made again", name)
		case again[name] == nil && !bytes.Equal(before[name], body), again[name] != nil && !bytes.Equal(again[name], body):
			t.Errorf("%s is not that of a clean run", name)
		}
	}
}

func TestAnEmptySiteHasARoot(t *testing.T) {
	out := write(t, index(t, nil), shards.Options{})
	r := out.root(t)
	if r.N != 0 || len(r.Terms.Refs)+len(r.Docs.Refs)+len(r.Texts.Refs)+len(r.Words.Refs)+len(r.Facets) != 0 {
		t.Errorf("root %+v", r)
	}
}

func TestTheFirstErrorEndsWriting(t *testing.T) {
	ix := index(t, portal(200, 12))
	full := errors.New("the disk is full")
	puts := 0
	err := shards.Write(context.Background(), ix, shards.Options{}, func(string, []byte) error {
		puts++
		return full
	})
	if !errors.Is(err, full) || puts != 1 {
		t.Errorf("error %v after %d files", err, puts)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := shards.Write(ctx, ix, shards.Options{}, func(string, []byte) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a cancelled run", err)
	}
}
