package clean_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io/fs"
	"strings"
	"testing"
)

// patched changes the entry of the list of parts that has this name: field is
// the distance of a number from the beginning of the entry.
func patched(tb testing.TB, src []byte, name string, field int, value uint32) []byte {
	tb.Helper()
	out := bytes.Clone(src)
	for at := 0; ; at++ {
		i := bytes.Index(out[at:], []byte("PK\x01\x02"))
		if i < 0 {
			tb.Fatalf("no entry %s", name)
		}
		if at += i; bytes.HasPrefix(out[at+46:], []byte(name)) {
			binary.LittleEndian.PutUint32(out[at+field:], value)
			return out
		}
	}
}

func hostileArchives(tb testing.TB) []sample {
	doc := docxFile(tb, para("x"), rels())
	link := func() []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		h := &zip.FileHeader{Name: "a.txt"}
		h.SetMode(fs.ModeSymlink | 0o777)
		part, err := w.CreateHeader(h)
		if err != nil {
			tb.Fatal(err)
		}
		_, _ = part.Write([]byte("/etc/passwd"))
		_ = w.Close()
		return b.Bytes()
	}
	nameOnly := func(name string) []byte { return pack(tb, name, "x") }
	overlapping := pack(tb, "a.txt", strings.Repeat("x", 50), "b.txt", strings.Repeat("y", 50))
	return []sample{
		{"duplicate.docx", "!office-archive", docxFile(tb, para("x"), rels(), "word/document.xml", "<x/>")},
		{"twin.zip", "!office-archive", pack(tb, "a.txt", "1", "A.TXT", "2")},
		{"overlap.zip", "!office-archive", patched(tb, overlapping, "b.txt", 42, 0)},
		{"locked.zip", "!office-encrypted", patched(tb, pack(tb, "a.txt", "1"), "a.txt", 8, 1|8<<16)},
		{"truncated.docx", "!office-damaged", doc[:len(doc)-40]},
		{"half.docx", "!office-damaged", doc[:len(doc)/2]},
		{"prefix.zip", "!clean-unknown", append([]byte("<html>"), doc...)},
		{"tail.docx", "!office-damaged", append(bytes.Clone(doc), "<script>KANARI</script>"...)},
		{"pdf-and-zip.zip", "!clean-polyglot", pack(tb, "%PDF-1.7", "1 0 obj")},
		{"gap.zip", "!clean-polyglot", gap(tb)},
		{"link.zip", "!office-archive", link()},
		{"nested.zip", "!clean-entry", pack(tb, "a.zip", string(pack(tb, "b.txt", "x")))},
		{"hostile-inside.zip", "!clean-entry", pack(tb, "a.txt", "x", "b.exe", "MZ")},
		{"up.zip", "!clean-name", nameOnly("../a.txt")}, {"root.zip", "!clean-name", nameOnly("/a.txt")}, {"drive.zip", "!clean-name", nameOnly("C:/a.txt")},
		{"backslash.zip", "!clean-name", nameOnly(`a\b.txt`)}, {"device.zip", "!clean-name", nameOnly("aux.txt")}, {"port.zip", "!clean-name", nameOnly("x/COM1.txt")},
		{"bidi.zip", "!clean-name", nameOnly("a\u202etxt.exe.txt")}, {"zero.zip", "!clean-name", nameOnly("a\u200b.txt")}, {"long.zip", "!clean-name", nameOnly(strings.Repeat("ä", 70) + ".txt")},
		{"decomposed.zip", "!clean-name", nameOnly("a\u0308.txt")}, {"dot.zip", "!clean-name", nameOnly("a.txt.")},
		{"inside.zip", "comment picture-exif", pack(tb, "a.docx", string(docxFile(tb, para("x"), rels("comments", "comments.xml"), "word/comments.xml", canary)), "b.jpg", string(withSegment(jpegFile(tb), 0xe1, exif(1))), "c.md", "# Text\n")},
	}
}

// gap is an archive with bytes before its first part.
func gap(tb testing.TB) []byte {
	src := pack(tb, "a.txt", "x")
	var b bytes.Buffer
	b.WriteString("PK\x03\x04" + strings.Repeat("K", 60))
	offset := uint32(b.Len())
	b.Write(src)
	out := patched(tb, b.Bytes(), "a.txt", 42, offset)
	end := bytes.LastIndex(out, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint32(out[end+16:], binary.LittleEndian.Uint32(out[end+16:])+offset)
	return out
}
