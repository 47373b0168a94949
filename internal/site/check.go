package site

import (
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/markdown"
)

// checkLinks follows every link of the built pages that is not settled yet.
// records are in the order of their numbers.
func (s *snapshot) checkLinks(records []*Record) diag.List {
	if !slices.ContainsFunc(records, func(rec *Record) bool { return rec != nil && len(rec.Page.Refs) > 0 }) {
		return nil
	}
	pages := make(map[string]lint.Page, len(records))
	for n, rec := range records {
		if rec != nil && isPage(s.paths[n]) && !s.linksElsewhere(s.paths[n]) {
			pages[s.paths[n]] = rec.Page
		}
	}
	reported := map[string]bool{}
	times := map[string]int{} // by page and address: a text may have one link twice
	var out diag.List
	for _, p := range lint.Links(pages, s.makes, s.opt.Portable) {
		a := s.routes[p.Path]
		if a == nil {
			continue
		}
		place := p.Path + " " + p.Args["url"]
		link, ok := written(records[a.number], p.Args["url"], times[place])
		times[place]++
		if ok || a.target.Page == nil {
			out.Add(s.soften(s.asWritten(a, p, link)))
			continue
		}
		// The address of one target differs from page to page.
		key := p.ID + " " + p.Args["target"] + " " + p.Args["anchor"]
		if !reported[key] {
			reported[key] = true
			out.Add(s.soften(s.inLayout(a, p, strings.TrimSuffix(p.Args["target"], "index.html"))))
		}
	}
	return out
}

// linksElsewhere reports whether the links of an output start at the root of a
// host that serves the portal below a folder: they cannot be followed here.
func (s *snapshot) linksElsewhere(path string) bool {
	return path == "404.html" && s.model.Conf.BaseURL != "" && !rootURL(s.model.Conf.BaseURL)
}

// written is the Markdown link that became href, of several the one after skip
// others; ok is false if a layout made it.
func written(rec *Record, href string, skip int) (link markdown.Link, ok bool) {
	for _, link := range rec.Links {
		if link.Href == href {
			if skip == 0 {
				return link, true
			}
			skip--
		}
	}
	return markdown.Link{}, false
}

// asWritten names link and target as their author knows them: the link as it
// stands in the text, and the file that the page is made of.
func (s *snapshot) asWritten(a *artefact, p diag.Problem, link markdown.Link) diag.Problem {
	p = inSource(a, p, link.Line)
	if link.Dest != "" {
		p.Args["url"] = link.Dest
	}
	if target := s.routes[p.Args["target"]]; target != nil && target.place != "" {
		p.Args["target"] = target.place
	}
	return p
}

// review adds what is wrong with the tree as a whole: empty sections, overdue
// reviews, events that end before they start, ids that no data file knows.
func (s *snapshot) review() {
	for _, p := range s.model.Tree.Pages {
		if p.Section && p.BodyEmpty && len(p.Children) == 0 && p.Layout == "" && p.Parent != nil {
			s.problems.Add(diag.New("section-empty", p.Source, 1).AsWarning())
		}
		s.reviewDue(p)
		s.reviewEvent(p)
		if !slices.Equal(p.Role, handedDown(p)) {
			s.checkIDs("rollen", "id", "role-unknown", p.Source, p.Role)
		}
		if p.Guide != nil && p.Guide.Step != "" {
			s.checkIDs("bsi/schritte", "step", "step-unknown", p.Source, []string{p.Guide.Step})
		}
		if p.Template != nil {
			s.checkRefs(p)
			s.checkFields(p)
		}
	}
	s.reviewSurveys()
	s.reviewProcesses()
	s.checkMenus()
}

// reviewDue warns of a page that should have been looked through by now.
func (s *snapshot) reviewDue(p *content.Page) {
	r := p.Review
	if r == nil || s.opt.Today.IsZero() || r.Every == (content.Period{}) || r.Last.IsZero() {
		return
	}
	if r.Next().Before(s.opt.Today) {
		s.problems.Add(diag.New("review-overdue", p.Source, 1,
			"due", r.Next().Format(time.DateOnly), "role", r.Role).AsWarning())
	}
}

