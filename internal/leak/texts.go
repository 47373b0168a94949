package leak

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// texts are the texts that a reader of a file may come to know, in the forms in
// which they may come out of it.
func (c *collection) texts(ctx context.Context, name string, src []byte) (texts [][]byte) {
	switch kind := parts.Recognise(src); {
	case kind == parts.Zipped || kind == parts.Portable:
		if c.opt.Extract != nil {
			if title, text, err := c.opt.Extract(ctx, name, src); err == nil {
				texts = append(texts, []byte(title), []byte(text))
			}
		}
		if kind == parts.Portable {
			return append(texts, pdfTexts(src)...)
		}
		return append(texts, zipTexts(src)...)
	case strings.HasSuffix(name, ".md"):
		return [][]byte{withoutMarks(src)}
	case markup(src):
		return [][]byte{withoutTags(src)}
	case utf8.Valid(src) || textual(name):
		return [][]byte{src}
	}
	return pictureTexts(src)
}

func textual(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".txt", ".ics", ".json", ".yaml":
		return true
	}
	return false
}

// withoutTags are the words of HTML or XML.
func withoutTags(src []byte) []byte {
	out := make([]byte, 0, len(src)/2)
	eachWord(src, true, func(w *word) { out = append(append(out, w.text...), ' ') })
	return out
}

// eachPart reads the parts of an archive, as far as the budgets of office files
// go. What cannot be read is left out: the file as a whole is a secret anyway.
func eachPart(src []byte, visit func(name string, body []byte)) {
	if !bytes.HasPrefix(src, []byte("PK")) {
		return
	}
	archive, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if archive == nil || err != nil && len(archive.File) == 0 {
		return
	}
	left := int64(parts.MaxFile)
	for _, part := range archive.File[:min(len(archive.File), parts.MaxParts)] {
		r, err := part.Open()
		if err != nil {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(r, left))
		if left -= int64(len(body)); err == nil && r.Close() == nil && left > 0 {
			visit(part.Name, body)
		}
	}
}

// zipTexts are the texts in the parts of an office file, of metadata and of what
// it hides as well.
func zipTexts(src []byte) (texts [][]byte) {
	eachPart(src, func(name string, body []byte) {
		switch {
		case markup(body):
			texts = append(texts, withoutTags(body))
		case bytes.HasPrefix(body, []byte("PK\x03\x04")):
			texts = append(texts, zipTexts(body)...)
		case utf8.Valid(body):
			texts = append(texts, body)
		default:
			texts = append(texts, pictureTexts(body)...)
		}
	})
	return texts
}

// members are the hashes of the parts of an archive that are no markup: pictures
// and other files in it.
func members(src []byte) (sums [][32]byte) {
	eachPart(src, func(name string, body []byte) {
		if len(body) >= 256 && !markup(body) {
			sums = append(sums, sha256.Sum256(body))
		}
	})
	return sums
}

// pdfTexts are the metadata of a PDF, where they are not packed.
func pdfTexts(src []byte) (texts [][]byte) {
	for _, key := range []string{"/Title", "/Author", "/Subject", "/Keywords"} {
		for rest := src; ; {
			i := bytes.Index(rest, []byte(key))
			if i < 0 {
				break
			}
			rest = bytes.TrimLeft(rest[i+len(key):], " \r\n")
			if end := bytes.IndexByte(rest, ')'); len(rest) > 0 && rest[0] == '(' && end > 0 {
				texts = append(texts, narrow(rest[1:end]))
			} else if end := bytes.IndexByte(rest, '>'); len(rest) > 1 && rest[0] == '<' && rest[1] != '<' && end > 0 {
				texts = append(texts, narrow(fromHex(rest[1:end])))
			}
		}
	}
	if i := bytes.Index(src, []byte("<x:xmpmeta")); i >= 0 {
		if end := bytes.Index(src[i:], []byte("</x:xmpmeta>")); end > 0 {
			texts = append(texts, withoutTags(src[i:i+end]))
		}
	}
	return texts
}

// narrow drops the zeros of text with two bytes a character.
func narrow(text []byte) []byte { return bytes.ReplaceAll(text, []byte{0}, nil) }

// pictureTexts are texts in the head of a picture: its metadata.
func pictureTexts(src []byte) (texts [][]byte) {
	const head, least = 64 << 10, 10
	start := narrow(src[:min(len(src), head)])
	for i := 0; i < len(start); {
		from := i
		for i < len(start) && start[i] >= ' ' && start[i] <= '~' {
			i++
		}
		if i-from >= least {
			texts = append(texts, slices.Clone(start[from:i]))
		}
		i++
	}
	if i := bytes.Index(src, []byte("zTXt")); i >= 0 {
		if at := bytes.IndexByte(src[i:], 0x78); at > 0 {
			if r, err := zlib.NewReader(bytes.NewReader(src[i+at:])); err == nil {
				body, _ := io.ReadAll(io.LimitReader(r, head)) // what can be read of it
				texts = append(texts, body)
			}
		}
	}
	return texts
}
