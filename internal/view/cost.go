package view

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/kaaw/nachbar/internal/chart"
	"github.com/kaaw/nachbar/internal/cost"
)

// Costs is what the cost calculator shows: the price list, the shares of the
// sizes in it, and one of them step by step. All of it follows from
// data/kosten.yaml.
type Costs struct {
	Prices *cost.Prices
	// Source is the file that the figures come from.
	Source string
	// Lists are the prices of the branches, Sizes the shares by size: a figure of
	// the first state, and tables of the others.
	Lists []Table
	Sizes Figure
	Other []Table
	// Inhabitants and Land are the example whose Steps are shown until somebody
	// enters numbers.
	Inhabitants, Max int
	Land             string
	Steps            []CostStep
	// Together is what the example pays for all branches.
	Together Together
	// JSON is the price list for the browser.
	JSON string
}

// CostStep is a line of the calculation: one amount a branch. ID is the key of the
// amount in cost.Share.
type CostStep struct {
	ID, Title string
	Cells     []CostCell
	Strong    bool
}

// CostCell is the amount of a branch.
type CostCell struct{ Branch, Text string }

// Together is the sum of all branches.
type Together struct{ Sum, PerHead string }

// Costs is nil if there is no price list.
func (p *Page) Costs() (*Costs, error) {
	c := p.c
	c.trace.ask("data", cost.Data)
	prices := c.model.Data.prices
	if prices == nil {
		return nil, nil
	}
	src, err := json.Marshal(prices)
	if err != nil {
		return nil, fmt.Errorf("write prices: %w", err)
	}
	out := &Costs{
		Prices: prices, Source: c.dataFile(cost.Data), JSON: string(src), Max: cost.MaxInhabitants,
		Inhabitants: prices.Sizes[len(prices.Sizes)/2], Land: prices.Lands[0].ID,
	}
	for i := range prices.Branches {
		out.Lists = append(out.Lists, c.priceList(prices, i))
	}
	out.Sizes = c.costFigure(prices)
	for i := range prices.Lands[1:] {
		out.Other = append(out.Other, c.sizeTable(prices, &prices.Lands[i+1]))
	}
	shares := prices.Shares(out.Inhabitants, out.Land)
	out.Steps = c.costSteps(prices, shares)
	sum := together(shares)
	out.Together = Together{c.euro(sum), c.euro(perHead(sum, out.Inhabitants))}
	return out, nil
}

// dataFile is the path of a data file as editors know it.
func (c *Context) dataFile(name string) string { return c.model.Conf.Data + "/" + name + ".yaml" }

// euro writes cents.
func (c *Context) euro(cents int64) string {
	point := c.model.Text.Decimal(0.5, 1)[1:2]
	return c.model.Text.Number(int(cents/100)) + point + fmt.Sprintf("%02d", cents%100) + "\u00a0€"
}

func together(shares []cost.Share) (sum int64) {
	for _, s := range shares {
		sum += s.Sum
	}
	return sum
}

func perHead(cents int64, inhabitants int) int64 {
	n := int64(inhabitants)
	return (2*cents + n) / (2 * n)
}

// priceList is the table of a branch, with its sum for all.
func (c *Context) priceList(prices *cost.Prices, at int) Table {
	b := &prices.Branches[at]
	t := Table{ID: "preise-" + b.ID, Caption: c.T("ui.cost.prices", map[string]string{"branch": b.Title})}
	for _, key := range []string{"item", "amount", "price", "year", "pays"} {
		t.Head = append(t.Head, c.T("ui.cost."+key, nil))
	}
	for _, i := range b.Items {
		pays := c.T("ui.cost.all", nil)
		if land := prices.Land(i.Land); land != nil {
			pays = c.T("ui.cost.land.members", map[string]string{"land": land.Title})
		}
		t.Rows = append(t.Rows, cells(i.Title, c.model.Text.Number(i.Amount)+" "+i.Unit, c.euro(int64(i.Price)*100), c.euro(i.Cents()), pays))
	}
	t.Rows = append(t.Rows, cells(c.T("ui.cost.total", nil), "", "", c.euro(b.Total()), c.T("ui.cost.all", nil)))
	return t
}

