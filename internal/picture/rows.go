package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"io"

	"github.com/klauspost/compress/zlib"
)

var errPNG = errors.New("not a valid png")

// pngHead is the start of a PNG: W3C PNG, 11.2.1.
type pngHead struct {
	width, height int
	depth, colour byte
	laced         bool
}

// channels is how many samples a pixel has, 0 for palettes and unknown kinds.
func (h pngHead) channels() int {
	switch h.colour {
	case 0:
		return 1
	case 2:
		return 3
	case 4:
		return 2
	case 6:
		return 4
	}
	return 0
}

// repackable reports whether rows hold nothing but samples of whole bytes. A
// palette may lack colours, and pieces of bytes may hide bits that nobody sees:
// such pictures are decoded.
func (h pngHead) repackable() bool {
	return h.channels() > 0 && (h.depth == 8 || h.depth == 16)
}

func readPNGHead(src []byte) (h pngHead, ok bool) {
	if len(src) < 33 || string(src[12:16]) != "IHDR" {
		return h, false
	}
	h.width, h.height = int(binary.BigEndian.Uint32(src[16:])), int(binary.BigEndian.Uint32(src[20:]))
	h.depth, h.colour, h.laced = src[24], src[25], src[28] == 1
	return h, src[26] == 0 && src[27] == 0 && src[28] <= 1
}

// pass is a part of a PNG: so many rows of so many bytes, with the filter's.
type pass struct{ rows, bytes int }

// passes are one, or the seven of Adam7: W3C PNG, 8.1.
func (h pngHead) passes() []pass {
	pixel := h.channels() * int(h.depth) / 8
	if !h.laced {
		return []pass{{h.height, 1 + h.width*pixel}}
	}
	var list []pass
	for _, p := range [7][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		w, rows := (h.width-p[0]+p[2]-1)/p[2], (h.height-p[1]+p[3]-1)/p[3]
		if w > 0 && rows > 0 {
			list = append(list, pass{rows, 1 + w*pixel})
		}
	}
	return list
}

// repack writes a PNG anew without decoding its points: its rows are unpacked,
// looked through and packed again, so that it takes little memory however large
// it is. Only the header, the colour that is not seen, and the rows stay.
func repack(src []byte, h pngHead) ([]byte, error) {
	data, clear, err := pngData(src, h)
	if err != nil {
		return nil, err
	}
	in, err := zlib.NewReader(data)
	if err != nil {
		return nil, err
	}
	out := newPNG(h, len(src))
	if clear != nil {
		out.chunk("tRNS", clear)
	}
	return out.rows(func(w io.Writer) error {
		if err := copyRows(w, in, h.passes()); err != nil {
			return err
		}
		return in.Close()
	})
}

// pngData finds the packed rows and the colour that is not seen (tRNS). Chunks
// that no decoder has to know are left out; other unknown ones are refused.
func pngData(src []byte, h pngHead) (data io.Reader, clear []byte, err error) {
	var packed []io.Reader
	last := ""
	for at := 8; at+12 <= len(src); {
		length := int64(binary.BigEndian.Uint32(src[at:]))
		next := int64(at) + 12 + length
		if next > int64(len(src)) {
			break
		}
		kind, body := string(src[at+4:at+8]), src[at+8:next-4]
		if crc32.ChecksumIEEE(src[at+4:next-4]) != binary.BigEndian.Uint32(src[next-4:]) {
			return nil, nil, fmt.Errorf("%w: sum of %q", errPNG, kind)
		}
		switch {
		case kind == "IEND" && len(packed) > 0:
			return io.MultiReader(packed...), clear, nil
		case kind == "IDAT" && (last == kind || len(packed) == 0):
			packed = append(packed, bytes.NewReader(body))
		case kind == "tRNS" && clear == nil && len(packed) == 0 && h.colour <= 2 && len(body) == 2*h.channels():
			clear = body
		case kind == "IHDR" && at == 8 && length == 13:
		case kind == "PLTE" && h.colour&2 != 0 && len(packed) == 0: // a proposal for screens of few colours
		case kind == "tRNS" || kind[0]&0x20 == 0:
			return nil, nil, fmt.Errorf("%w: %q out of place", errPNG, kind)
		}
		at, last = int(next), kind
	}
	return nil, nil, fmt.Errorf("%w: it has no end", errPNG)
}

