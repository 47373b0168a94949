package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ids hands out the ids of a page, each one once.
type ids struct {
	used map[string]bool
	// last is the number that the last id made from this one got.
	last map[string]int
	// own are the ids that the author gives: no generated one may take them,
	// even where it comes first.
	own map[string]bool
}

// reserve keeps the ids of the layout and of the author from being generated.
func (i *ids) reserve(layout []string, src []byte) {
	for _, id := range layout {
		i.used[id] = true
	}
	for {
		n := bytes.Index(src, []byte("{#"))
		if n < 0 {
			return
		}
		src = src[n+2:]
		end := bytes.IndexAny(src[:min(len(src), 101)], " }\n")
		if end > 0 && isName(src[:end]) {
			if i.own == nil {
				i.own = map[string]bool{}
			}
			i.own[string(src[:end])] = true
		}
	}
}

// generated returns an id like the wanted one: "ziel", else "ziel-2".
func (p *page) generated(want []byte) string {
	ids := &p.ids
	if !ids.used[string(want)] && !ids.own[string(want)] {
		return p.take(string(want))
	}
	for n := max(ids.last[string(want)], 1) + 1; ; n++ {
		id := string(want) + "-" + decimal(n)
		if !ids.used[id] && !ids.own[id] {
			ids.last[string(want)] = n
			return p.take(id)
		}
	}
}

// ownID returns the id the author gave. A second one of the same name is a
// problem, and gets a number.
func (p *page) ownID(id string, pos int) string {
	if p.ids.used[id] {
		p.report("markdown-duplicate-id", pos, "id", id)
		return p.generated([]byte(id))
	}
	return p.take(id)
}

func (p *page) take(id string) string {
	p.ids.used[id] = true
	return p.anchor(id)
}

func (p *page) anchor(id string) string {
	p.doc.Anchors = append(p.doc.Anchors, id)
	return id
}

// appendSlug appends the id that a heading's text makes: lower case letters
// and digits with hyphens between them, umlauts as ae, oe, ue and ss.
func appendSlug(dst, s []byte) []byte {
	start := len(dst)
	gap := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			c = lowerASCII[c]
			if c == 0 {
				gap = true
				continue
			}
			dst = hyphen(dst, start, &gap)
			dst = append(dst, c)
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		i += n
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = gap || !unicode.Is(unicode.Mn, r) && r != 0xAD
			continue
		}
		dst = hyphen(dst, start, &gap)
		dst = appendLetter(dst, unicode.ToLower(r))
	}
	if len(dst) == start {
		return append(dst, "abschnitt"...)
	}
	return dst
}

// lowerASCII maps letters and digits to lower case, all else to 0.
var lowerASCII = func() (t [128]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()

func hyphen(dst []byte, start int, gap *bool) []byte {
	if *gap && len(dst) > start {
		dst = append(dst, '-')
	}
	*gap = false
	return dst
}

// appendLetter appends a lower-case letter beyond ASCII: German ones spelled
// out, other Latin ones without their accents, the rest as they are.
func appendLetter(dst []byte, r rune) []byte {
	switch r {
	case 'ä', 'æ':
		return append(dst, "ae"...)
	case 'ö', 'ø', 'œ':
		return append(dst, "oe"...)
	case 'ü':
		return append(dst, "ue"...)
	case 'ß', 'ẞ':
		return append(dst, "ss"...)
	case 'ł':
		return append(dst, 'l')
	case 'đ', 'ð':
		return append(dst, 'd')
	case 'þ':
		return append(dst, "th"...)
	case 'ı':
		return append(dst, 'i')
	}
	for _, base := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, base) {
			dst = utf8.AppendRune(dst, base)
		}
	}
	return dst
}
