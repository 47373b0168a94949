package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Document is something that can be found.
type Document struct {
	// URL is the output file, "leitfaden/bia/index.html"; Anchor the place in
	// it, "" for the whole page. Together they are unique.
	URL, Anchor string
	Title       string
	// Names are other titles: abbreviations, synonyms.
	Names []string
	// Trail tells where the page stands: "Leitfaden › Vertiefung".
	Trail string
	// Kind, Section and Step are ids: "guide", "leitfaden", "7".
	Kind, Section, Step string
	// Levels, Roles and Tags are ids of facets; tags are searched as well.
	Levels, Roles, Tags []string
	// Summary is shown where no passage of the text has a word of the query.
	Summary string
	// Headings are the sections of Body in order.
	Headings []Section
	// Body is the plain text with its headings and without the title, a block
	// a line.
	Body string
	// Key identifies what Body and Headings were made of, so that a later run
	// can take them over. Zero is never taken over.
	Key [32]byte
}

// Section is a part of a document's body. Start and Level are those of its
// heading; Start is a byte offset in Body.
type Section struct {
	Anchor, Title string
	Start         int
}

// before is the stable order of documents.
func before(a, b *Document) int {
	return cmp.Or(cmp.Compare(a.URL, b.URL), cmp.Compare(a.Anchor, b.Anchor))
}

// maxBrief is how much of a summary is shown, in characters.
const maxBrief = 160

// Brief is the summary, cut at a word if it is long.
func (d *Document) Brief() string {
	if utf8.RuneCountInString(d.Summary) <= maxBrief {
		return d.Summary
	}
	n := 0
	for end := range d.Summary {
		if n++; n > maxBrief {
			brief := d.Summary[:end]
			if i := strings.LastIndexFunc(brief, unicode.IsSpace); i > end/2 {
				brief = brief[:i]
			}
			return strings.TrimRightFunc(brief, unicode.IsSpace) + " …"
		}
	}
	return d.Summary
}

// Facet is a property that results can be filtered by.
type Facet string

// The facets, by the names that a query uses.
const (
	FacetKind    Facet = "typ"
	FacetSection Facet = "bereich"
	FacetStep    Facet = "schritt"
	FacetLevel   Facet = "stufe"
	FacetRole    Facet = "rolle"
	FacetTag     Facet = "schlagwort"
)

// KindTerm is the kind of a term of the glossary, KindFile that of a document
// beside a page; all other kinds are those of pages.
const (
	KindTerm = "term"
	KindFile = "file"
)

// Quiet reports whether a document names many things in passing: the results of
// questions, the entries of a catalogue. It is found like others and held back.
func (d *Document) Quiet() bool { return d.Kind == "survey" || d.Kind == "process" }

// Facets lists all facets in the order in which they are offered.
func Facets() []Facet {
	return []Facet{FacetKind, FacetSection, FacetStep, FacetLevel, FacetRole, FacetTag}
}

// facetByName are the facets by all names that a query may use.
var facetByName = map[string]Facet{
	"typ": FacetKind, "kind": FacetKind, "art": FacetKind,
	"bereich": FacetSection, "section": FacetSection,
	"schritt": FacetStep, "step": FacetStep,
	"stufe": FacetLevel, "level": FacetLevel,
	"rolle": FacetRole, "role": FacetRole,
	"schlagwort": FacetTag, "tag": FacetTag,
}

// Values are the ids that a document has for a facet, without repetition.
func (d *Document) Values(f Facet) []string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	switch f {
	case FacetKind:
		return one(d.Kind)
	case FacetSection:
		return one(d.Section)
	case FacetStep:
		return one(d.Step)
	case FacetLevel:
		return distinct(d.Levels)
	case FacetRole:
		return distinct(d.Roles)
	case FacetTag:
		return distinct(d.Tags)
	}
	return nil
}

// distinct leaves out repeated values.
func distinct(values []string) []string {
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			out := slices.Clone(values[:i])
			for _, v := range values[i+1:] {
				if !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
			return out
		}
	}
	return values
}
