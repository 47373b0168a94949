package leak

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
)

// marksFormat begins marks; it changes when a file is looked at in another way.
const marksFormat = "nachbar marks 1\n"

// Marks tell which secrets there are, and tell none: a hash of each. Kept beside
// a tree that held none of them, they let Within say that it holds none later.
func (s *Secrets) Marks() []byte {
	marks := make([]uint64, 0, len(s.phrases)+len(s.terms)+len(s.files))
	for hash := range s.phrases {
		marks = append(marks, hash)
	}
	for term := range s.terms {
		marks = append(marks, markOf('t', []byte(term)))
	}
	for sum := range s.files {
		marks = append(marks, markOf('f', sum[:]))
	}
	slices.Sort(marks)
	out := []byte(marksFormat)
	for _, mark := range marks {
		out = binary.LittleEndian.AppendUint64(out, mark)
	}
	return out
}

func markOf(kind byte, data []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte{kind}) // never fails
	_, _ = h.Write(data)
	return h.Sum64()
}

// Within reports whether all that is a secret was one when marks were made: a file
// that held no secret then holds none now. That it may have been a public file
// then, which is not looked into, is no matter: what it says was public, too, so
// that it is a new secret if it is one. Damaged marks are none.
func (s *Secrets) Within(marks []byte) bool {
	before, ok := readMarks(marks)
	if !ok {
		return false
	}
	now, ok := readMarks(s.Marks())
	return ok && subset(now, before)
}

// readMarks reads the sorted list.
func readMarks(src []byte) (marks []uint64, ok bool) {
	if len(src) < len(marksFormat) || string(src[:len(marksFormat)]) != marksFormat || (len(src)-len(marksFormat))%8 != 0 {
		return nil, false
	}
	for src = src[len(marksFormat):]; len(src) > 0; src = src[8:] {
		marks = append(marks, binary.LittleEndian.Uint64(src))
	}
	return marks, slices.IsSorted(marks)
}

// subset reports whether all of a sorted list are in another.
func subset(a, b []uint64) bool {
	for _, x := range a {
		i, found := slices.BinarySearch(b, x)
		if !found {
			return false
		}
		b = b[i:]
	}
	return true
}
