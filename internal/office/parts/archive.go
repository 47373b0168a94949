// Package parts opens office files: the archive, and the XML in its parts, as
// Office Open XML and OpenDocument are made of them.
//
// Whoever reads such a file reads it within budgets: the list of parts is
// checked before anything is unpacked, bytes are counted while they are read,
// elements nest to a limit, document types are refused. What is wrong is an
// *Error, with the id of its message.
package parts

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Budgets of archives. Of 392 plain office files none had more than 61 parts,
// nor a part that compression made 43 times smaller.
const (
	MaxFile   = 64 << 20 // bytes of a file, and of all its parts unpacked
	MaxParts  = 500
	maxRatio  = 100
	freeRatio = 1 << 20   // smaller parts may compress as well as they like
	maxXML    = 16 << 20  // bytes of all parts that are read
	maxName   = 512 << 10 // bytes of the list of parts
)

// Archive is a ZIP file whose list of parts has been checked.
type Archive struct {
	ctx   context.Context
	parts map[string]*zip.File // by folded name
	max   int64                // bytes of XML that may be read
	left  int64                // of these
}

// Open checks the list of parts of src before anything is unpacked. At most xml
// bytes may be read of all parts together.
func Open(ctx context.Context, src []byte, xml int64) (*Archive, error) {
	if err := checkDirectory(src); err != nil {
		return nil, err
	}
	r, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	// Names that would leave a folder are harmless here: nothing is written.
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, Damaged("ZIP", err)
	}
	a := &Archive{ctx: ctx, parts: make(map[string]*zip.File, len(r.File)), max: xml, left: xml}
	for _, f := range r.File {
		name := foldName(f.Name)
		if a.parts[name] != nil {
			return nil, contradictory(f.Name, errors.New("two parts of this name"))
		}
		a.parts[name] = f
	}
	return a, checkParts(r.File)
}

// checkDirectory reads the end record of an archive and refuses more parts
// than allowed, before archive/zip makes a value of each. The record has to
// describe exactly what stands before it: archive/zip then reads the same.
// Layout: PKWARE APPNOTE 4.3.16.
func checkDirectory(src []byte) error {
	const size = 22
	at := bytes.LastIndex(src, []byte("PK\x05\x06"))
	if at < 0 || len(src)-at < size {
		return Damaged("ZIP", errors.New("no end record"))
	}
	end := src[at:]
	count := int(binary.LittleEndian.Uint16(end[10:]))
	length := int(binary.LittleEndian.Uint32(end[12:]))
	offset := int(binary.LittleEndian.Uint32(end[16:]))
	comment := int(binary.LittleEndian.Uint16(end[20:]))
	switch {
	case count > MaxParts || length > maxName:
		return Exceeded("office-parts", "max", fmt.Sprint(MaxParts))
	case offset+length != at || size+comment != len(end):
		return Damaged("ZIP", errors.New("the end record does not fit the file"))
	}
	return countEntries(src[offset:at], count)
}

// countEntries follows the entries of a directory.
func countEntries(dir []byte, count int) error {
	const size = 46
	for ; len(dir) > 0; count-- {
		if len(dir) < size || !bytes.HasPrefix(dir, []byte("PK\x01\x02")) {
			return Damaged("ZIP", errors.New("broken list of parts"))
		}
		length := size
		for _, field := range []int{28, 30, 32} { // name, extra, comment
			length += int(binary.LittleEndian.Uint16(dir[field:]))
		}
		if length > len(dir) {
			return Damaged("ZIP", errors.New("broken list of parts"))
		}
		dir = dir[length:]
	}
	if count != 0 {
		return Damaged("ZIP", errors.New("wrong number of parts"))
	}
	return nil
}

// checkParts refuses encryption, bombs and parts that share bytes.
func checkParts(files []*zip.File) error {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(files))
	total := uint64(0)
	for _, f := range files {
		packed, full := f.CompressedSize64, f.UncompressedSize64
		total += min(full, MaxFile+1)
		switch {
		case f.Flags&1 != 0:
			return EncryptedFile()
		case total > MaxFile:
			return Exceeded("office-size", "max", Mebibytes(MaxFile))
		case full > freeRatio && full/maxRatio > packed:
			return Exceeded("office-ratio", "part", f.Name, "max", fmt.Sprint(maxRatio))
		}
		from, err := f.DataOffset()
		if err != nil {
			return Damaged(f.Name, err)
		}
		if packed > 0 {
			spans = append(spans, span{from, from + int64(min(packed, MaxFile)), f.Name})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return contradictory(spans[i].name, fmt.Errorf("overlaps %s", spans[i-1].name))
		}
	}
	return nil
}

// foldName makes names of parts comparable: case counts for nothing (OPC 6.3),
// and some programs write backslashes.
func foldName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has reports whether there is a part of this name.
func (a *Archive) Has(part string) bool { return a.parts[foldName(part)] != nil }

// Names lists the parts, in lower case and sorted.
func (a *Archive) Names() []string { return slices.Sorted(maps.Keys(a.parts)) }

// XML returns the XML of a part, nil if there is none. The caller closes it.
func (a *Archive) XML(part string) (*Scanner, error) {
	f := a.parts[foldName(part)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, Damaged(part, err)
	}
	return newScanner(&rationed{archive: a, r: r}, part), nil
}

// rationed reads a part and counts what all parts of the archive give.
type rationed struct {
	archive *Archive
	r       io.ReadCloser
}

func (r *rationed) Read(p []byte) (int, error) {
	if err := r.archive.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p)
	if r.archive.left -= int64(n); r.archive.left < 0 {
		return 0, Exceeded("office-xml", "max", Mebibytes(int(r.archive.max)))
	}
	return n, err
}

func (r *rationed) Close() error { return r.r.Close() }
