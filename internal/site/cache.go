package site

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/kaaw/nachbar/internal/pack"
)

// Cache holds the records of an earlier build. The zero Cache is empty.
type Cache struct {
	// Options identifies what was built: program, audience, edition.
	Options string
	// paths and records are in the order of the numbers of the outputs; a gap
	// has no path and no record.
	paths   []string
	records []*Record
	shards  shardSet
}

// record is the record of an output, nil if there is none.
func (c *Cache) record(number int) *Record {
	if number >= len(c.records) {
		return nil
	}
	return c.records[number]
}

// cacheHead is what a cache starts with. The program's own hash is part of
// Options: the form of a Record needs no version.
type cacheHead struct {
	Format  string
	Options string
	Paths   []string
	Shared  []string // question lists, which many records have in common
	Shards  shardSet
}

const cacheFormat = "nachbar cache 3"

var errForeignCache = errors.New("damaged or written by another version")

// ReadCache reads what Save wrote. Any error means: start without.
func ReadCache(r io.Reader) (*Cache, error) {
	src, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	if len(src) < 4 || binary.LittleEndian.Uint32(src) != crc32.Checksum(src[4:], castagnoli()) {
		return nil, fmt.Errorf("read cache: %w", errForeignCache)
	}
	c, err := decodeCache(string(src[4:]))
	if err != nil {
		return nil, fmt.Errorf("read cache: %w", err)
	}
	return c, nil
}

// castagnoli is the polynomial that processors know.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

func decodeCache(src string) (*Cache, error) {
	heads, err := pack.Of[cacheHead]()
	if err != nil {
		return nil, err
	}
	forms, err := pack.Of[Record]()
	if err != nil {
		return nil, err
	}
	var head cacheHead
	if src, err = heads.Decode(src, &head); err != nil || head.Format != cacheFormat {
		return nil, errForeignCache
	}
	c := &Cache{Options: head.Options, paths: head.Paths, records: make([]*Record, len(head.Paths)), shards: head.Shards}
	all := make([]Record, len(head.Paths))
	for n := range all {
		list, size := binary.Uvarint([]byte(src[:min(len(src), binary.MaxVarintLen32)]))
		if size <= 0 || list > uint64(len(head.Shared)) {
			return nil, errForeignCache
		}
		src = src[size:]
		if list == 0 { // a gap
			continue
		}
		rec := &all[n]
		if src, err = forms.Decode(src, rec); err != nil {
			return nil, err
		}
		rec.Shared, c.records[n] = head.Shared[list-1], rec
	}
	return c, nil
}

// Save writes the cache.
func (c *Cache) Save(w io.Writer) error {
	src, err := c.encode()
	if err == nil {
		_, err = w.Write(src)
	}
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	return nil
}

func (c *Cache) encode() ([]byte, error) {
	heads, err := pack.Of[cacheHead]()
	if err != nil {
		return nil, err
	}
	forms, err := pack.Of[Record]()
	if err != nil {
		return nil, err
	}
	head := cacheHead{Format: cacheFormat, Options: c.Options, Paths: c.paths, Shards: c.shards}
	lists := map[string]uint64{}
	for _, rec := range c.records {
		if rec != nil && lists[rec.Shared] == 0 {
			head.Shared = append(head.Shared, rec.Shared)
			lists[rec.Shared] = uint64(len(head.Shared))
		}
	}
	dst := heads.Append(make([]byte, 4, 4+512*len(c.records)), &head)
	for _, rec := range c.records {
		if rec == nil {
			dst = append(dst, 0)
			continue
		}
		short := *rec
		short.Shared = ""
		dst = forms.Append(binary.AppendUvarint(dst, lists[rec.Shared]), &short)
	}
	binary.LittleEndian.PutUint32(dst, crc32.Checksum(dst[4:], castagnoli()))
	return dst, nil
}
