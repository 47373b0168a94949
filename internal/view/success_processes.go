package view

import (
	"path"
	"strconv"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/chart"
	"github.com/kaaw/nachbar/internal/disclosure"
)

// processSuccess counts the processes of the catalogue, those with templates,
// with ideas for emergency operation, and with published values of municipalities.
func (c *Context) processSuccess() *Success {
	all, rounds := c.processes("all"), c.processes("rounds").Rounds
	n := len(all.Processes)
	if n == 0 {
		return nil
	}
	templates, fallback, shared := 0, 0, 0
	for _, p := range all.Processes {
		if len(p.Templates) > 0 {
			templates++
		}
		if len(p.Fallback) > 0 {
			fallback++
		}
		for _, r := range rounds {
			if _, ok := bia.Published(r, p.ID); ok {
				shared++
				break
			}
		}
	}
	table := c.successTable("prozesse", "processes", "ui.success.covered", "ui.success.number", "ui.survey.share")
	var rows []chart.Bar
	for _, count := range []struct {
		key string
		n   int
	}{{"fallback", fallback}, {"template", templates}, {"values", shared}} {
		share := float64(count.n) / float64(n)
		name := c.T("ui.success.covered."+count.key, nil)
		text := c.T("ui.success.of", map[string]string{"n": strconv.Itoa(count.n), "of": strconv.Itoa(n)})
		rows = append(rows, chart.Bar{Label: name, Value: text, Span: chart.Span{Lo: share, Mid: share, Hi: share}})
		table.Rows = append(table.Rows, cells(name, text, percent(share)))
	}
	out := c.success("processes", map[string]string{
		"n": strconv.Itoa(n), "areas": strconv.Itoa(len(all.Areas)), "templates": strconv.Itoa(templates), "values": strconv.Itoa(shared),
	})
	out.Figure = &Figure{Drawing: chart.Bars("prozesse", table.Caption, out.Sentence, rows), Table: table, Note: c.T("ui.success.processes.note", nil)}
	out.Sources = []string{path.Join(c.model.Conf.Data, bia.Dir, "*.yaml")}
	for _, r := range rounds {
		end := roundEnd
		if r.Audience != disclosure.Members {
			end = PublicEnd
		}
		out.Sources = append(out.Sources, path.Join(c.model.Conf.Data, bia.RoundsDir, r.Round+end))
		out.Example = out.Example || r.Example
	}
	out.Link = Link{c.T("ui.success.processes.link", nil), c.pageLink(ProcessesPath)}
	return out
}
