package search

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// corpus is a folder of Markdown files to measure with, instead of made-up
// pages: go test -bench . ./internal/search -corpus DIR
var corpus = flag.String("corpus", "", "folder of Markdown files to measure with")

// benchPages is the size of the site that is measured, pageBytes about that of
// a page.
const (
	benchPages = 10000
	pageBytes  = 8000
)

// pages are benchPages documents: pieces of the corpus, else sentences put
// together from those of the test portal.
func pages(b *testing.B) (docs []Document, bytes int64) {
	b.Helper()
	add := func(text string) {
		n := len(docs)
		docs = append(docs, Document{URL: fmt.Sprintf("%d/%d/index.html", n%100, n), Title: firstLine(text), Body: text})
		bytes += int64(len(text))
	}
	if *corpus == "" {
		r := rand.New(rand.NewPCG(1, 2))
		for len(docs) < benchPages/10 { // made-up pages say little: a tenth is enough
			add(madeUp(r))
		}
		return docs, bytes
	}
	err := filepath.WalkDir(*corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".md") {
			return err
		}
		text, err := os.ReadFile(path)
		for rest := strings.ToValidUTF8(string(text), "?"); len(rest) > 0 && len(docs) < benchPages; {
			piece := cutText(rest, pageBytes)
			rest = rest[len(piece):]
			add(piece)
		}
		return err
	})
	if err != nil || len(docs) == 0 {
		b.Fatalf("no corpus: %v", err)
	}
	return docs, bytes
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return cutText(line, 80)
}

// madeUp writes a page of sentences with some words of its own.
func madeUp(r *rand.Rand) string {
	var out strings.Builder
	for out.Len() < pageBytes {
		d := portal[r.IntN(len(portal))]
		words := strings.Fields(d.Body)
		for range 12 {
			out.WriteString(words[r.IntN(len(words))])
			out.WriteByte(' ')
		}
		fmt.Fprintf(&out, "Vorgang%c%c%c.\n", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
	}
	return out.String()
}

// cpuTime is what the process has used so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkBuild(b *testing.B) {
	docs, bytes := pages(b)
	for _, where := range []string{"memory", "folder"} {
		b.Run(where, func(b *testing.B) {
			start := cpuTime()
			for range b.N {
				if where == "memory" {
					build(b, Options{}, docs...)
				} else {
					write(b, docs...)
				}
			}
			b.ReportMetric(float64(bytes)*float64(b.N)/1e6/(cpuTime()-start).Seconds(), "MB/cpu-s")
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	docs, _ := pages(b)
	disk, err := Open(write(b, docs...))
	if err != nil {
		b.Fatal(err)
	}
	defer disk.Close()
	queries := someQueries(docs)
	for name, e := range map[string]*Engine{"memory": NewEngine(build(b, Options{}, docs...)), "folder": disk} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			start := cpuTime()
			for i := range b.N {
				begin := time.Now()
				if _, err := e.Search(context.Background(), Request{Query: Parse(queries[i%len(queries)])}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begin))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100])/1e6, "p95-ms")
			b.ReportMetric((cpuTime()-start).Seconds()*1000/float64(b.N), "cpu-ms/op")
		})
	}
}

// someQueries are one to five longer words that stand near each other.
func someQueries(docs []Document) []string {
	var queries []string
	for i := 0; i < len(docs); i += max(1, len(docs)/500) {
		words := strings.Fields(docs[i].Body)
		var query []string
		for _, w := range words[len(words)/3:] {
			if w = strings.Trim(w, `.,;:()"„“*-#`); len(w) > 5 && len(query) < 1+i%5 {
				query = append(query, w)
			}
		}
		if len(query) > 0 {
			queries = append(queries, strings.Join(query, " "))
		}
	}
	return queries
}
