package searchhttp

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
	"github.com/kaaw/nachbar/internal/search"
)

// facetView is a filter with its values; More are folded away.
type facetView struct {
	Title        string
	Values, More []valueView
}

// shownValues are not folded away, nor those that are chosen.
const shownValues = 6

// valueView is a link that adds a value to a filter, or takes it away.
type valueView struct {
	Title, Count, Unit, URL string
	Active                  bool
}

// facets offers the filters that would change something.
func (v *resultView) facets(found *search.Results) {
	for _, f := range found.Facets {
		active := slices.ContainsFunc(f.Values, func(value search.ValueCount) bool { return value.Active })
		if !active && (len(f.Values) < 2 || f.Facet == search.FacetTag) {
			continue
		}
		view := facetView{Title: v.T("ui.search.facet." + string(f.Facet))}
		f.Values = slices.SortedFunc(slices.Values(f.Values), inOrder)
		for _, value := range f.Values {
			link := valueView{
				Title: value.Title, Count: v.words.Number(value.Count), Unit: v.T("ui.search.hits"),
				Active: value.Active, URL: v.asked.toggled(f, value.ID),
			}
			if len(view.Values) < shownValues || value.Active {
				view.Values = append(view.Values, link)
			} else {
				view.More = append(view.More, link)
			}
		}
		v.Facets = append(v.Facets, view)
	}
}

// levels are in the order of BSI-Standard 200-4.
var levels = []string{"reaktiv", "aufbau", "standard"}

// inOrder is an order that stays while somebody chooses: levels as they build
// upon each other, steps by number, all others by the alphabet.
func inOrder(a, b search.ValueCount) int {
	x, errX := strconv.Atoi(a.ID)
	y, errY := strconv.Atoi(b.ID)
	if errX != nil || errY != nil {
		x, y = slices.Index(levels, a.ID), slices.Index(levels, b.ID)
	}
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(german.Fold(a.Title), german.Fold(b.Title)), cmp.Compare(a.ID, b.ID))
}

// toggled is the link that chooses a value of a facet, or no longer. What was
// typed into the query for that facet goes: the choice replaces it.
func (a *asked) toggled(f search.FacetCount, id string) string {
	var chosen []string
	for _, other := range a.facets[f.Facet] { // those that nothing has, as they are
		if !slices.ContainsFunc(f.Values, func(v search.ValueCount) bool { return v.ID == other || strings.EqualFold(v.Title, other) }) {
			chosen = append(chosen, other)
		}
	}
	for _, v := range f.Values {
		if v.Active != (v.ID == id) {
			chosen = append(chosen, v.ID)
		}
	}
	facets := maps.Clone(a.facets)
	facets[f.Facet] = chosen
	return a.address(untyped(a.query, f.Facet), facets, 1)
}

// piece is a part of a query that search.Parse reads by itself.
var piece = regexp.MustCompile(`[^\s"]*"[^"]*"|\S+`)

// untyped is a query without the filters for a facet that were typed into it.
func untyped(query string, facet search.Facet) string {
	var rest []string
	for _, p := range piece.FindAllString(query, -1) {
		filters := search.Parse(p).Filters
		if len(filters) == 0 || filters[0].Facet != facet || filters[0].Not {
			rest = append(rest, p)
		}
	}
	return strings.Join(rest, " ")
}
