package picture

import (
	"encoding/binary"
	"slices"
)

// Bare returns a JPEG without metadata and without bytes behind its end; what
// is seen stays bit for bit, but for a turn that EXIF asks for. It is for
// pictures inside files that tell themselves how to show them, such as PDF.
// What is no JPEG comes back as it is, without traits.
func Bare(src []byte) ([]byte, []Trait) {
	if Recognise(src) != JPEG {
		return src, nil
	}
	w := &walk{src: src}
	w.jpeg()
	noted := slices.DeleteFunc(w.traits, func(t Trait) bool { return t == Profile })
	if len(noted) == 0 {
		return src, nil
	}
	out := append([]byte{}, src[:2]...)
	for at := 2; at+4 <= len(src) && src[at] == 0xff; {
		marker := src[at+1]
		if marker == 0xda {
			return append(out, src[at:codedEnd(src, at)]...), noted
		}
		next := at + 2 + int(binary.BigEndian.Uint16(src[at+2:]))
		if marker == 0xff || marker < 0xc0 || marker >= 0xd0 && marker <= 0xd9 || next > len(src) {
			return src, nil // not as files are written
		}
		if !tells(marker, src[at+4:next]) {
			out = append(out, src[at:next]...)
		}
		at = next
	}
	return src, nil
}

// tells reports whether a segment is metadata.
func tells(marker byte, body []byte) bool {
	w := &walk{}
	w.segment(marker, body)
	return len(w.traits) > 0 && w.traits[0] != Profile
}

// codedEnd is the place behind the end of a picture.
func codedEnd(src []byte, at int) int {
	for ; at+1 < len(src); at++ {
		if src[at] == 0xff && src[at+1] == 0xd9 {
			return at + 2
		}
	}
	return len(src)
}
