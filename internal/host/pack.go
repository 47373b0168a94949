package host

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"runtime"
	"slices"
	"sync"

	"github.com/andybalholm/brotli"
)

const (
	// leastPacked is the size below which packing is not worth a header.
	leastPacked = 256
	// brotliLevel takes a tenth of the time of the highest and gives nearly its size.
	brotliLevel = 9
)

// pack makes the smaller representations of a release's contents, pages first,
// and says how many there were. Contents that were packed for an earlier release
// are left alone.
func pack(ctx context.Context, s *Snapshot) (made int) {
	var todo []*file
	seen := map[*content]bool{}
	for _, t := range s.trees {
		for _, f := range append(slices.Clone(t.files), t.missing) {
			if c := f.content; packable(f.name) && c.plain.bytes != nil && c.size >= leastPacked && c.packed.Load() == nil && !seen[c] {
				seen[c] = true
				todo = append(todo, f)
			}
		}
	}
	slices.SortStableFunc(todo, func(a, b *file) int { return int(a.content.size - b.content.size) })
	each(ctx, todo, func(f *file) {
		f.content.packed.Store(&packed{gzip: smaller(f.content, gzipSuffix, gzipped)})
	})
	each(ctx, todo, func(f *file) {
		p := *f.content.packed.Load()
		p.brotli = smaller(f.content, brotliSuffix, brotlied)
		f.content.packed.Store(&p)
	})
	return len(todo)
}

// each calls do for all files on half of the processors: the others answer.
func each(ctx context.Context, files []*file, do func(*file)) {
	feed := make(chan *file)
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)/2) {
		wg.Go(func() {
			for f := range feed {
				do(f)
			}
		})
	}
	for _, f := range files {
		select {
		case feed <- f:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(feed)
	wg.Wait()
}

// smaller packs a content; the representation is empty if it saves less than a
// twentieth.
func smaller(c *content, suffix string, write func(io.Writer) io.WriteCloser) body {
	var b bytes.Buffer
	w := write(&b)
	_, err := w.Write(c.plain.bytes)
	if err != nil || w.Close() != nil || b.Len() > len(c.plain.bytes)*19/20 {
		return body{}
	}
	return c.in(suffix, bytes.Clone(b.Bytes()))
}

func gzipped(to io.Writer) io.WriteCloser {
	w, err := gzip.NewWriterLevel(to, gzip.BestCompression)
	if err != nil { // only for a level that does not exist
		return gzip.NewWriter(to)
	}
	return w
}

func brotlied(to io.Writer) io.WriteCloser { return brotli.NewWriterLevel(to, brotliLevel) }
