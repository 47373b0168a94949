package view

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
)

// Filter narrows a list by one property. Every option is a page of its own,
// so that filters work without JavaScript and can be linked.
type Filter struct {
	ID, Title string
	Options   []Option
}

// Option is one value of a filter.
type Option struct {
	ID, Title, URL string
	Count          int
	Active         bool
}

// Facet is a property with the values that occur in a section.
type Facet struct {
	ID     string // "stufe": part of the address
	Values []FacetValue
}

// FacetValue is a value and the number of pages that have it.
type FacetValue struct {
	ID    string
	Count int
}

// maxTagOptions is how many tags a filter offers, the most frequent ones.
const maxTagOptions = 12

// facetValues lists the values of a facet that a page has.
func facetValues(p *content.Page, facet string) []string {
	switch facet {
	case "stufe":
		if p.Guide == nil {
			return nil
		}
		var levels []string
		for _, level := range p.Guide.BCMS {
			levels = append(levels, string(level))
		}
		return levels
	case "rolle":
		if p.Event != nil && len(p.Event.For) > 0 {
			return p.Event.For
		}
		return p.Role
	case "jahr":
		if p.Event != nil && !p.Event.Start.IsZero() {
			return []string{strconv.Itoa(content.Day(p.Event.Start).Year())}
		}
		if p.Kind == content.News && !p.Date.IsZero() {
			return []string{strconv.Itoa(content.Day(p.Date).Year())}
		}
	case "schlagwort":
		return p.Tags
	}
	return nil
}

// Facets lists the filters of a section: those that tell its pages apart.
// Only top-level sections have filters.
func (m *Model) Facets(section *content.Page) []Facet {
	if section == nil || section.Parent == nil || section.Parent.Parent != nil || !section.Section {
		return nil
	}
	if known, ok := m.facets.Load(section.Path); ok {
		return known.([]Facet)
	}
	pages := m.pages("below", section.Path)
	var facets []Facet
	for _, id := range []string{"stufe", "rolle", "jahr", "schlagwort"} {
		if values := m.valuesOf(pages, id); len(values) > 1 {
			facets = append(facets, Facet{ID: id, Values: values})
		}
	}
	m.facets.Store(section.Path, facets)
	return facets
}

func (m *Model) valuesOf(pages []*content.Page, facet string) []FacetValue {
	counts := map[string]int{}
	for _, p := range pages {
		all := facetValues(p, facet)
		for i, value := range all {
			if !slices.Contains(all[:i], value) {
				counts[value]++
			}
		}
	}
	values := make([]FacetValue, 0, len(counts))
	for value, n := range counts {
		values = append(values, FacetValue{value, n})
	}
	slices.SortFunc(values, func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), compareNames(a.ID, b.ID))
	})
	if facet == "schlagwort" {
		values = values[:min(maxTagOptions, len(values))]
	}
	slices.SortFunc(values, func(a, b FacetValue) int { return compareValues(facet, a.ID, b.ID) })
	return values
}

// compareValues orders levels as the standard does, years from the newest,
// all else by name.
func compareValues(facet, a, b string) int {
	switch facet {
	case "stufe":
		return cmp.Compare(slices.Index(content.Levels(), content.Level(a)), slices.Index(content.Levels(), content.Level(b)))
	case "jahr":
		return cmp.Compare(b, a)
	}
	return compareNames(a, b)
}

// FilterArg names the pages of a section that have a value, for the question
// "filter".
func FilterArg(section, facet, value string) string { return section + "|" + facet + "|" + value }

// filtered answers the question "filter".
func (m *Model) filtered(arg string) []*content.Page {
	parts := strings.SplitN(arg, "|", 3)
	if len(parts) < 3 {
		return nil
	}
	var out []*content.Page
	for _, p := range m.pages("below", parts[0]) {
		if slices.Contains(facetValues(p, parts[1]), parts[2]) {
			out = append(out, p)
		}
	}
	return out
}

// FilterOutput is the output path of a filtered list.
func FilterOutput(section, facet, value string) string {
	return path.Join(section, facet, Slug(value), "index.html")
}

// Filters are the filters of the section whose list is shown.
func (p *Page) Filters() []Filter {
	spec := p.c.list.spec
	section := p.c.model.Tree.Page(spec.Section)
	if spec.Section == "" || section == nil {
		return nil
	}
	if p.c.filters != nil {
		return p.c.filters
	}
	p.c.trace.ask("below", spec.Section)
	filters := []Filter{}
	for _, facet := range p.c.model.Facets(section) {
		filter := Filter{ID: facet.ID, Title: p.c.T("filter."+facet.ID, nil)}
		for _, value := range facet.Values {
			filter.Options = append(filter.Options, Option{
				ID: value.ID, Title: p.c.valueTitle(facet.ID, value.ID),
				URL:    p.c.link(FilterOutput(section.Path, facet.ID, value.ID)),
				Count:  value.Count,
				Active: facet.ID == spec.Facet && value.ID == spec.Value,
			})
		}
		filters = append(filters, filter)
	}
	p.c.filters = filters
	return filters
}

// Active is the option of the filter that is on, nil without one.
func (p *Page) Active() *Option {
	for _, filter := range p.Filters() {
		for _, option := range filter.Options {
			if option.Active {
				return &option
			}
		}
	}
	return nil
}

func (c *Context) valueTitle(facet, value string) string {
	switch facet {
	case "stufe":
		return c.T("bcms."+value, nil)
	case "rolle":
		return c.terms("rollen", []string{value})[0].Title
	}
	return value
}

// Slug makes an address part of a tag or value: lower case, umlauts as ae,
// oe, ue, everything else that is no letter or digit as a hyphen.
func Slug(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range slugUmlauts.Replace(strings.ToLower(s)) {
		if (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9') {
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			hyphen = false
			continue
		}
		hyphen = true
	}
	return b.String()
}

var slugUmlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "+", "plus")
