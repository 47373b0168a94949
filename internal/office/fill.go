package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Filled is a part of a filled file.
type Filled struct {
	Name   string
	Body   []byte
	Stored bool
}

// Fill puts answers into the gaps of a form.
func (f *Form) Fill(answers map[string]string) []Filled {
	out := make([]Filled, len(f.Entries))
	for i := range f.Entries {
		e := &f.Entries[i]
		out[i] = Filled{Name: e.Name, Body: e.Data, Stored: e.Stored}
		if e.Data == nil {
			var b bytes.Buffer
			fill(&b, e.Pieces, answers, e.Break)
			out[i].Body = b.Bytes()
		}
	}
	return out
}

func fill(b *bytes.Buffer, pieces []Piece, answers map[string]string, lineBreak string) {
	for i := range pieces {
		p := &pieces[i]
		switch {
		case p.Field == "":
			b.WriteString(p.Text)
		case p.Cases == nil:
			b.WriteString(escape(answers[p.Field], lineBreak))
		default:
			if c := pick(p.Cases, answers[p.Field]); c != nil {
				fill(b, c.Pieces, answers, lineBreak)
			}
		}
	}
}

// pick finds the case of an answer.
func pick(cases []Branch, answer string) *Branch {
	var other *Branch
	for i := range cases {
		switch c := &cases[i]; {
		case c.Value == answer:
			return c
		case c.Value == Other && answer != "":
			other = c
		}
	}
	return other
}

// escape makes text of XML from an answer, in elements and in attributes.
// Characters that XML cannot hold are left out, lines are parted by lineBreak.
func escape(answer, lineBreak string) string {
	if lineBreak == "" {
		lineBreak = " "
	}
	var b strings.Builder
	answer = strings.ReplaceAll(answer, "\r\n", "\n")
	for _, r := range answer {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n' || r == '\r':
			b.WriteString(lineBreak)
		case r == '\t':
			b.WriteByte(' ')
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Epoch is the time of all parts: the oldest that a ZIP file can say.
var Epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Zip writes parts as an office file. The same parts make the same bytes.
func Zip(w io.Writer, parts []Filled) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		head := &zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: Epoch}
		var err error
		var out io.Writer
		if p.Stored { // without a data descriptor: the type of an ODF file is read at a fixed place
			head.Method = zip.Store
			head.CRC32 = crc32.ChecksumIEEE(p.Body)
			head.CompressedSize64, head.UncompressedSize64 = uint64(len(p.Body)), uint64(len(p.Body))
			out, err = z.CreateRaw(head)
		} else {
			out, err = z.CreateHeader(head)
		}
		if err == nil {
			_, err = out.Write(p.Body)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", p.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write office file: %w", err)
	}
	return nil
}
