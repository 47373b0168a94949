package content

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/kaaw/nachbar/internal/pack"
)

// Store keeps decoded files from one run to the next, so that a large tree is
// not read anew for every build. A file is taken from it when size and times
// on the disk are those it had when it was decoded.
type Store struct {
	// Version identifies the program: files decoded by another are not used.
	Version string
	// Read returns what Save was given last, or nothing.
	Read func() []byte
	// Save keeps data; nil keeps nothing.
	Save func(data []byte) error
}

// stamp recognises a file that nobody touched since it was read. Change is the
// time of the last change of anything about the file, which no program can
// set; 0 where the system has none.
type stamp struct {
	Size, ModTime, Change int64
}

func stampOf(info fs.FileInfo) stamp {
	if named, ok := info.Sys().(interface{ ContentID() string }); ok {
		return stampOfContent(info.Size(), named.ContentID())
	}
	s := stamp{Size: info.Size(), Change: changeTime(info)}
	if !info.ModTime().IsZero() {
		s.ModTime = info.ModTime().UnixNano()
	}
	return s
}

// stampOfContent recognises a file of a file system that has no times but names
// for the bytes of files, as git has: both times are made of the name and lie
// before 1970, so that no clock finds them too young.
func stampOfContent(size int64, id string) stamp {
	sum := sha256.Sum256([]byte(id))
	made := func(b []byte) int64 { return -1 - int64(binary.BigEndian.Uint64(b)>>2) }
	return stamp{Size: size, ModTime: made(sum[:8]), Change: made(sum[8:16])}
}

// settled is how old a file has to be to be recognised: the clock of a file
// system may stand still for some milliseconds, in which a second change would
// not show.
const settled = 2 * time.Second

// shelved is a decoded file in the form of package pack.
type shelved struct {
	Stamp    stamp
	Fallback Kind
	Form     string
}

// shelf is an open Store. A nil shelf is empty and keeps nothing.
type shelf struct {
	store   *Store
	key     string
	now     time.Time
	entries map[string]shelved // by source
	changes int                // entries that came or went
	books   pack.Form[shelved]
	forms   pack.Form[stored]
}

type shelfHead struct {
	Key   string
	Count int
}

const storeFormat = "nachbar files 3"

// open reads the store. Whatever cannot be used is left out.
func (s *Store) open(opt Options) (*shelf, error) {
	if s == nil {
		return nil, nil
	}
	books, err := pack.Of[shelved]()
	if err != nil {
		return nil, err
	}
	forms, err := pack.Of[stored]()
	if err != nil {
		return nil, err
	}
	sh := &shelf{store: s, now: time.Now(), entries: map[string]shelved{}, books: books, forms: forms}
	sh.key = fmt.Sprintf("%s %s %t %s", storeFormat, s.Version, opt.Lenient, opt.Rules.Digest())
	if entries, err := sh.decode(s.Read()); err == nil {
		sh.entries = entries
	}
	return sh, nil
}

func (sh *shelf) decode(data []byte) (map[string]shelved, error) {
	if len(data) < 4 || binary.LittleEndian.Uint32(data) != checksum(data[4:]) {
		return nil, pack.ErrDamaged
	}
	heads, err := pack.Of[shelfHead]()
	if err != nil {
		return nil, err
	}
	names, err := pack.Of[string]()
	if err != nil {
		return nil, err
	}
	src, head := string(data[4:]), shelfHead{}
	if src, err = heads.Decode(src, &head); err != nil || head.Key != sh.key || head.Count < 0 || head.Count > len(src) {
		return nil, pack.ErrDamaged
	}
	entries := make(map[string]shelved, head.Count)
	for range head.Count {
		var name string
		var book shelved
		if src, err = names.Decode(src, &name); err != nil {
			return nil, err
		}
		if src, err = sh.books.Decode(src, &book); err != nil {
			return nil, err
		}
		entries[name] = book
	}
	return entries, nil
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli)) }

// find returns the entry of a file, if it is known in this state. Its caller
// holds the lock of the loader.
func (sh *shelf) find(j job) (book shelved, found bool) {
	if sh == nil || j.stamp.ModTime == 0 {
		return shelved{}, false
	}
	book, found = sh.entries[j.source]
	return book, found && book.Stamp == j.stamp && book.Fallback == j.fallback
}

// open returns the decoded file of an entry, nil if it cannot be read.
func (sh *shelf) open(book shelved, j job) *file {
	var s stored
	if _, err := sh.forms.Decode(book.Form, &s); err != nil {
		return nil
	}
	return s.file(j.source, j.fallback)
}

// put keeps a file that was just decoded. Its caller holds the lock of the
// loader.
func (sh *shelf) put(j job, f *file) {
	if sh == nil {
		return
	}
	sh.changes++
	if j.stamp.ModTime == 0 || sh.now.Sub(time.Unix(0, max(j.stamp.ModTime, j.stamp.Change))) < settled {
		delete(sh.entries, j.source)
		return
	}
	s := f.stored()
	sh.entries[j.source] = shelved{Stamp: j.stamp, Fallback: j.fallback, Form: string(sh.forms.Append(nil, &s))}
}

// close saves the store when enough changed: a few files that are decoded again
// cost less than writing all.
func (sh *shelf) close(seen map[string]bool) error {
	if sh == nil || sh.store.Save == nil {
		return nil
	}
	for name := range sh.entries {
		if !seen[name] {
			delete(sh.entries, name)
			sh.changes++
		}
	}
	if sh.changes <= len(sh.entries)/100 {
		return nil
	}
	data, err := sh.encode()
	if err != nil {
		return err
	}
	return sh.store.Save(data)
}

func (sh *shelf) encode() ([]byte, error) {
	heads, err := pack.Of[shelfHead]()
	if err != nil {
		return nil, err
	}
	names, err := pack.Of[string]()
	if err != nil {
		return nil, err
	}
	data := heads.Append(make([]byte, 4, 4+400*len(sh.entries)), &shelfHead{Key: sh.key, Count: len(sh.entries)})
	for _, name := range slices.Sorted(maps.Keys(sh.entries)) {
		book := sh.entries[name]
		data = sh.books.Append(names.Append(data, &name), &book)
	}
	binary.LittleEndian.PutUint32(data, checksum(data[4:]))
	return data, nil
}