// sizeTable are the shares of the sizes in a state.
func (c *Context) sizeTable(prices *cost.Prices, land *cost.Land) Table {
	t := Table{
		ID: "groessen-" + land.ID, Caption: c.T("ui.cost.sizes", map[string]string{"land": land.Title}),
		Head: []string{c.T("ui.cost.inhabitants", nil)},
	}
	for _, b := range prices.Branches {
		t.Head = append(t.Head, b.Title)
	}
	t.Head = append(t.Head, c.T("ui.cost.together", nil), c.T("ui.cost.perHead", nil))
	for _, n := range prices.Sizes {
		shares := prices.Shares(n, land.ID)
		row := cells(c.model.Text.Number(n))
		for _, s := range shares {
			row = append(row, TableCell{Text: c.euro(s.Sum)})
		}
		sum := together(shares)
		t.Rows = append(t.Rows, append(row, TableCell{Text: c.euro(sum)}, TableCell{Text: c.euro(perHead(sum, n))}))
	}
	return t
}

// costFigure draws the cost of an inhabitant by size.
func (c *Context) costFigure(prices *cost.Prices) Figure {
	land := &prices.Lands[0]
	table := c.sizeTable(prices, land)
	title := c.T("ui.cost.chart", map[string]string{"land": land.Title})
	var rows []chart.Amount
	for _, n := range prices.Sizes {
		shares := prices.Shares(n, land.ID)
		row := chart.Amount{
			Label: c.T("ui.cost.size", map[string]string{"n": c.model.Text.Number(n)}),
			Value: c.euro(perHead(together(shares), n)),
		}
		for _, s := range shares {
			row.Parts = append(row.Parts, float64(s.Sum)/float64(n))
		}
		rows = append(rows, row)
	}
	first, last := rows[0], rows[len(rows)-1]
	desc := c.T("ui.cost.chart.desc", map[string]string{"small": first.Label, "most": first.Value, "large": last.Label, "least": last.Value})
	var parts []string
	for _, b := range prices.Branches {
		parts = append(parts, b.Title)
	}
	return Figure{Drawing: chart.Amounts("kosten", title, desc, parts, rows), Table: table, Note: c.T("ui.cost.chart.note", nil)}
}

// costSteps is the calculation of shares line by line.
func (c *Context) costSteps(prices *cost.Prices, shares []cost.Share) []CostStep {
	steps := []struct {
		id     string
		amount func(s cost.Share) int64
	}{
		{"total", func(s cost.Share) int64 { return s.Total }},
		{"pool", func(s cost.Share) int64 { return s.Pool }},
		{"base", func(s cost.Share) int64 { return s.Base }},
		{"rest", func(s cost.Share) int64 { return s.Rest }},
		{"heads", func(s cost.Share) int64 { return s.Heads }},
		{"landTotal", func(s cost.Share) int64 { return s.LandTotal }},
		{"land", func(s cost.Share) int64 { return s.Land }},
		{"sum", func(s cost.Share) int64 { return s.Sum }},
		{"perHead", func(s cost.Share) int64 { return s.PerHead }},
	}
	args := map[string]string{
		"members": strconv.Itoa(prices.Members.Count), "inhabitants": c.model.Text.Number(prices.Members.Inhabitants),
	}
	var out []CostStep
	for _, step := range steps {
		row := CostStep{ID: step.id, Title: c.T("ui.cost.step."+step.id, args), Strong: step.id == "sum"}
		for i, s := range shares {
			text := c.euro(step.amount(s))
			if step.id == "pool" {
				text += " (" + strconv.Itoa(prices.Branches[i].Base) + "\u00a0%)"
			}
			row.Cells = append(row.Cells, CostCell{s.Branch, text})
		}
		out = append(out, row)
	}
	return out
}
