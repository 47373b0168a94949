package leak

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text in its common form: lower case, ä as ae, without
// soft hyphens. It is valid until the next one.
type word struct {
	hash       uint64
	text       []byte // at most maxWord bytes of it
	letters    int
	digits     int
	start, end int // in the source
}

const maxWord = 80

// reader cuts a text into words, decoding what may hide them.
type reader struct {
	src  []byte
	tags bool // HTML or XML: tags are no words, some are nothing at all
	word word
	emit func(*word)
	open bool
}

// eachWord calls emit for every word of src.
func eachWord(src []byte, tags bool, emit func(*word)) {
	r := &reader{src: src, tags: tags, emit: emit}
	r.word.text = make([]byte, 0, maxWord)
	i := 0
	for i < len(src) {
		if plain[src[i]] != 0 {
			i = r.run(i)
			continue
		}
		i = r.step(i)
	}
	r.flush(len(src))
}

// plain are the characters that stand for themselves in a word, in lower case.
var plain = func() (lower [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		lower[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		lower[c], lower[c+'A'-'a'] = c, c
	}
	return lower
}()

// run reads a run of such characters, of which most texts are made, and returns
// where it ends.
func (r *reader) run(start int) int {
	if !r.open {
		r.begin(start)
	}
	w := &r.word
	hash, digits, i := w.hash, 0, start
	for i < len(r.src) {
		c := plain[r.src[i]]
		if c == 0 {
			break
		}
		hash = (hash ^ uint64(c)) * 1099511628211
		if c <= '9' {
			digits++
		}
		if len(w.text) < maxWord {
			w.text = append(w.text, c)
		}
		i++
	}
	w.hash = hash
	w.digits += digits
	w.letters += i - start - digits
	return i
}

// begin starts a word.
func (r *reader) begin(start int) {
	r.open = true
	w := &r.word
	w.hash, w.text, w.letters, w.digits, w.start = 14695981039346656037, w.text[:0], 0, 0, start
}

func (r *reader) flush(end int) {
	if !r.open {
		return
	}
	r.open = false
	r.word.end = end
	r.emit(&r.word)
}

// put adds a character to the word; start is where it stands.
func (r *reader) put(c byte, start int) {
	if !r.open {
		r.begin(start)
	}
	r.word.hash = (r.word.hash ^ uint64(c)) * 1099511628211
	if len(r.word.text) < maxWord {
		r.word.text = append(r.word.text, c)
	}
	if c >= '0' && c <= '9' {
		r.word.digits++
	} else {
		r.word.letters++
	}
}

// step reads what stands at i, which is no plain character, and returns where to
// go on.
func (r *reader) step(i int) int {
	c := r.src[i]
	switch {
	case c >= utf8.RuneSelf:
		return r.foreign(i)
	case c == '&':
		if n := r.entity(i); n > 0 {
			return i + n
		}
	case c == '%':
		if n := r.percent(i); n > 0 {
			return i + n
		}
	case c == '\\':
		return i + r.escape(i)
	case c == '<' && r.tags:
		if n := r.tag(i); n > 0 {
			return i + n
		}
	}
	r.flush(i)
	return i + 1
}

// foreign reads a character beyond ASCII. Bytes that are no UTF-8 count as
// Latin-1, in which old programs write.
func (r *reader) foreign(i int) int {
	c, size := utf8.DecodeRune(r.src[i:])
	if c == utf8.RuneError && size == 1 {
		c = rune(r.src[i])
	}
	r.rune(c, i)
	return i + size
}

// rune adds a character in its common form, or ends the word.
func (r *reader) rune(c rune, i int) {
	if c >= 0xff01 && c <= 0xff5e { // full-width forms
		c -= 0xfee0
	}
	if c < utf8.RuneSelf {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			r.put(byte(c), i)
		} else {
			r.flush(i)
		}
		return
	}
	switch c {
	case 'ä', 'Ä', 'æ', 'Æ':
		r.puts("ae", i)
	case 'ö', 'Ö', 'ø', 'Ø', 'œ', 'Œ':
		r.puts("oe", i)
	case 'ü', 'Ü':
		r.puts("ue", i)
	case 'ß', 'ẞ':
		r.puts("ss", i)
	case 0x308: // of ä in two characters
		if r.open && len(r.word.text) > 0 && strings.IndexByte("aou", r.word.text[len(r.word.text)-1]) >= 0 {
			r.put('e', i)
		}
	default:
		switch {
		case unicode.In(c, unicode.Cf, unicode.Mn):
		case unicode.IsLetter(c), unicode.IsDigit(c):
			r.puts(string(unicode.ToLower(c)), i)
		default:
			r.flush(i)
		}
	}
}

