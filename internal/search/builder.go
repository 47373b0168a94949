package search

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/german"
)

// Options are what an index knows besides its documents.
type Options struct {
	// Synonyms are names of the same thing, a group each.
	Synonyms [][]string
	// Titles are what people call the values of facets.
	Titles map[Facet]map[string]string
}

// Builder takes documents and makes an Index of them. Add may be called by
// several goroutines, Finish by one when they are done.
type Builder struct {
	opt   Options
	base  *german.Analyzer // with the embedded lexicon
	texts texts

	mu    sync.Mutex
	docs  []entry
	vocab map[string]int // words as they are written → documents
}

// entry is a document without its body.
type entry struct {
	Document
	body  span
	words float64 // length of the body in words that count
}

// NewBuilder starts an index in memory.
func NewBuilder(opt Options) (*Builder, error) { return newBuilder(opt, &memoryTexts{}) }

func newBuilder(opt Options, store texts) (*Builder, error) {
	base, err := german.Default()
	if err != nil {
		return nil, err
	}
	return &Builder{opt: opt, base: base, texts: store, vocab: map[string]int{}}, nil
}

// Add takes a document.
func (b *Builder) Add(d Document) error {
	body, err := b.texts.put(d.Body)
	if err != nil {
		return fmt.Errorf("index %s: %w", d.URL, err)
	}
	words := map[string]bool{}
	capitalised(d.Title, words)
	capitalised(d.Body, words)
	d.Body = ""
	b.mu.Lock()
	defer b.mu.Unlock()
	b.docs = append(b.docs, entry{Document: d, body: body})
	for w := range words {
		if n, known := b.vocab[w]; known {
			b.vocab[w] = n + 1
		} else {
			b.vocab[strings.Clone(w)] = 1
		}
	}
	return nil
}

// Kept reports that nothing is known of earlier runs.
func (b *Builder) Kept([32]byte) (Document, bool) { return Document{}, false }

// Finish makes the index. The Builder must not be used again.
func (b *Builder) Finish(ctx context.Context) (*Index, error) {
	slices.SortStableFunc(b.docs, func(x, y entry) int { return before(&x.Document, &y.Document) })
	for i := 1; i < len(b.docs); i++ {
		if before(&b.docs[i-1].Document, &b.docs[i].Document) == 0 {
			return nil, fmt.Errorf("index %s#%s: added twice", b.docs[i].URL, b.docs[i].Anchor)
		}
	}
	few := max(minSiteDocs, len(b.docs)/siteShare)
	maps.DeleteFunc(b.vocab, func(_ string, n int) bool { return n < few })
	site := slices.Sorted(maps.Keys(b.vocab))
	b.vocab = nil
	dict := newDictionary()
	counts := make([][]byte, len(b.docs))
	analyzer := b.base.With(site)
	if err := b.countAll(ctx, analyzer, dict, counts); err != nil {
		return nil, err
	}
	ix := &Index{contents: contents{opt: b.opt, docs: b.docs, texts: b.texts}}
	dict.settle()
	ix.arrange(dict, counts)
	ix.lexicon = analyzer.Lexicon().Format(ix.uses)
	ix.pieces = collectPieces(analyzer.Lexicon(), dict, ix.terms)
	return ix, nil
}

// countAll counts the terms of all documents, in parallel.
func (b *Builder) countAll(ctx context.Context, a *german.Analyzer, dict *dictionary, counts [][]byte) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	feed := make(chan int)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			c := newCounter(a, dict)
			for i := range feed {
				d := &b.docs[i]
				body, err := b.texts.get(d.body)
				if err != nil {
					cancel(err)
					continue
				}
				counts[i], d.words = c.count(&d.Document, body)
			}
			c.flush()
		})
	}
	for i := range b.docs {
		if ctx.Err() != nil {
			break
		}
		feed <- i
	}
	close(feed)
	wg.Wait()
	return context.Cause(ctx)
}
