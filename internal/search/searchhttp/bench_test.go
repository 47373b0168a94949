package searchhttp

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/searchtest"
	"github.com/kaaw/nachbar/internal/site"
)

// madePages is the size of the made-up site, pageWords that of its pages.
const (
	madePages = 10_000
	pageWords = 400
)

// collector keeps the documents of a site.
type collector struct {
	*search.Builder
	docs chan search.Document
}

func (c collector) Add(d search.Document) error { c.docs <- d; return nil }

// portal are the documents of the portal in this repository.
func portal(b *testing.B) ([]search.Document, search.Options) {
	b.Helper()
	texts, err := site.LoadTexts(b.Context(), site.Options{FS: os.DirFS("../../..")})
	if err != nil {
		b.Fatal(err)
	}
	builder, err := search.NewBuilder(texts.Options())
	if err != nil {
		b.Fatal(err)
	}
	c := collector{builder, make(chan search.Document, 100_000)}
	if err := texts.Add(b.Context(), c); err != nil {
		b.Fatal(err)
	}
	close(c.docs)
	var docs []search.Document
	for d := range c.docs {
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(x, y search.Document) int { return strings.Compare(x.URL+"#"+x.Anchor, y.URL+"#"+y.Anchor) })
	return docs, texts.Options()
}

// madeUp are pages of sentences of the portal, each with some words that only
// few have.
func madeUp(from []search.Document) []search.Document {
	var lines []string
	for _, d := range from {
		lines = append(lines, strings.Split(d.Body, "\n")...)
	}
	r := rand.New(rand.NewPCG(1, 2))
	docs := make([]search.Document, madePages)
	for i := range docs {
		like := from[r.IntN(len(from))]
		d := &docs[i]
		*d = search.Document{
			URL: fmt.Sprintf("%d/%d/index.html", i%100, i), Title: like.Title, Trail: like.Trail, Kind: like.Kind, Section: like.Section,
			Step: like.Step, Levels: like.Levels, Roles: like.Roles, Tags: like.Tags,
		}
		for words := 0; words < pageWords; {
			line := lines[r.IntN(len(lines))]
			words += len(strings.Fields(line))
			if r.IntN(4) == 0 {
				d.Headings = append(d.Headings, search.Section{Anchor: fmt.Sprint("a", len(d.Headings)), Title: line, Start: len(d.Body)})
			}
			d.Body += fmt.Sprintf("%s Vorgang%c%c%c.\n", line, 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
		}
	}
	return docs
}

// questions are what readers type: one to five words that stand near each other.
func questions(docs []search.Document) []string {
	var list []string
	for i := 0; i < len(docs); i += max(1, len(docs)/500) {
		var words []string
		fields := strings.Fields(docs[i].Body)
		for _, w := range fields[len(fields)/3:] {
			if w = strings.Trim(w, `.,;:()"„“*-#–·`); len(w) > 5 && len(words) < 1+i%5 {
				words = append(words, w)
			}
		}
		if len(words) > 0 {
			list = append(list, "q="+url.QueryEscape(strings.Join(words, " ")))
		}
	}
	return list
}

// heavy are the queries that cost most: common words, phrases of them,
// beginnings, hostile ones.
func heavy() []string {
	list := []string{
		"die der das und oder für mit von zu auf ein eine", `"für die" "mit der" "in der" "auf dem"`, "a* ver* be* ge* not* stab* auf* ein*",
		"Vorgangabc Vorgangdef Vorgangghi Vorgangjkl", "Kommune Verwaltung Notfall Leitung Stab Prozess Übung Plan Ausfall IT BCM Vorgang", `"Business Continuity Management" -"in der"`,
		"typ:seite", "Notfallvorsorgekonzept Wiederanlaufplanung Krisenstabsarbeit Verwaltungsleitung",
	}
	for i, q := range searchtest.Hostile() {
		if i%5 == 0 {
			list = append(list, q)
		}
	}
	for i, q := range list {
		list[i] = "limit=100&q=" + url.QueryEscape(q)
	}
	return list
}

// BenchmarkAnswers measures whole answers of the API, and how many of the result
// page, on the portal and on madePages made-up pages.
func BenchmarkAnswers(b *testing.B) {
	docs, opt := portal(b)
	for _, c := range []struct {
		name string
		docs []search.Document
	}{{"portal", docs}, {"made-up", madeUp(docs)}} {
		builder, err := search.NewBuilder(opt)
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range c.docs {
			if err := builder.Add(d); err != nil {
				b.Fatal(err)
			}
		}
		ix, err := builder.Finish(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		engine := search.NewEngine(ix)
		s := newService(b, Options{Engine: func(context.Context) (*search.Engine, error) { return engine, nil }})
		asked := questions(c.docs)
		name := fmt.Sprintf("%s-%d", c.name, len(c.docs))
		b.Run(name+"/api", func(b *testing.B) { latency(b, asked, func(q string) int { return get(s, q).Code }) })
		b.Run(name+"/page", func(b *testing.B) {
			latency(b, asked, func(q string) int { status, _, _ := results(b, s, q); return status })
		})
		b.Run(name+"/heavy", func(b *testing.B) { latency(b, heavy(), func(q string) int { return get(s, q).Code }) })
	}
}

// latency asks one question after the other and reports how long answers take.
func latency(b *testing.B, list []string, ask func(query string) int) {
	var took []time.Duration
	slowest := map[time.Duration]string{}
	for i := range b.N {
		query := list[i%len(list)]
		start := time.Now()
		if code := ask(query); code != http.StatusOK {
			b.Fatalf("%s: status %d", query, code)
		}
		took = append(took, time.Since(start))
		slowest[took[len(took)-1]] = query
	}
	slices.Sort(took)
	at := func(percent int) float64 { return float64(took[(len(took)-1)*percent/100]) / 1e6 }
	b.ReportMetric(at(50), "p50-ms")
	b.ReportMetric(at(95), "p95-ms")
	b.ReportMetric(at(100), "max-ms")
	b.Logf("slowest: %.120s", slowest[took[len(took)-1]])
}