// reviewEvent names times of an event that no calendar can hold.
func (s *snapshot) reviewEvent(p *content.Page) {
	if p.Event == nil {
		return
	}
	s.checkIDs("rollen", "id", "role-unknown", p.Source, p.Event.For)
	start := p.Event.Start.String()
	switch {
	case p.Event.Start.IsZero(): // reported when the keys were read
	case endsEarly(p.Event):
		s.problems.Add(s.soften(diag.New("event-end", p.Source, 1, "start", start, "end", p.Event.End.String())))
	case stopsEarly(p.Event):
		s.problems.Add(s.soften(diag.New("event-until", p.Source, 1, "start", start, "until", p.Event.Repeat.Until.String())))
	}
}

// timely reports whether an event has times that a calendar can hold.
func timely(e *content.EventKeys) bool { return !e.Start.IsZero() && !endsEarly(e) && !stopsEarly(e) }

func endsEarly(e *content.EventKeys) bool {
	return !e.End.IsZero() && content.Day(e.End).Before(content.Day(e.Start))
}

func stopsEarly(e *content.EventKeys) bool {
	if e.Repeat == nil || e.Repeat.Until.IsZero() {
		return false
	}
	last := content.Day(e.Repeat.Until)
	if !e.Repeat.Until.HasClock() {
		last = last.AddDate(0, 0, 1).Add(-time.Second)
	}
	return last.Before(content.Day(e.Start))
}

// handedDown are the roles that p gets from the nearest section that names
// some. If they are wrong, that section is the place to say so.
func handedDown(p *content.Page) []string {
	for q := p.Parent; q != nil; q = q.Parent {
		if q.Cascade != nil && q.Cascade.Role != nil {
			return q.Cascade.Role
		}
	}
	return nil
}

func (s *snapshot) checkIDs(file, by, id, source string, values []string) {
	for _, value := range values {
		if !s.model.Data.Has(file, by, value) {
			s.problems.Add(s.soften(diag.New(id, source, 1, "value", value, "known", join(s.model.Data.Names(file, by)))))
		}
	}
}

// checkRefs holds the references of a policy to the list of the Kompendium's
// modules; of ORP.4.A1 it knows ORP.4.
func (s *snapshot) checkRefs(p *content.Page) {
	const file = "bsi/bausteine"
	for _, ref := range p.Template.Refs {
		module := ref
		if at := strings.LastIndex(ref, ".A"); at > 0 && strings.Trim(ref[at+2:], "0123456789") == "" {
			module = ref[:at]
		}
		if !s.model.Data.Has(file, "id", module) {
			s.problems.Add(s.soften(diag.New("ref-unknown", p.Source, 1, "value", ref)))
		}
	}
}

// checkFields names fields in a template's keys that nobody knows; those of its
// text are found when the page is rendered.
func (s *snapshot) checkFields(p *content.Page) {
	check := func(id, text string) {
		for _, run := range exchange.Fieldwise(text) {
			if _, known := s.model.Fields.Lookup(run.Field, p.Template.Fields); run.Field != "" && !known {
				s.problems.Add(s.soften(diag.New(id, p.Source, 1, "field", run.Field)))
			}
		}
	}
	check("scope-field", p.Template.Scope)
	if p.Template.Sheet == nil {
		return
	}
	for _, table := range p.Template.Sheet.Tables {
		check("sheet-field", table.Help)
		for _, row := range table.Rows {
			for _, column := range table.Columns {
				check("sheet-field", row[column.ID])
			}
		}
	}
}

// soften makes a warning of an error that foreign trees cannot help.
func (s *snapshot) soften(p diag.Problem) diag.Problem {
	if s.lenient {
		return p.AsWarning()
	}
	return p
}
