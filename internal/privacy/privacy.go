// Package privacy finds what must not stand in a shared text: data of persons,
// numbers of accounts, addresses of machines, secrets, and names of
// municipalities that did not ask to be named.
//
// Text reads a text once from front to back. A cheap trigger (a digit, an "@",
// a word of a list) starts a reader of one kind, which looks at a bounded
// stretch around it; so the time is linear in the length of any text.
//
// Kinds are hard or soft. What is of a hard kind can be told by its form, by a
// check digit or by a word before it: it is an error. Soft kinds (names of
// persons, host names, coordinates) are opinions: they are warnings. What is
// meant for examples is never found: mail addresses and hosts of RFC 2606 and
// 6761, addresses of RFC 5737, 3849, 9637 and 7042, telephone numbers that the
// Bundesnetzagentur keeps for films, numbers for emergencies and free calls.
//
// A Finding never carries what was found, only its first and last characters:
// messages and logs would spread it.
//
// The scanner of the browser, web/ts/privacy, is the twin of this package for
// all kinds but the names of municipalities, whose list never leaves the house.
// Both are held together by testdata/findings.json.
package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind says what was found.
type Kind string

// The hard kinds, then the soft ones: Name, Host and Coordinates.
const (
	Mail        Kind = "mail"
	Phone       Kind = "phone"
	IBAN        Kind = "iban"
	Tax         Kind = "tax"       // Steuernummer and Identifikationsnummer
	Insurance   Kind = "insurance" // Versicherungsnummer of the pension insurance
	IP          Kind = "ip"
	MAC         Kind = "mac"
	Secret      Kind = "secret"
	Member      Kind = "member" // a municipality of the local list
	EXIF        Kind = "exif"   // place, owner or serial number in a picture
	Name        Kind = "name"
	Host        Kind = "host"
	Coordinates Kind = "coordinates"
)

// Kinds lists all kinds, the hard ones first.
func Kinds() []Kind {
	return []Kind{Mail, Phone, IBAN, Tax, Insurance, IP, MAC, Secret, Member, EXIF, Name, Host, Coordinates}
}

// Hard reports whether a finding of the kind is an error.
func (k Kind) Hard() bool { return k != Name && k != Host && k != Coordinates }

// Place says where a text stands, which decides what is suspicious in it.
type Place int

const (
	// Prose is text that people read: a name needs something that makes it one.
	Prose Place = iota
	// Author is a field of metadata that holds who wrote or changed a file:
	// whatever looks like a name is one.
	Author
)

// Context is what Text has to know beside the text. The zero Context is prose
// of an organisation that nobody knows.
type Context struct {
	Place Place
	Rules *Rules
}

// Finding is one thing that should not stand in a text.
type Finding struct {
	Kind Kind
	Hard bool
	// Line and Col are its place, from 1, Col in characters.
	Line, Col int
	// Start and End are its place in bytes.
	Start, End int
	// Text is masked: the first and the last characters of what was found.
	Text string
	// Why is the reason in a word: "form", "checksum", "context", "list".
	Why string
	// Part is the name of the part of a Document; "" in a single text.
	Part string
}

// Text returns what is found in s, in the order of the text. Findings do not
// overlap.
func Text(s string, ctx Context) []Finding {
	x := scanner{s: s, rules: ctx.Rules}
	x.run()
	if ctx.Place == Author && len(x.found) == 0 {
		x.author()
	}
	return x.findings()
}

// Part is one text of a document: its body, a comment, a field of its metadata.
type Part struct {
	// Name tells people where the text stands: "docProps/core.xml", "Kommentar 3".
	Name  string
	Place Place
	Text  string
}

// Document returns what is found in the parts of a document, part by part.
func Document(rules *Rules, parts ...Part) []Finding {
	var out []Finding
	for _, p := range parts {
		for _, f := range Text(p.Text, Context{Place: p.Place, Rules: rules}) {
			f.Part = p.Name
			out = append(out, f)
		}
	}
	return out
}

// span is a finding before it has a line.
type span struct {
	kind       Kind
	start, end int
	why        string
}

// findings orders the spans, drops what lies in another and counts lines.
func (x *scanner) findings() []Finding {
	slices.SortStableFunc(x.found, func(a, b span) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	var out []Finding
	line, col, at, end := 1, 1, 0, 0
	for _, f := range x.found {
		if f.start < end {
			continue
		}
		end = f.end
		line += strings.Count(x.s[at:f.start], "\n")
		if nl := strings.LastIndexByte(x.s[at:f.start], '\n'); nl >= 0 {
			at, col = at+nl+1, 1
		}
		col += utf8.RuneCountInString(x.s[at:f.start])
		at = f.start
		out = append(out, Finding{
			Kind: f.kind, Hard: f.kind.Hard(), Line: line, Col: col,
			Start: f.start, End: f.end, Text: Mask(f.kind, x.s[f.start:f.end]), Why: f.why,
		})
	}
	return out
}

// Mask shortens what was found so that it is recognised by those who know it,
// and of no use to others. Of a secret only the first character is left.
func Mask(kind Kind, text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) == 0 {
		return "…"
	}
	if kind == Secret || len(runes) < 6 {
		return string(runes[:1]) + "…"
	}
	return string(runes[:2]) + "…" + string(runes[len(runes)-2:])
}
