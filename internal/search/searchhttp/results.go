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
	Unfiltered, ClearLabel string
	Hits                   []hitView
	First                  int // number of the first hit
	// Hints help where nothing was found.
	Hints      []string
	IndexLabel string
	Pages      []pageView
	PagesLabel string
}

// suggestionView is a sentence with a link in it.
type suggestionView struct{ Before, Query, URL, After string }

type facetView struct {
	Title, Label string
	Values       []valueView
}

type valueView struct {
	Title, Count, URL string
	Active            bool
}

type hitView struct {
	URL                  string
	Title, Snippet       []search.Span
	Kind, Trail, Heading string
}

func (v *resultView) t(key string, pairs ...string) string {
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
	v.Count = v.words.N("ui.search.found", found.Total, nil)
	if found.Total == 0 {
		v.Count = v.t("ui.search.none", "query", query)
		v.Hints = []string{v.t("ui.search.hint.spelling"), v.t("ui.search.hint.shorter"), v.t("ui.search.hint.general")}
		v.IndexLabel = v.t("ui.search.index")
	}
	if req.Cut {
		v.Notes = append(v.Notes, v.t("ui.search.cut", "max", v.words.Number(search.MaxQuery)))
	}
	if found.Relaxed {
		v.Notes = append(v.Notes, v.t("ui.search.relaxed"))
	}
	if found.Partial {
		v.Notes = append(v.Notes, v.t("ui.search.partial"))
	}
	v.suggest(found.Suggestion)
	v.facets(found)
	if len(v.asked.facets) > 0 {
		v.Unfiltered, v.ClearLabel = v.asked.address(query, nil, 1), v.t("ui.search.unfiltered")
	}
	v.First = req.Offset + 1
	kinds := titles(found, search.FacetKind)
	for i := range found.Hits {
		h := &found.Hits[i]
		v.Hits = append(v.Hits, hitView{
			URL: link(h), Title: h.Title, Snippet: h.Snippet,
			Kind: cmp.Or(kinds[h.Kind], h.Kind), Trail: h.Trail, Heading: h.Heading,
		})
	}
	v.pages(found.Total)
}

// suggest offers another query.
func (v *resultView) suggest(query string) {
	if query == "" {
		return
	}
	before, after, _ := strings.Cut(v.t("ui.search.suggestion"), "{query}")
	v.Suggestion = &suggestionView{before, query, v.asked.address(query, v.asked.facets, 1), after}
}

// link leads from the result page to a hit. File names may have any characters.
func link(h *search.Hit) string {
	below := h.URL
	if path.Base(below) == "index.html" {
		below = strings.TrimSuffix(below, "index.html")
	}
	u := url.URL{Path: up + below, Fragment: h.Anchor}
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

// facets offers the filters that would change something.
func (v *resultView) facets(found *search.Results) {
	for _, f := range found.Facets {
		chosen := len(v.asked.facets[f.Facet]) > 0
		if !chosen && (len(f.Values) < 2 || f.Facet == search.FacetTag) {
			continue
		}
		title := v.t("ui.search.facet." + string(f.Facet))
		view := facetView{Title: title, Label: v.t("ui.filter", "name", title)}
		for _, value := range f.Values {
			view.Values = append(view.Values, valueView{
				Title: value.Title, Count: v.words.Number(value.Count), Active: value.Active,
				URL: v.asked.toggled(f.Facet, value.ID, value.Active),
			})
		}
		v.Facets = append(v.Facets, view)
	}
}
