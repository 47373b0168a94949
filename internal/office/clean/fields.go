package clean

import (
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Fields of texts: ISO/IEC 29500-1, 17.16.5. Those that stay work with the text
// itself; of those that tell of persons and machines the text stays that they
// showed last.
var (
	harmlessFields = strings.Fields("PAGE NUMPAGES SECTION SECTIONPAGES REF PAGEREF NOTEREF STYLEREF TOC TC INDEX XE TOA TA SEQ " +
		"FORMTEXT FORMCHECKBOX FORMDROPDOWN DATE TIME TITLE SUBJECT DOCPROPERTY LANGUAGE SYMBOL QUOTE IF COMPARE = SET LISTNUM AUTONUM AUTONUMLGL " +
		"AUTONUMOUT EQ ADVANCE NUMWORDS NUMCHARS BIBLIOGRAPHY CITATION MERGEFIELD BARCODE BIDIOUTLINE")
	telltaleFields = strings.Fields("AUTHOR LASTSAVEDBY USERNAME USERADDRESS USERINITIALS FILENAME FILESIZE TEMPLATE SAVEDATE CREATEDATE " +
		"PRINTDATE EDITTIME REVNUM KEYWORDS COMMENTS INFO DOCVARIABLE")
)

// field is one that is open. What stands in its code besides text is the result
// of other fields.
type field struct {
	marks  []*node // begin, separate, end
	code   []*node // instrText, and text of fields in the code
	text   strings.Builder
	nested bool
	result bool // the code is over
}

// fields decides on the fields of a part, whose codes may be spread over runs
// and paragraphs.
func (p *pack) fields(root *node) {
	gone := map[*node]bool{}
	var open []*field
	root.each(func(n *node) {
		switch n.name {
		case "w:fldChar":
			open = p.mark(n, open, gone)
		case "w:instrText":
			if f := inCode(open); f != nil {
				f.code = append(f.code, n)
				f.text.WriteString(n.characters())
			} else {
				gone[n] = true
			}
		case "w:t", "w:sym", "w:tab", "w:br":
			if f := inCode(open); f != nil {
				f.code = append(f.code, n)
				f.nested = true
			}
		}
	})
	for _, f := range open { // never closed
		p.note("field", strings.TrimSpace(f.text.String()))
		f.leave(gone)
	}
	root.prune(func(n, _ *node) verdict {
		if gone[n] {
			return drop
		}
		if n.name == "w:fldSimple" && !p.harmlessField(n.attr("w:instr"), false) {
			return unwrap
		}
		return keep
	})
}

// inCode is the innermost open field whose code is not over.
func inCode(open []*field) *field {
	for i := len(open) - 1; i >= 0; i-- {
		if !open[i].result {
			return open[i]
		}
	}
	return nil
}

// mark takes up where a field begins, shows its result and ends.
func (p *pack) mark(n *node, open []*field, gone map[*node]bool) []*field {
	if n.attr("w:fldCharType") == "begin" {
		if f := inCode(open); f != nil {
			f.nested = true
		}
		return append(open, &field{marks: []*node{n}})
	}
	if len(open) == 0 {
		gone[n] = true
		return open
	}
	f := open[len(open)-1]
	f.marks = append(f.marks, n)
	if n.attr("w:fldCharType") == "separate" {
		f.result = true
		return open
	}
	open = open[:len(open)-1]
	if !p.harmlessField(f.text.String(), f.nested) {
		f.leave(gone)
	} else if outer := inCode(open); outer != nil { // goes with the field around it
		outer.code = append(append(outer.code, f.marks...), f.code...)
	}
	return open
}

func (f *field) leave(gone map[*node]bool) {
	for _, n := range f.marks {
		gone[n] = true
	}
	for _, n := range f.code {
		gone[n] = true
	}
}

// harmlessField tells what a field does by the first word of its code. nested
// tells that a part of the code is made by other fields.
func (p *pack) harmlessField(code string, nested bool) bool {
	words := strings.Fields(code)
	if len(words) == 0 {
		if strings.TrimSpace(code) != "" || nested {
			p.note("field", "")
		}
		return false
	}
	kind := strings.ToUpper(words[0])
	if strings.HasPrefix(kind, "=") {
		kind = "="
	}
	switch {
	case slices.Contains(harmlessFields, kind):
		return true
	case slices.Contains(telltaleFields, kind):
		p.note("history", kind)
	case kind == "HYPERLINK" && !nested && safeHyperlink(code):
		return true
	case kind == "HYPERLINK":
		p.note("link", code)
	case kind == "DDE" || kind == "DDEAUTO" || kind == "LINK":
		p.note("dde", code)
	default:
		p.note("field", code)
	}
	return false
}

// safeHyperlink reads the address of a code such as HYPERLINK "https://…" \l "x".
func safeHyperlink(code string) bool {
	rest := strings.TrimSpace(code)[len("HYPERLINK"):]
	address, switched := "", false
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		word := rest
		if rest[0] == '"' {
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				return false
			}
			word, rest = rest[1:1+end], rest[end+2:]
		} else {
			if i := strings.IndexAny(rest, " \t"); i >= 0 {
				word = rest[:i]
			}
			rest = rest[len(word):]
			if strings.HasPrefix(word, `\`) && len(word) == 2 {
				switched = strings.ContainsAny(word[1:], "lot")
				continue
			}
		}
		if !switched && address == "" {
			address = word
		} else if !switched {
			return false
		}
		switched = false
	}
	return address == "" || parts.SafeLink(address)
}
