package searchhttp

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/url"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
)

//go:embed results.html
var resultsHTML string

// resultsTemplate writes a resultView. Everything in it is text.
var resultsTemplate = template.Must(template.New("results").Parse(resultsHTML))

// up leads from the result page to the root of the site.
const up = "../"

// resultView is what stands in the element for the results.
type resultView struct {
	words Words
	asked *asked

	// Refused says why there is no answer; then there is nothing else.
	Refused string
	// Count says how many results there are, Notes what has to be said of them.
	Count      string
	Notes      []string
	Suggestion *suggestionView
	Facets     []facetView
	// Unfiltered is the link without filters, "" if there are none.
	Unfiltered string
	Hits       []hitView
	First      int // number of the first hit
	// Hints help where nothing was found.
	Hints []string
	Pages []pageView
}

// suggestionView is a sentence with a link in it.
type suggestionView struct{ Before, Query, URL, After string }

type hitView struct {
	URL            string
	Title, Snippet []search.Span
	Kind, Trail    string
	// Heading and SectionURL are of the section that answers best, unless it is
	// the beginning.
	Heading, SectionURL string
}

// T is a text of the site; pairs are names and values.
func (v *resultView) T(key string, pairs ...string) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return v.words.T(key, args)
}

// html writes the view.
func (v *resultView) html() []byte {
	var b bytes.Buffer
	// Fails only if the template does not fit its data, which a test excludes.
	_ = resultsTemplate.Execute(&b, v)
	return b.Bytes()
}

// fill tells what was found.
func (v *resultView) fill(req *search.Request, found *search.Results) {
	query := v.asked.query
	v.Count = v.words.N("ui.search.count", found.Total, map[string]string{"query": query})
	if query == "" {
		v.Count = v.words.N("ui.search.found", found.Total, nil)
	}
	if found.Total == 0 {
		if v.Count = v.T("ui.search.none", "query", query); query == "" {
			v.Count = v.T("ui.search.none.filtered")
		}
		v.Hints = []string{v.T("ui.search.hint.spelling"), v.T("ui.search.hint.shorter"), v.T("ui.search.hint.general")}
	}
	if req.Cut {
		v.Notes = append(v.Notes, v.T("ui.search.cut", "max", v.words.Number(search.MaxQuery)))
	}
	if found.Relaxed {
		v.Notes = append(v.Notes, v.T("ui.search.relaxed"))
	}
	if found.Partial {
		v.Notes = append(v.Notes, v.T("ui.search.partial"))
	}
	v.suggest(found.Suggestion)
	v.facets(found)
	if len(v.asked.facets) > 0 {
		v.Unfiltered = v.asked.address(query, nil, 1)
	}
	v.First = req.Offset + 1
	kinds := titles(found, search.FacetKind)
	for i := range found.Hits {
		h := &found.Hits[i]
		hit := hitView{
			URL: link(h.URL, h.Part), Title: h.Title, Snippet: h.Snippet, Kind: cmp.Or(kinds[h.Kind], h.Kind), Trail: h.Trail,
		}
		if h.Anchor != h.Part {
			hit.Heading, hit.SectionURL = h.Heading, link(h.URL, h.Anchor)
		}
		v.Hits = append(v.Hits, hit)
	}
	v.pages(found.Total)
}

// suggest offers another query.
func (v *resultView) suggest(query string) {
	if query == "" {
		return
	}
	before, after, _ := strings.Cut(v.T("ui.search.suggestion"), "{query}")
	v.Suggestion = &suggestionView{before, query, v.asked.address(query, v.asked.facets, 1), after}
}

// link leads from the result page to a place in an output. File names may have
// any characters.
func link(output, anchor string) string {
	below := output
	if path.Base(below) == "index.html" {
		below = strings.TrimSuffix(below, "index.html")
	}
	u := url.URL{Path: up + below, Fragment: anchor}
	return u.String()
}

// titles are what people call the values of a facet.
func titles(found *search.Results, facet search.Facet) map[string]string {
	names := map[string]string{}
	for _, f := range found.Facets {
		for _, v := range f.Values {
			if f.Facet == facet {
				names[v.ID] = v.Title
			}
		}
	}
	return names
}
