package view

import (
	"path"
	"strconv"

	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/chart"
	"github.com/kaaw/nachbar/internal/content"
)

// SuccessLayout is the layout of the page with what the cooperation achieved.
const SuccessLayout = "success"

// Success is a part of the page about what the cooperation achieved. Sources are
// the files that its figures come from: nothing on the page comes from elsewhere.
type Success struct {
	ID, Title, Sentence string
	Figure              *Figure
	Sources             []string
	// Example says that the figures are invented.
	Example bool
	Link    Link
}

// Successes are the parts of which there are data.
func (p *Page) Successes() []Success {
	var list []Success
	for _, part := range []*Success{p.c.trendSuccess(), p.c.memberSuccess(), p.c.templateSuccess(), p.c.processSuccess()} {
		if part != nil {
			list = append(list, *part)
		}
	}
	return list
}

// success starts a part.
func (c *Context) success(id string, args map[string]string) *Success {
	return &Success{ID: id, Title: c.T("ui.success."+id, nil), Sentence: c.T("ui.success."+id+".text", args)}
}

// roundFiles are the files of the rounds, and whether they are invented.
func (c *Context) roundFiles(rounds []*results.Round) (files []string, example bool) {
	all := c.survey("rounds")
	for _, r := range rounds {
		files = append(files, all.Files[r.Release.Round])
		example = example || r.Release.Example
	}
	return files, example
}

// trendSuccess follows the questions that all rounds asked.
func (c *Context) trendSuccess() *Success {
	rounds := c.survey("rounds").Rounds
	c.survey("catalogues")
	if len(rounds) == 0 {
		return nil
	}
	rounds = results.Since(rounds, rounds[len(rounds)-1])
	trend := c.trend(rounds, nil)
	if trend == nil {
		return nil
	}
	out := &Success{ID: "trend", Title: c.T("ui.success.trend", nil), Sentence: trend.Sentence, Figure: &trend.Figure}
	out.Sources, out.Example = c.roundFiles(rounds)
	out.Link = Link{c.T("ui.success.trend.link", nil), c.pageLink(ResultsPath)}
	return out
}

// memberSuccess tells how many took part in each round, who joined and left.
func (c *Context) memberSuccess() *Success {
	rounds := c.survey("rounds").Rounds
	if len(rounds) == 0 {
		return nil
	}
	table := c.successTable("mitglieder", "members", "ui.survey.round", "ui.survey.members", "ui.success.joined", "ui.success.left")
	joined := 0
	var rows []chart.Amount
	for _, r := range rounds {
		in, gone := c.T("ui.survey.none", nil), c.T("ui.survey.none", nil)
		if s := r.Release.Since; s != nil {
			in, gone = strconv.Itoa(s.Joined), strconv.Itoa(s.Left)
			joined += s.Joined
		}
		rows = append(rows, chart.Amount{Label: r.Release.Round, Value: strconv.Itoa(r.N), Parts: []float64{float64(r.N)}})
		table.Rows = append(table.Rows, cells(r.Release.Round, strconv.Itoa(r.N), in, gone))
	}
	last := rounds[len(rounds)-1]
	out := c.success("members", map[string]string{"joined": strconv.Itoa(joined), "first": rounds[0].Release.Round, "n": strconv.Itoa(last.N), "last": last.Release.Round})
	out.Figure = &Figure{Drawing: chart.Amounts("mitglieder", table.Caption, out.Sentence, nil, rows), Table: table, Note: c.T("ui.success.members.note", nil)}
	out.Sources, out.Example = c.roundFiles(rounds)
	return out
}

func (c *Context) successTable(id, key string, heads ...string) Table {
	t := Table{ID: id + "-tabelle", Caption: c.T("ui.success."+key+".title", nil)}
	for _, head := range heads {
		t.Head = append(t.Head, c.T(head, nil))
	}
	return t
}

// templateSuccess counts templates and policies, what was released, built upon
// and declared as used.
func (c *Context) templateSuccess() *Success {
	pages := c.Templates()
	if len(pages) == 0 {
		return nil
	}
	counts := map[content.Kind]*templateCounts{content.Template: {}, content.Policy: {}}
	for _, p := range pages {
		c.trace.ask("released", p.Path)
		counts[p.Kind].add(p, len(c.heirs(p.Template.ID)))
	}
	table := c.successTable("vorlagen", "templates", "ui.success.kind", "ui.success.shared", "ui.success.versions", "ui.success.variants", "ui.success.reused", "ui.success.used")
	var rows []chart.Amount
	sum := templateCounts{}
	for _, kind := range []content.Kind{content.Template, content.Policy} {
		n := counts[kind]
		if n.pages == 0 {
			continue
		}
		name := c.T("ui.success.kind."+string(kind), nil)
		table.Rows = append(table.Rows, n.row(name))
		rows = append(rows, chart.Amount{Label: name, Value: strconv.Itoa(n.pages), Parts: []float64{float64(n.pages)}})
		sum.merge(n)
	}
	table.Rows = append(table.Rows, sum.row(c.T("ui.success.sum", nil)))
	out := c.success("templates", map[string]string{
		"n": strconv.Itoa(sum.pages), "versions": strconv.Itoa(sum.versions), "reused": strconv.Itoa(sum.reused), "variants": strconv.Itoa(sum.variants),
	})
	out.Figure = &Figure{Drawing: chart.Amounts("vorlagen", table.Caption, out.Sentence, nil, rows), Table: table, Note: c.T("ui.success.templates.note", nil)}
	for _, section := range []string{"vorlagen", "richtlinien"} {
		out.Sources = append(out.Sources, path.Join(c.model.Conf.Content, section, "*", "index.md"), path.Join(c.model.Conf.Content, section, "*", "versions", "*.json"))
	}
	out.Link = Link{c.T("page.catalogue", nil), c.link(path.Join(CataloguePath, "index.html"))}
	return out
}

// templateCounts are pages, released versions, templates made of another one,
// those that others were made of, and declared uses.
type templateCounts struct{ pages, versions, variants, reused, used int }

func (n *templateCounts) add(p *content.Page, heirs int) {
	n.pages++
	n.versions += len(p.Released)
	n.used += p.Template.UsedBy
	if len(p.Template.BasedOn) > 0 {
		n.variants++
	}
	if heirs > 0 {
		n.reused++
	}
}

func (n *templateCounts) merge(o *templateCounts) {
	n.pages, n.versions, n.variants, n.reused, n.used = n.pages+o.pages, n.versions+o.versions, n.variants+o.variants, n.reused+o.reused, n.used+o.used
}

func (n *templateCounts) row(name string) []TableCell {
	return cells(name, strconv.Itoa(n.pages), strconv.Itoa(n.versions), strconv.Itoa(n.variants), strconv.Itoa(n.reused), strconv.Itoa(n.used))
}

// showsSuccess reports whether a page shows results of rounds as successes.
func (p *Page) showsSuccess() bool { return p.p.Layout == SuccessLayout }
