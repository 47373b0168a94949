package picture

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// walk passes over the pieces of a picture and notes what is not seen.
type walk struct {
	src         []byte
	traits      []Trait
	orientation int // of EXIF, 0 if it says nothing

	// What tells the cost. clear says that pixels may be seen through.
	width, height   int
	clear, lossless bool
	frame           frame
	scans           int64
}

func (w *walk) note(t Trait) {
	if !slices.Contains(w.traits, t) {
		w.traits = append(w.traits, t)
	}
}

// png passes over chunks: W3C PNG, 5.3.
func (w *walk) png() {
	for at := 8; at+12 <= len(w.src); {
		length := int(binary.BigEndian.Uint32(w.src[at:]))
		kind := string(w.src[at+4 : at+8])
		next := at + 12 + length
		if length < 0 || next > len(w.src) {
			return
		}
		switch kind {
		case "eXIf":
			w.exif(w.src[at+8 : next-4])
		case "tEXt", "zTXt", "iTXt", "tIME":
			w.note(Note)
		case "iCCP":
			w.note(Profile)
		case "tRNS":
			w.clear = true
		case "acTL":
			w.note(Preview)
		case "IEND":
			if next < len(w.src) {
				w.note(Tail)
			}
			return
		}
		at = next
	}
}

// jpeg passes over segments: ITU-T T.81, B.1.1.
func (w *walk) jpeg() {
	for at := 2; at+4 <= len(w.src) && w.src[at] == 0xff; {
		marker := w.src[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0xda:
			w.scans++
			if at = w.scan(at); at < 0 {
				return
			}
			continue
		case marker == 0xd9:
			w.end(at + 2)
			return
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			at += 2
			continue
		}
		next := at + 2 + int(binary.BigEndian.Uint16(w.src[at+2:]))
		if next < at+4 || next > len(w.src) {
			return
		}
		if marker >= 0xc0 && marker <= 0xc2 {
			w.frame = readFrame(marker, w.src[at+4:next])
		}
		w.segment(marker, w.src[at+4:next])
		at = next
	}
}

func (w *walk) segment(marker byte, body []byte) {
	switch {
	case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
		w.exif(body[6:])
	case marker == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE")):
		w.note(Profile)
	case marker == 0xe2 && bytes.HasPrefix(body, []byte("MPF")):
		w.note(Preview)
	case marker == 0xe0 && bytes.HasPrefix(body, []byte("JFIF")), marker == 0xee && bytes.HasPrefix(body, []byte("Adobe")):
	case marker >= 0xe0 && marker <= 0xef || marker == 0xfe:
		w.note(Note)
	}
}

// scan passes over coded data from a start of scan on and returns the place of
// the next marker, -1 without one. Further segments and scans may follow.
func (w *walk) scan(at int) int {
	for at += 2 + int(binary.BigEndian.Uint16(w.src[at+2:])); at < len(w.src); at += 2 {
		i := bytes.IndexByte(w.src[at:], 0xff)
		if i < 0 || at+i+1 >= len(w.src) {
			return -1
		}
		at += i
		switch next := w.src[at+1]; {
		case next == 0xd9:
			w.end(at + 2)
			return -1
		case next != 0 && (next < 0xd0 || next > 0xd7):
			return at
		}
	}
	return -1
}

func (w *walk) end(at int) {
	if at < len(w.src) {
		w.note(Tail)
	}
}

// gif passes over blocks and counts the pixels of all frames: GIF89a, 17–26.
func (w *walk) gif() error {
	if len(w.src) < 13 {
		return damaged(nil)
	}
	pixels, frames := 0, 0
	for at := 13 + colours(w.src[10]); at < len(w.src); {
		switch w.src[at] {
		case 0x3b:
			w.end(at + 1)
			return nil
		case 0x21:
			w.extension(at)
			at = w.blocks(at + 2)
		case 0x2c:
			if at+11 > len(w.src) {
				return damaged(nil)
			}
			pixels += int(binary.LittleEndian.Uint16(w.src[at+5:])) * int(binary.LittleEndian.Uint16(w.src[at+7:]))
			if frames++; pixels > MaxPixels || frames > 1000 {
				return parts.Exceeded("picture-pixels", "max", "40")
			}
			at = w.blocks(at + 11 + colours(w.src[at+9]))
		default:
			return damaged(nil)
		}
	}
	return damaged(nil)
}

// extension notes comments and what programs added; delays and loops are seen.
func (w *walk) extension(at int) {
	switch body := w.src[at+1:]; {
	case len(body) == 0 || body[0] == 0xf9:
	case body[0] == 0xff && len(body) > 13 && string(body[2:13]) == "NETSCAPE2.0":
	default:
		w.note(Note)
	}
}

// blocks returns the place behind a list of blocks.
func (w *walk) blocks(at int) int {
	for at < len(w.src) && w.src[at] != 0 {
		at += 1 + int(w.src[at])
	}
	return at + 1
}

// colours is the length of a table of colours, from the byte that tells it.
func colours(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (1 + packed&7)
}

// webp passes over chunks: RFC 9649, 2.3. It returns false if points are
// not as many as the header of the file says.
func (w *walk) webp() bool {
	end := min(len(w.src), 8+int(binary.LittleEndian.Uint32(w.src[4:])))
	for at := 12; at+8 <= end; {
		length := int(binary.LittleEndian.Uint32(w.src[at+4:]))
		next := at + 8 + length + length&1
		body := w.src[min(at+8, end):min(at+8+length, end)]
		kind := string(w.src[at : at+4])
		if kind == "VP8 " || kind == "VP8L" {
			if width, height := webpSize(kind, body); width != w.width || height != w.height {
				return false
			}
			w.lossless = w.lossless || kind == "VP8L"
		}
		switch kind {
		case "ALPH":
			w.clear = true
		case "EXIF":
			w.exif(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
		case "XMP ":
			w.note(Note)
		case "ICCP":
			w.note(Profile)
		case "ANIM":
			w.note(Preview)
		}
		at = next
	}
	w.end(end)
	return true
}
