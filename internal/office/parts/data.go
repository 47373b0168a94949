package parts

import (
	"archive/zip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// OnlyArchive refuses an archive that is something else besides: the first part
// has to stand at the first byte, and no part may be a link. (Open sees to it
// that nothing stands behind the list of parts.)
func (a *Archive) OnlyArchive(src []byte) error {
	if len(src) < 4 || string(src[:4]) != "PK\x03\x04" {
		return &Error{Reason: Unreadable, ID: "clean-polyglot", Args: map[string]string{"place": "0"}}
	}
	first := int64(len(src))
	for _, f := range a.parts {
		if f.Mode()&fs.ModeType&^fs.ModeDir != 0 {
			return contradictory(f.Name, errors.New("not a file"))
		}
		from, err := f.DataOffset()
		if err != nil {
			return Damaged(f.Name, err)
		}
		first = min(first, from)
	}
	const header = 30
	behind := int64(header + int(binary.LittleEndian.Uint16(src[26:])) + int(binary.LittleEndian.Uint16(src[28:])))
	if len(a.parts) > 0 && first != behind {
		return &Error{Reason: Unreadable, ID: "clean-polyglot", Args: map[string]string{"place": "0"}}
	}
	return nil
}

// Original is the name of a part as the file writes it, "" if there is none.
func (a *Archive) Original(part string) string {
	if f := a.parts[foldName(part)]; f != nil {
		return f.Name
	}
	return ""
}

// IsFolder reports whether a part is only the name of a folder.
func (a *Archive) IsFolder(part string) bool {
	f := a.parts[foldName(part)]
	return f != nil && f.FileInfo().IsDir()
}

// Stored reports whether a part is kept without compression.
func (a *Archive) Stored(part string) bool {
	f := a.parts[foldName(part)]
	return f != nil && f.Method == zip.Store
}

// Bytes returns a part that is no XML, such as a picture: as much as the list
// of parts says, and not a byte more.
func (a *Archive) Bytes(part string) ([]byte, error) {
	f := a.parts[foldName(part)]
	if f == nil {
		return nil, Damaged(part, errors.New("part is missing"))
	}
	r, err := f.Open()
	if err != nil {
		return nil, Damaged(part, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
	switch {
	case err != nil:
		return nil, Damaged(part, err)
	case uint64(len(data)) != f.UncompressedSize64:
		return nil, Damaged(part, fmt.Errorf("%d bytes instead of %d", len(data), f.UncompressedSize64))
	}
	return data, a.ctx.Err()
}

// Raw returns the bytes of an XML part, which count for the budget of Open; nil
// if there is none. The caller closes it.
func (a *Archive) Raw(part string) (io.ReadCloser, error) {
	f := a.parts[foldName(part)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, Damaged(part, err)
	}
	return &rationed{archive: a, r: r}, nil
}
