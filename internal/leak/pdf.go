package leak

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"io"
)

// pdf looks at a PDF: at its bytes, at its streams as far as deflate packed them
// (object streams, metadata), and at the text that readers see.
func (x *look) pdf(where string, data []byte, depth int) {
	x.words(data, where, false)
	x.wide(where, data)
	x.encoded(where, data, depth)
	rest := data
	for {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			break
		}
		rest = bytes.TrimLeft(rest[i+len("stream"):], "\r\n")
		r, err := zlib.NewReader(bytes.NewReader(rest))
		if err != nil {
			continue // no stream, or packed in another way
		}
		body, _ := io.ReadAll(io.LimitReader(r, int64(max(x.budget, 0)))) // what can be read of it
		if x.budget -= len(body); x.budget <= 0 {
			x.unreadable(where, errBudget)
			return
		}
		x.words(body, where, false)
		x.wide(where, body)
		x.encoded(where, body, depth)
	}
	if x.secrets.opt.Extract == nil {
		return
	}
	title, text, err := x.secrets.opt.Extract(context.Background(), "x.pdf", data)
	if err != nil {
		x.unreadable(where, err)
		return
	}
	x.text(title, where, false)
	x.text(text, where, false)
}

// png looks at the packed texts of a picture (zTXt, iTXt).
func (x *look) png(where string, data []byte, depth int) {
	for rest := data[8:]; len(rest) >= 12; {
		size := int(binary.BigEndian.Uint32(rest))
		if size < 0 || size > len(rest)-12 {
			return
		}
		if kind := string(rest[4:8]); kind == "zTXt" || kind == "iTXt" {
			body := rest[8 : 8+size]
			for i := range body { // behind the keyword and some zeros
				if body[i] != 0x78 {
					continue
				}
				if r, err := zlib.NewReader(bytes.NewReader(body[i:])); err == nil && x.stream(where, r, depth, false) {
					break
				}
			}
		}
		rest = rest[12+size:]
	}
}
