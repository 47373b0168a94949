package shards

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// errDamaged says that shards are not what was written.
var errDamaged = errors.New("the index is damaged")

// maxUnpacked bounds a shard in memory; the largest are the lexicon and the
// lists of words that every document has.
const maxUnpacked = 64 << 20

// input reads shards.
type input struct {
	ctx  context.Context // of Read: texts are read later
	open func(name string) ([]byte, error)
}

// load is the contents of a shard.
func (in *input) load(ref string) ([]byte, error) {
	name := "d/" + ref + ".js"
	if ref == "index" {
		name = Root
	}
	file, err := in.open(name)
	if err != nil {
		return nil, err
	}
	packed, ok := bytes.CutPrefix(file, []byte(`nachbarShard("`+ref+`","`))
	packed, ended := bytes.CutSuffix(packed, []byte("\")\n"))
	if !ok || !ended {
		return nil, fmt.Errorf("%s: %w", name, errDamaged)
	}
	inflate := flate.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(packed)))
	body, err := io.ReadAll(io.LimitReader(inflate, maxUnpacked+1))
	if err != nil || len(body) > maxUnpacked {
		return nil, fmt.Errorf("%s: %w", name, errors.Join(errDamaged, err))
	}
	return body, nil
}

// refs are the entries of a directory, in one piece.
func (in *input) refs(d *directory) ([]string, error) {
	if d.Dirs == nil {
		return d.Refs, nil
	}
	var all []string
	for _, ref := range d.Dirs {
		var piece directory
		if err := in.json(ref, &piece); err != nil {
			return nil, err
		}
		all = append(all, piece.Refs...)
	}
	return all, nil
}

// cursor reads numbers and texts. Once something is wrong it returns zeros.
type cursor struct {
	rest    []byte
	damaged bool
}

func (c *cursor) fail() {
	c.damaged, c.rest = true, nil
}

func (c *cursor) number() int {
	n, size := binary.Uvarint(c.rest)
	if size <= 0 || n > 1<<40 {
		c.fail()
		return 0
	}
	c.rest = c.rest[size:]
	return int(n)
}

// count reads a number of things that take at least a byte each.
func (c *cursor) count() int {
	n := c.number()
	if n > len(c.rest) {
		c.fail()
		return 0
	}
	return n
}

func (c *cursor) byte() byte {
	if len(c.rest) == 0 {
		c.fail()
		return 0
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	return b
}

func (c *cursor) text() string {
	n := c.count()
	s := string(c.rest[:n])
	c.rest = c.rest[n:]
	return s
}

// after reads a text that begins like the one before.
func (c *cursor) after(last string) string {
	same := c.number()
	if same > len(last) {
		c.fail()
		return ""
	}
	return last[:same] + c.text()
}