func (r *reader) puts(s string, i int) {
	for j := range len(s) {
		r.put(s[j], i)
	}
}

// decoded reads a character that was written in another way.
func (r *reader) decoded(s string, i int) {
	for _, c := range s {
		r.rune(c, i)
	}
}

// entity reads "&auml;", "&#228;" and returns its length; 0 if it is none.
func (r *reader) entity(i int) int {
	end := bytes.IndexByte(r.src[i:min(i+12, len(r.src))], ';')
	if end < 3 {
		return 0
	}
	switch string(r.src[i+1 : i+end]) {
	case "amp", "lt", "gt", "quot", "apos", "#34", "#39": // of most entities
		r.flush(i)
		return end + 1
	}
	written := string(r.src[i : i+end+1])
	plain := html.UnescapeString(written)
	if plain == written {
		return 0
	}
	r.decoded(plain, i)
	return end + 1
}

// percent reads a run of "%C3%A4".
func (r *reader) percent(i int) int {
	var out []byte
	n := 0
	for i+n+2 < len(r.src) && r.src[i+n] == '%' {
		high, low := unhex(r.src[i+n+1]), unhex(r.src[i+n+2])
		if high < 0 || low < 0 {
			break
		}
		out = append(out, byte(high<<4|low))
		n += 3
	}
	r.decoded(string(out), i)
	return n
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// escape reads what a backslash begins in JSON, JavaScript and calendars.
func (r *reader) escape(i int) int {
	if i+1 >= len(r.src) {
		r.flush(i)
		return 1
	}
	digits := map[byte]int{'u': 4, 'x': 2}[r.src[i+1]]
	if digits > 0 && i+2+digits <= len(r.src) {
		var c rune
		for _, b := range r.src[i+2 : i+2+digits] {
			value := unhex(b)
			if value < 0 {
				r.flush(i)
				return 1
			}
			c = c<<4 | rune(value)
		}
		r.rune(c, i)
		return 2 + digits
	}
	r.flush(i)
	if strings.IndexByte("nrtN", r.src[i+1]) >= 0 {
		return 2
	}
	return 1
}

// nothing are the tags in the middle of words, of HTML and of office files.
var nothing = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "del": true, "dfn": true, "em": true, "i": true,
	"ins": true, "kbd": true, "mark": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true, "sub": true,
	"sup": true, "tspan": true, "u": true, "var": true, "wbr": true,
	"r": true, "t": true, "rpr": true, "bookmarkstart": true, "bookmarkend": true, "prooferr": true, "lang": true, "hyperlink": true,
	"lastrenderedpagebreak": true, "bookmark": true, "sz": true, "color": true,
}

// tag skips a tag and returns its length; 0 if it is none.
func (r *reader) tag(i int) int {
	rest := r.src[i+1:]
	if bytes.HasPrefix(rest, []byte("!--")) {
		if end := bytes.Index(rest, []byte("-->")); end > 0 {
			r.flush(i)
			return end + 4
		}
		return 0
	}
	name := rest
	if len(name) > 0 && name[0] == '/' {
		name = name[1:]
	}
	if len(name) == 0 || name[0] != '!' && name[0] != '?' && (name[0]|0x20 < 'a' || name[0]|0x20 > 'z') {
		return 0
	}
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		return 0
	}
	stop := bytes.IndexAny(name, " \t\r\n/>")
	if stop < 0 {
		return 0
	}
	name = name[:stop]
	if colon := bytes.IndexByte(name, ':'); colon >= 0 {
		name = name[colon+1:]
	}
	if !nothing[strings.ToLower(string(name))] {
		r.flush(i)
	}
	return end + 2
}
