package searchhttp

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/search"
)

// answer is what programs get.
type answer struct {
	Total      int                `json:"total"`
	Partial    bool               `json:"partial"`
	Relaxed    bool               `json:"relaxed"`
	Suggestion string             `json:"suggestion"`
	Results    []search.HitJSON   `json:"results"`
	Facets     []search.FacetJSON `json:"facets"`
}

// ServeHTTP answers programs.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, r, http.StatusMethodNotAllowed, "ui.search.method", nil)
		return
	}
	values := r.URL.Query()
	req := search.Request{Query: search.Parse(values.Get("q"))}
	var ok bool
	if req.Limit, ok = number(values, "limit", 10, 1, search.MaxResults); !ok {
		s.failBounds(w, r, "limit", 1, search.MaxResults)
		return
	}
	if req.Offset, ok = number(values, "offset", 0, 0, search.MaxOffset); !ok {
		s.failBounds(w, r, "offset", 0, search.MaxOffset)
		return
	}
	req.Filters = append(req.Filters, filter(values["kind"], search.FacetKind)...)
	req.Filters = append(req.Filters, filter(values["section"], search.FacetSection)...)
	results, refused := s.find(r, req)
	if refused != nil {
		retryAfter(w.Header(), refused.after)
		s.fail(w, r, refused.status, refused.key, nil)
	}
	if results == nil {
		return
	}
	writeJSON(w, r, http.StatusOK, answer{
		Total: results.Total, Partial: results.Partial, Relaxed: results.Relaxed,
		Suggestion: results.Suggestion, Results: results.HitsJSON(), Facets: results.FacetsJSON(),
	})
}

// number reads a parameter; ok is false if it is no number within its bounds.
func number(values url.Values, name string, otherwise, least, most int) (n int, ok bool) {
	text := values.Get(name)
	if text == "" {
		return otherwise, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= least && n <= most
}

// Bounds of the values of one filter in an address.
const (
	maxValues = 16
	maxValue  = 100 // bytes
)

// filter asks for one of the values of a facet, if there are any.
func filter(values []string, facet search.Facet) []search.Filter {
	f := search.Filter{Facet: facet}
	for _, v := range values {
		if v != "" && len(f.Values) < maxValues {
			f.Values = append(f.Values, strings.ToValidUTF8(v[:min(len(v), maxValue)], ""))
		}
	}
	if len(f.Values) == 0 {
		return nil
	}
	return []search.Filter{f}
}

func (s *Service) failBounds(w http.ResponseWriter, r *http.Request, name string, least, most int) {
	s.fail(w, r, http.StatusBadRequest, "ui.search.bounds", map[string]string{
		"name": name, "least": strconv.Itoa(least), "most": strconv.Itoa(most),
	})
}

// fail answers with a sentence.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, status int, key string, args map[string]string) {
	writeJSON(w, r, status, map[string]string{"error": s.opt.Words().T(key, args)})
}

func writeJSON(w http.ResponseWriter, r *http.Request, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil { // only if a type cannot be JSON, which the tests exclude
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// retryAfter says in whole seconds when it is worth asking again.
func retryAfter(h http.Header, wait time.Duration) {
	if wait > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	}
}
