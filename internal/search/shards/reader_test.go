package shards_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"testing"
)

// files are what Write put, by name.
type files map[string][]byte

var call = regexp.MustCompile(`^nachbarShard\("([a-z0-9]+)","([A-Za-z0-9+/=]+)"\)\n$`)

// load is the contents of a shard.
func (f files) load(t *testing.T, ref string) []byte {
	t.Helper()
	name := "d/" + ref + ".js"
	if ref == "index" {
		name = "index.js"
	}
	parts := call.FindSubmatch(f[name])
	if parts == nil || string(parts[1]) != ref {
		t.Fatalf("%s is %.60q", name, f[name])
	}
	packed, err := base64.StdEncoding.DecodeString(string(parts[2]))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func (f files) json(t *testing.T, ref string, into any) {
	t.Helper()
	if err := json.Unmarshal(f.load(t, ref), into); err != nil {
		t.Fatalf("%s: %v", ref, err)
	}
}

type directory struct{ Firsts, Refs, Dirs []string }

type rootFile struct {
	V, N, Block               int
	Terms, Docs, Texts, Words directory
	Lexicon                   string
	Facets                    map[string]struct {
		Ref    string
		Values []string
		Titles map[string]string
	}
	Synonyms [][]struct {
		Text  string
		Words []struct {
			Key   string
			Forms [][3]any
		}
	}
}

func (f files) root(t *testing.T) *rootFile {
	t.Helper()
	var r rootFile
	f.json(t, "index", &r)
	return &r
}

// flat is a directory in one piece.
func (f files) flat(t *testing.T, d directory) directory {
	t.Helper()
	if d.Dirs == nil {
		return d
	}
	var all directory
	for i, ref := range d.Dirs {
		var piece directory
		f.json(t, ref, &piece)
		if i+1 < len(d.Dirs) && len(piece.Refs) != 256 {
			t.Errorf("piece %d of a directory has %d entries", i, len(piece.Refs))
		}
		if len(d.Firsts) > 0 && d.Firsts[i] != piece.Firsts[0] {
			t.Errorf("piece %d begins with %q, the directory says %q", i, piece.Firsts[0], d.Firsts[i])
		}
		all.Firsts, all.Refs = append(all.Firsts, piece.Firsts...), append(all.Refs, piece.Refs...)
	}
	return all
}

// bytesReader reads numbers and texts.
type bytesReader struct {
	t    *testing.T
	rest []byte
}

func (r *bytesReader) number() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.t.Fatal("a shard ends inside a number")
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *bytesReader) take(n int) string {
	if n > len(r.rest) {
		r.t.Fatal("a shard ends inside a text")
	}
	s := string(r.rest[:n])
	r.rest = r.rest[n:]
	return s
}

func (r *bytesReader) text() string { return r.take(r.number()) }

// termFile is a term with its list.
type termFile struct {
	field   byte
	text    string
	parts   []string
	docs    []int
	impacts []byte
}

// terms reads all terms, in order, and checks that the directory leads to them.
func (f files) terms(t *testing.T) []termFile {
	t.Helper()
	var all []termFile
	dir := f.flat(t, f.root(t).Terms)
	for i, ref := range dir.Refs {
		r := &bytesReader{t, f.load(t, ref)}
		last := ""
		for len(r.rest) > 0 {
			term := termFile{text: last[:r.number()] + r.text()}
			if last == "" && term.text != dir.Firsts[i] {
				t.Errorf("shard %d begins with %q, the directory says %q", i, term.text, dir.Firsts[i])
			}
			last = term.text
			term.field = r.take(1)[0]
			df := r.number()
			if term.field == 'w' {
				for range r.number() {
					term.parts = append(term.parts, r.text())
				}
			}
			list := r
			if r.number() == 1 {
				list = &bytesReader{t, f.load(t, r.text())}
			}
			doc := 0
			for range df {
				doc += list.number()
				term.docs = append(term.docs, doc)
			}
			term.impacts = []byte(list.take(df))
			all = append(all, term)
		}
	}
	return all
}

// words reads "text df shown" of all words, and checks that the directory leads
// to them.
func (f files) words(t *testing.T) []string {
	t.Helper()
	var all []string
	dir := f.flat(t, f.root(t).Words)
	for i, ref := range dir.Refs {
		r := &bytesReader{t, f.load(t, ref)}
		last := ""
		for len(r.rest) > 0 {
			text := last[:r.number()] + r.text()
			if key := fmt.Sprintf("%c%02d", text[0], len(text)); last == "" && key != dir.Firsts[i] {
				t.Errorf("shard %d begins with %q, the directory says %q", i, key, dir.Firsts[i])
			}
			last = text
			df, n := r.number(), r.number()
			shown := text[:n/2]
			if n%2 == 1 {
				shown = string(shown[0]-'a'+'A') + shown[1:]
			}
			all = append(all, fmt.Sprint(text, " ", df, " ", shown+r.text()))
		}
	}
	return all
}

type textBlock struct {
	T []struct {
		B string
		H [][3]any
	}
	C []string
}

// body joins the pieces of a body.
func (f files) body(t *testing.T, dir directory, block, index, parts int) (body string, headings [][3]any) {
	t.Helper()
	for i := range parts {
		var b textBlock
		f.json(t, dir.Refs[block+i], &b)
		body += b.T[index].B
		headings = append(headings, b.T[index].H...)
	}
	return body, headings
}

// inflate undoes what packed does, without the call around it.
func inflate(text []byte) ([]byte, error) {
	packed, err := base64.StdEncoding.DecodeString(string(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
}

// packed is the file of a shard.
func packed(t testing.TB, ref string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "nachbarShard(%q,%q)\n", ref, base64.StdEncoding.EncodeToString(b.Bytes()))
}
