package shards

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"

	"github.com/kaaw/nachbar/internal/deflate"
)

// kind is the first letter of a stable name.
type kind string

const (
	kindTerms     kind = "t"
	kindList      kind = "p"
	kindDocs      kind = "d"
	kindTexts     kind = "b"
	kindWords     kind = "w"
	kindLexicon   kind = "l"
	kindFacet     kind = "f"
	kindDirectory kind = "v"
)

// output names shards, packs several at a time and puts the files in order. It
// is used by one goroutine.
type output struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	opt    Options
	queue  chan job      // as long as there may be packers
	ended  chan struct{} // all files of a closed queue were put

	refs   map[string][32]byte // contents by ref
	counts map[kind]int
}

// job is a file that is being packed.
type job struct {
	name string
	file chan []byte
}

func newOutput(ctx context.Context, opt Options, put func(string, []byte) error) *output {
	o := &output{
		opt: opt, queue: make(chan job, runtime.GOMAXPROCS(0)), ended: make(chan struct{}),
		refs: map[string][32]byte{}, counts: map[kind]int{},
	}
	o.ctx, o.cancel = context.WithCancelCause(ctx)
	go func() {
		defer close(o.ended)
		for j := range o.queue {
			body := <-j.file
			if o.ctx.Err() != nil {
				continue
			}
			if err := put(j.name, body); err != nil {
				o.cancel(fmt.Errorf("write %s: %w", j.name, err))
			}
		}
	}()
	return o
}

// close waits until everything is put and returns the first error.
func (o *output) close(err error) error {
	close(o.queue)
	<-o.ended
	if cause := context.Cause(o.ctx); cause != nil {
		err = cause
	}
	o.cancel(nil)
	return err
}

// send puts a shard and returns its ref. It keeps body until it is packed.
func (o *output) send(k kind, body []byte) (ref string, err error) {
	known := false
	if ref, known = o.ref(k, body); known {
		return ref, nil
	}
	name := "d/" + ref + ".js"
	if !o.opt.Stable && o.opt.Kept != nil && o.opt.Kept(name) {
		return ref, nil
	}
	return ref, o.pack(name, ref, body)
}

// sendJSON puts a value as a shard.
func (o *output) sendJSON(k kind, value any) (ref string, err error) {
	body, err := marshal(value)
	if err != nil {
		return "", err
	}
	return o.send(k, body)
}

func (o *output) sendRoot(r *root) error {
	body, err := marshal(r)
	if err != nil {
		return err
	}
	return o.pack(Root, "index", body)
}

// marshal writes JSON as short as it can be: it is never part of a page.
func marshal(value any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// base32Letters are those of names: no system takes two of them for one.
var base32Letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// refLetters is how many letters a ref has if no other one begins with them.
const refLetters = 8

// ref names a shard; known says that one with the same contents was sent.
func (o *output) ref(k kind, body []byte) (ref string, known bool) {
	if o.opt.Stable {
		o.counts[k]++
		return string(k) + strconv.Itoa(o.counts[k]), false
	}
	sum := sha256.Sum256(body)
	letters := base32Letters.EncodeToString(sum[:])
	for n := refLetters; ; n++ {
		ref = letters[:n]
		switch other, taken := o.refs[ref]; {
		case !taken:
			o.refs[ref] = sum
			return ref, false
		case other == sum:
			return ref, true
		}
	}
}

// pack packs a file beside what goes on, and puts it when its turn comes.
func (o *output) pack(name, ref string, body []byte) error {
	j := job{name, make(chan []byte, 1)}
	select {
	case o.queue <- j:
	case <-o.ctx.Done():
		return context.Cause(o.ctx)
	}
	go func() { j.file <- script(ref, body) }()
	return nil
}

// script is the file of a shard.
func script(ref string, body []byte) []byte {
	out := append(append([]byte(`nachbarShard("`), ref...), `","`...)
	out = base64.StdEncoding.AppendEncode(out, deflate.Pack(body))
	return append(out, "\")\n"...)
}
