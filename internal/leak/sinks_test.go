package leak_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"html"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/andybalholm/brotli"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// sink is a file through which something gets out.
type sink struct {
	name, path string
	body       []byte
}

func sinks(t testing.TB) []sink {
	text := func(name, path, body string) sink { return sink{name, path, []byte(body)} }
	quoted, err := json.Marshal(map[string]string{"x": secretLine})
	if err != nil {
		t.Fatal(err)
	}
	escaped := ascii(string(quoted))
	list := []sink{
		text("text of a page", "a/index.html", "<!doctype html><p>"+html.EscapeString(secretLine)),
		text("words in tags", "a/index.html", "<p>Der <b>Gener</b>ator im <a href='x'>Keller</a> der <span class=k>Feuer</span>wache springt"),
		text("title", "a/index.html", "<title>"+secretTitle+" – Portal</title>"),
		text("description", "a/index.html", `<meta name="description" content="Ablauf der verdeckten Alarmierung">`),
		text("alternative text", "a/index.html", `<img src="x.png" alt="Übung&#32;Feuervogel">`),
		text("comment", "a/index.html", "<!-- Depot Nordhang -->"),
		text("data attribute", "a/index.html", `<div data-x='{"t":"&Uuml;bung Feuervogel"}'>`),
		text("address", "a/index.html", `<a href="../intern/feuervogel/">mehr</a>`),
		text("tag", "schlagworte/index.html", "<li>Silberdistel (1)"),
		text("cell", "a.csv", "Ort;Wert\nDepot Nordhang;4711-KX12\n"),
		text("file name", "schlagworte/silberdistel/index.html", "<p>leer"),
		text("sitemap", "sitemap.xml", "<?xml version='1.0'?><urlset><url><loc>https://portal.example.org/intern/feuervogel/</loc></url></urlset>"),
		text("feed", "feed.xml", "<?xml version='1.0'?><feed><entry><title type='html'>&amp;Uuml;bung Feuervogel</title></entry></feed>"),
		text("calendar", "termine.ics", "BEGIN:VCALENDAR\r\nSUMMARY:Der Generator im Keller der Feu\r\n erwache springt erst nach neunzig\r\nEND:VCALENDAR\r\n"),
		text("json", "katalog.json", string(quoted)),
		text("json in ASCII", "katalog.json", escaped),
		text("script", "daten.js", `f("\x44er Generator im Keller der Feuerwache \u0073pringt")`),
		text("checksums", "pruefsummen.txt", strings.Repeat("0", 64)+"  intern/feuervogel/plan7.bin\n"),
		text("hash of a file in a name", "manifest.json", `{"files":{"intern/feuervogel/plan7.bin":"`+fmt.Sprintf("%x", sha256.Sum256([]byte(secretFile)))+`"}}`),
		text("percent signs", "suche/index.html", "<a href='?q="+url.QueryEscape(secretLine)+"'>"),
		text("drawing", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>Übung <tspan>Feuervogel</tspan></text></svg>"),
		text("Base64", "a.js", `x="`+base64.StdEncoding.EncodeToString([]byte(secretLine))+`"`),
		text("Base64 of addresses", "a.html", `<a href="data:text/plain;base64,`+base64.RawURLEncoding.EncodeToString([]byte(secretLine))+`">`),
		text("lines of Base64", "a.eml", "Content-Transfer-Encoding: base64\n\n"+broken(base64.StdEncoding.EncodeToString([]byte(secretLine)), 12)),
		text("hexadecimal", "a.txt", hex.EncodeToString([]byte(secretLine))),
		text("UTF-16", "a.txt", wide(secretLine, binary.LittleEndian, true)),
		text("UTF-16 of the other end, in the middle", "a.bin", "\xff\x00\x00\x07"+wide(secretLine, binary.BigEndian, false)+"\x01\x02\x03"),
		text("Latin-1", "a.csv", "\xdcbung Feuervogel;1\n"),
		text("decomposed umlauts", "a.html", "<p>U\u0308bung Feuervogel"),
		text("soft hyphens", "a.html", "<p>Übung Feuer\u00advogel, Sil&shy;ber&shy;distel"),
		text("full width", "a.html", "<p>Ｓｉｌｂｅｒｄｉｓｔｅｌ"),
		text("style sheet", "a.css", `.x::after{content:"Silberdistel"}`),
		text("message of a commit", "neu/index.html", "<li>Passt den Treffpunkt am Steinbruch an"),
		text("the file itself", "lageplan.bin", secretFile),
		text("text behind its end", "a.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\xff\xd9"+secretLine),
		{"gzip", "a.html.gz", gzipped(t, secretLine)},
		{"Brotli", "a.html.br", brotlied(t, secretLine)},
		{"picture with packed text", "a.png", picture(secretLine)},
		{"office file: text in runs", "a.docx", zipped(t, "word/document.xml", "<?xml version='1.0'?><w:document><w:p><w:r><w:t>Übung Feuer</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>vogel</w:t></w:r></w:p></w:document>")},
		{"office file: metadata", "a.odt", zipped(t, "meta.xml", "<?xml version='1.0'?><office:meta><dc:subject>Depot Nordhang</dc:subject></office:meta>")},
		{"office file: property", "a.docx", zipped(t, "docProps/custom.xml", "<?xml version='1.0'?><Properties><property name='nachbar.portal'><vt:lpwstr>Silberdistel</vt:lpwstr></property></Properties>")},
		{"office file: hidden bookmark", "a.docx", zipped(t, "word/document.xml", "<?xml version='1.0'?><w:p><w:bookmarkStart w:id='1' w:name='_nb_silberdistel'/></w:p>")},
		{"office file: comment", "a.docx", zipped(t, "word/comments.xml", "<?xml version='1.0'?><w:comments><w:t>"+secretLine+"</w:t></w:comments>")},
		{"office file: picture in it", "a.docx", zipped(t, "word/media/image1.png", secretFile)},
		{"name in an archive", "a.zip", zipped(t, "intern/feuervogel/liste.txt", "leer")},
		{"archive in an archive", "a.zip", zipped(t, "b.zip", string(zipped(t, "c.docx", string(zipped(t, "d.xml", "<?xml version='1.0'?><t>"+secretLine+"</t>")))))},
		{"archive in Base64", "a.js", []byte(`f("` + base64.StdEncoding.EncodeToString(zipped(t, "d.txt", secretLine)) + `")`)},
		{"deflate in Base64", "a.js", []byte(`f("` + base64.StdEncoding.EncodeToString(deflated(t, `{"t":[{"b":"`+secretLine+`"}]}`)) + `")`)},
		{"PDF: metadata in two bytes a character", "a.pdf", []byte("%PDF-1.4\n1 0 obj<</Title <FEFF" + strings.ToUpper(hex.EncodeToString([]byte(wide(secretTitle, binary.BigEndian, false)))) + ">>>endobj\n%%EOF")},
		{"PDF: packed stream", "a.pdf", []byte("%PDF-1.5\n1 0 obj<</Length 9/Filter/FlateDecode>>\nstream\n" + string(zlibbed(t, "<x:xmpmeta><dc:title>Depot Nordhang</dc:title></x:xmpmeta>")) + "\nendstream\nendobj\n%%EOF")},
	}
	return append(list, searchSinks(t)...)
}

// searchSinks are the shards of an index with the withheld page in it.
func searchSinks(t testing.TB) (list []sink) {
	builder, err := search.NewBuilder(search.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := builder.Add(search.Document{URL: "x/index.html", Title: "Seite", Body: "Mit Silberdisteln. " + secretLine}); err != nil {
		t.Fatal(err)
	}
	ix, err := builder.Finish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	err = shards.Write(context.Background(), ix, shards.Options{Stable: true}, func(name string, body []byte) error {
		if strings.HasPrefix(name, "d/t") || strings.HasPrefix(name, "d/b") {
			list = append(list, sink{"search: " + name, "suche/" + name, body})
		}
		return nil
	})
	if err != nil || len(list) < 2 {
		t.Fatalf("%d shards, %v", len(list), err)
	}
	return list
}

func ascii(s string) string {
	var b strings.Builder
	for _, c := range s {
		if c < 0x80 && c != 'e' {
			b.WriteRune(c)
		} else {
			fmt.Fprintf(&b, "\\u%04x", c)
		}
	}
	return b.String()
}

func broken(s string, n int) string {
	var b strings.Builder
	for len(s) > n {
		b.WriteString(s[:n] + "\r\n")
		s = s[n:]
	}
	return b.String() + s
}

func wide(s string, order binary.AppendByteOrder, mark bool) string {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func gzipped(t testing.TB, s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	write(t, w, s)
	return b.Bytes()
}

func brotlied(t testing.TB, s string) []byte {
	var b bytes.Buffer
	write(t, brotli.NewWriter(&b), s)
	return b.Bytes()
}

func zlibbed(t testing.TB, s string) []byte {
	var b bytes.Buffer
	write(t, zlib.NewWriter(&b), s)
	return b.Bytes()
}

func deflated(t testing.TB, s string) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 9)
	if err != nil {
		t.Fatal(err)
	}
	write(t, w, s)
	return b.Bytes()
}

func write(t testing.TB, w interface {
	Write([]byte) (int, error)
	Close() error
}, s string) {
	t.Helper()
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func zipped(t testing.TB, name, body string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// picture is a PNG file with a packed text.
func picture(s string) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	w.Write([]byte(s))
	w.Close()
	body := append([]byte("zTXtComment\x00\x00"), packed.Bytes()...)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(body)-4))
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
}