// copyRows copies rows and looks at the filter that each starts with.
func copyRows(w io.Writer, r io.Reader, passes []pass) error {
	buf := make([]byte, 128<<10)
	for _, p := range passes {
		left, filter := int64(p.rows)*int64(p.bytes), 0
		for left > 0 {
			part := buf[:min(int64(len(buf)), left)]
			if _, err := io.ReadFull(r, part); err != nil {
				return err
			}
			for ; filter < len(part); filter += p.bytes {
				if part[filter] > 4 {
					return fmt.Errorf("%w: filter %d", errPNG, part[filter])
				}
			}
			filter -= len(part)
			left -= int64(len(part))
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
	}
	if n, err := io.ReadFull(r, buf[:1]); n > 0 || err != io.EOF {
		return fmt.Errorf("%w: more rows than it says, %v", errPNG, err)
	}
	return nil
}

// pngFile is a PNG that is written.
type pngFile struct {
	buf   bytes.Buffer
	large bool
}

func newPNG(h pngHead, size int) *pngFile {
	f := &pngFile{large: h.width*h.height > largePixels}
	f.buf.Grow(size + size/16 + 1024)
	f.buf.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(nil, uint32(h.width))
	head = append(binary.BigEndian.AppendUint32(head, uint32(h.height)), h.depth, h.colour, 0, 0, 0)
	if h.laced {
		head[12] = 1
	}
	f.chunk("IHDR", head)
	return f
}

func (f *pngFile) chunk(kind string, body []byte) {
	start := f.begin(kind)
	f.buf.Write(body)
	f.end(start)
}

func (f *pngFile) begin(kind string) int {
	start := f.buf.Len()
	f.buf.WriteString("\x00\x00\x00\x00" + kind)
	return start
}

func (f *pngFile) end(start int) {
	chunk := f.buf.Bytes()[start:]
	binary.BigEndian.PutUint32(chunk, uint32(len(chunk)-8))
	f.buf.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk[4:])))
}

// rows packs what write writes and ends the file.
func (f *pngFile) rows(write func(io.Writer) error) ([]byte, error) {
	start := f.begin("IDAT")
	w, err := f.packer()
	if err != nil {
		return nil, err
	}
	if err := write(w); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	f.end(start)
	f.chunk("IEND", nil)
	return f.buf.Bytes(), nil
}

func (f *pngFile) packer() (io.WriteCloser, error) {
	if f.large {
		return newSegments(&f.buf)
	}
	return zlib.NewWriterLevel(&f.buf, 6)
}

// writePNG writes points of 8 bits, with each row as differences to the
// points on the left.
func writePNG(img image.Image) ([]byte, error) {
	b := img.Bounds()
	h := pngHead{width: b.Dx(), height: b.Dy(), depth: 8, colour: 6}
	if _, grey := img.(*image.Gray); grey {
		h.colour = 0
	} else if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		h.colour = 2
	}
	pixel := h.channels()
	return newPNG(h, b.Dx()*b.Dy()/2).rows(func(w io.Writer) error {
		points := make([]byte, b.Dx()*pixel)
		row := make([]byte, 1+len(points))
		row[0] = 1 // Sub
		for y := b.Min.Y; y < b.Max.Y; y++ {
			rowOf(points, img, y, pixel)
			copy(row[1:], points[:min(pixel, len(points))])
			for i := pixel; i < len(points); i++ {
				row[1+i] = points[i] - points[i-pixel]
			}
			if _, err := w.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// rowOf puts a row of an image into to, as grey, RGB or RGBA.
func rowOf(to []byte, img image.Image, y, pixel int) {
	b := img.Bounds()
	switch img := img.(type) {
	case *image.Gray:
		copy(to, img.Pix[img.PixOffset(b.Min.X, y):])
	case *image.NRGBA:
		from := img.Pix[img.PixOffset(b.Min.X, y):]
		for i, j := 0, 0; i < len(to); i, j = i+pixel, j+4 {
			copy(to[i:i+pixel], from[j:j+4])
		}
	case *image.NYCbCrA:
		rowOfYCbCr(to, &img.YCbCr, y, pixel)
		if pixel == 4 {
			for x := range b.Dx() {
				to[4*x+3] = img.A[img.AOffset(b.Min.X+x, y)]
			}
		}
	case *image.YCbCr:
		rowOfYCbCr(to, img, y, pixel)
	default:
		for x := range b.Dx() {
			c := color.NRGBAModel.Convert(img.At(b.Min.X+x, y)).(color.NRGBA)
			copy(to[x*pixel:(x+1)*pixel], []byte{c.R, c.G, c.B, c.A})
		}
	}
}

func rowOfYCbCr(to []byte, img *image.YCbCr, y, pixel int) {
	b := img.Bounds()
	for x, i := b.Min.X, 0; x < b.Max.X; x, i = x+1, i+pixel {
		at := img.COffset(x, y)
		to[i], to[i+1], to[i+2] = color.YCbCrToRGB(img.Y[img.YOffset(x, y)], img.Cb[at], img.Cr[at])
	}
}
