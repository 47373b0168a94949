package view

import (
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/cost"
)

// Offering is the catalogue of services as its page shows it.
type Offering struct {
	Source string
	Areas  []OfferArea
	// Quotas are the days of advice by size class; nil without any.
	Quotas *Table
	// Example says that they are invented, Note what is to be known.
	Example bool
	Note    string
	Limits  []OfferLimit
}

// OfferArea is a part of the offer.
type OfferArea struct {
	ID, Title string
	Services  []OfferService
}

// OfferService is a service with the page that tells more, URL and More; both
// are "" if this audience has none.
type OfferService struct {
	cost.Service
	URL, More string
}

// OfferLimit is what is not offered.
type OfferLimit struct {
	cost.Limit
	URL, More string
}

// Offering is nil if there is no catalogue of services.
func (p *Page) Offering() *Offering {
	c := p.c
	c.trace.ask("data", cost.ServicesData)
	all := c.model.Data.services
	if all == nil {
		return nil
	}
	out := &Offering{Source: c.dataFile(cost.ServicesData), Example: all.Quotas.Example, Note: all.Quotas.Note}
	for _, a := range all.Areas {
		area := OfferArea{ID: a.ID, Title: a.Title}
		for _, s := range a.Services {
			url, more := c.titled(s.Page)
			area.Services = append(area.Services, OfferService{s, url, more})
		}
		out.Areas = append(out.Areas, area)
	}
	for _, l := range all.Limits {
		url, more := c.titled(l.Page)
		out.Limits = append(out.Limits, OfferLimit{l, url, more})
	}
	if len(all.Quotas.Classes) > 0 {
		out.Quotas = c.quotas(all)
	}
	return out
}

// titled is the address and the title of a page, "" if this audience has none.
func (c *Context) titled(logical string) (url, title string) {
	if logical = strings.Trim(logical, "/"); logical == "" {
		return "", ""
	}
	if url = c.pageLink(logical); url != "" {
		title = c.model.Tree.Page(logical).Title
	}
	return url, title
}

func (c *Context) quotas(all *cost.Services) *Table {
	t := &Table{ID: "kontingente-tabelle", Caption: c.T("ui.services.quotas.title", nil), Head: []string{c.T("ui.services.class", nil)}}
	for _, a := range all.Areas {
		t.Head = append(t.Head, a.Title)
	}
	for _, q := range all.Quotas.Classes {
		name := q.Class
		for _, class := range bsc.Classes() {
			if class.ID == q.Class {
				name = class.Title
			}
		}
		row := cells(name)
		for _, a := range all.Areas {
			row = append(row, TableCell{Text: c.T("ui.services.days", map[string]string{"n": strconv.Itoa(q.Days[a.ID])})})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
