package strict

import (
	"bytes"
	"strconv"

	"github.com/kaaw/nachbar/internal/diag"
)

// scan checks the bytes of a document before a parser sees them. readable is
// false when parsing would be pointless or dear.
func scan(src []byte, at Source) (list diag.List, readable bool) {
	if len(src) > MaxBytes {
		return diag.List{at.problem("yaml-too-large", 1, 0,
			"size", strconv.Itoa(len(src)), "max", strconv.Itoa(MaxBytes))}, false
	}
	list = CheckText(src, at)
	mixed := checkScripts(src, at)
	list.Add(mixed...)
	if n := entries(src); n > maxEntries {
		list.Add(at.problem("yaml-too-many-keys", 1, 0, "max", strconv.Itoa(MaxKeys)))
		return list, false
	}
	if p, found := secondDocument(src, at); found {
		list.Add(p)
		return list, false
	}
	for _, p := range list {
		if p.ID == "text-invalid-utf8" {
			return list, false
		}
	}
	return list, true
}

// entries counts the separators that start a key, an item or a comment. It is
// an upper bound for what the parser allocates, not the number of keys: text
// may hold separators too.
func entries(src []byte) int {
	n := 0
	for i, c := range src {
		switch c {
		case ',', '[', '{', '#':
			n++
		case ':', '-', '?':
			if i+1 == len(src) || src[i+1] <= ' ' {
				n++
			}
		}
	}
	return n
}

// secondDocument finds the lines that end a document or configure the parser:
// "---" after the first line with text, "...", and directives.
func secondDocument(src []byte, at Source) (diag.Problem, bool) {
	seen := false
	rest := src
	for n := 1; len(rest) > 0; n++ {
		var line []byte
		line, rest = cutLine(rest)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		switch {
		case line[0] == '%':
			return at.problem("yaml-directive", n, 1, "text", excerpt(line)), true
		case isMarker(line, "...") && len(bytes.TrimSpace(rest)) > 0, isMarker(line, "---") && seen:
			return at.problem("yaml-documents", n, 1), true
		}
		seen = seen || len(bytes.TrimSpace(line)) > 0
	}
	return diag.Problem{}, false
}

func isMarker(line []byte, marker string) bool {
	return bytes.HasPrefix(line, []byte(marker)) && (len(line) == 3 || line[3] <= ' ')
}

// excerpt returns the beginning of a text for a message.
func excerpt[T string | []byte](s T) string {
	const most = 80
	text := []rune(string(s[:min(len(s), 4*most)]))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}
