package host

import (
	"encoding/hex"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// content is a file's bytes. It is shared by all releases that have it.
type content struct {
	size  int64
	plain body // without bytes if they are on the disk
	tag   string
	// packed is nil until somebody has tried.
	packed atomic.Pointer[packed]
}

// body is one representation, with the headers that belong to it.
type body struct {
	bytes  []byte
	length []string // Content-Length
	etag   []string
}

// packed are the smaller representations; bytes is nil for those that are not
// smaller.
type packed struct{ gzip, brotli body }

// newContent is the content with a SHA-256; bytes is nil if it stays on the disk.
func newContent(sum [32]byte, size int64, bytes []byte) *content {
	tag := hex.EncodeToString(sum[:12])
	return &content{size: size, tag: tag, plain: body{bytes, []string{strconv.FormatInt(size, 10)}, []string{`"` + tag + `"`}}}
}

// in is a representation of the content in an encoding.
func (c *content) in(suffix string, bytes []byte) body {
	return body{bytes, []string{strconv.Itoa(len(bytes))}, []string{`"` + c.tag + suffix + `"`}}
}

// The suffixes of ETags by encoding.
const (
	gzipSuffix   = "-gz"
	brotliSuffix = "-br"
)

// pick is the representation for a client, and its Content-Encoding.
func (c *content) pick(accept acceptance) (b *body, encoding []string) {
	if p := c.packed.Load(); p != nil {
		if accept.brotli && p.brotli.bytes != nil {
			return &p.brotli, brotliEncoding
		}
		if accept.gzip && p.gzip.bytes != nil {
			return &p.gzip, gzipEncoding
		}
	}
	return &c.plain, nil
}

var (
	gzipEncoding   = []string{"gzip"}
	brotliEncoding = []string{"br"}
)

// packable reports whether a file may become smaller: what is packed already
// does not.
func packable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".css", ".js", ".mjs", ".json", ".xml", ".atom", ".ics", ".txt", ".md", ".csv", ".vtt", ".svg", ".webmanifest", ".wasm", ".ico":
		return true
	}
	return false
}

// pool are the contents of the releases that are kept, by SHA-256.
type pool struct {
	mu  sync.Mutex
	all map[[32]byte]*content
}

// share returns the content that is known under a hash, or remembers one.
func (p *pool) share(sum [32]byte, size int64, bytes []byte) *content {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.all[sum]
	if known == nil || known.plain.bytes == nil && bytes != nil {
		known = newContent(sum, size, bytes)
		p.all[sum] = known
	}
	return known
}

// keep forgets contents that are in no release any more.
func (p *pool) keep(releases []*Snapshot) {
	all := map[[32]byte]*content{}
	for _, s := range releases {
		for _, t := range s.trees {
			for _, f := range t.files {
				all[f.sum] = f.content
			}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = all
}
