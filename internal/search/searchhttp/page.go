package searchhttp

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/search"
)

// perPage is how many results a page has, maxPage the last page that is shown.
const (
	perPage = 10
	maxPage = search.MaxOffset/perPage + 1
)

// asked is what the address of a result page says.
type asked struct {
	query  string
	facets map[search.Facet][]string // chosen values
	page   int                       // from 1
}

func readAsked(values url.Values) asked {
	a := asked{query: strings.TrimSpace(values.Get("q")), facets: map[search.Facet][]string{}, page: 1}
	for _, facet := range search.Facets() {
		for _, f := range filter(values[string(facet)], facet) {
			a.facets[facet] = f.Values
		}
	}
	if n, ok := number(values, "seite", 1, 1, maxPage); ok {
		a.page = n
	}
	return a
}

func (a *asked) empty() bool { return a.query == "" && len(a.facets) == 0 }

func (a *asked) request() search.Request {
	req := search.Request{Query: search.Parse(a.query), Limit: perPage, Offset: (a.page - 1) * perPage}
	for _, facet := range search.Facets() {
		req.Filters = append(req.Filters, filter(a.facets[facet], facet)...)
	}
	return req
}

// address is the link to the result page with other parameters: in the order of
// the browser's own, so that there is one address for one question.
func (a *asked) address(query string, facets map[search.Facet][]string, page int) string {
	var parts []string
	add := func(name, value string) { parts = append(parts, name+"="+url.QueryEscape(value)) }
	if query != "" {
		add("q", query)
	}
	for _, facet := range search.Facets() {
		for _, v := range facets[facet] {
			add(string(facet), v)
		}
	}
	if page > 1 {
		add("seite", strconv.Itoa(page))
	}
	return "?" + strings.Join(parts, "&")
}

// Page answers a request for the result page: page, as the build has made it,
// with what was found filled in. It sets the headers that differ from those of
// other pages. filled is false if there is nothing to fill in, because nothing is
// asked or page has no place for it; if it is true without a body the reader is gone.
func (s *Service) Page(h http.Header, r *http.Request, page []byte) (status int, body []byte, filled bool) {
	a := readAsked(r.URL.Query())
	gaps, found := findGaps(page)
	if a.empty() || !found {
		return 0, nil, false
	}
	view := resultView{words: s.opt.Words(), asked: &a}
	req := a.request()
	results, refused := s.find(r, req)
	status = http.StatusOK
	switch {
	case refused != nil:
		status = refused.status
		retryAfter(h, refused.after)
		view.Refused = view.words.T(refused.key, nil)
	case results == nil:
		return 0, nil, true
	default:
		view.fill(&req, results)
	}
	// The address says what somebody was looking for: shared caches and search
	// engines keep none of it.
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Robots-Tag", "noindex")
	return status, fill(page, gaps, a.query, view.html()), true
}
