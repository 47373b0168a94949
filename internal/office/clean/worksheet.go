package clean

import (
	"slices"
	"strings"
)

// sheetDropped are elements of sheets that lead elsewhere, tell of persons and
// machines or hold what nobody sees: ISO/IEC 29500-1, 18.3.
var sheetDropped = map[string]string{
	"x:legacyDrawing": "", "x:legacyDrawingHF": "", "x:drawingHF": "", "x:oleObjects": "ole", "x:controls": "activex", "x:webPublishItems": "settings",
	"x:customProperties": "variables", "x:smartTags": "", "x:customSheetViews": "person", "x:scenarios": "scenario", "x:cellWatches": "",
	"x:dataConsolidate": "connection", "x:phoneticPr": "", "x:queryTableFields": "connection", "x:xmlColumnPr": "connection", "x:xmlCellPr": "connection",
	"mc:AlternateContent": "markup",
}

// formulaElements hold formulas.
var formulaElements = []string{"x:f", "x:formula", "x:formula1", "x:formula2", "x:calculatedColumnFormula", "x:totalsRowFormula", "xm:f"}

// cleanSheet cleans a sheet.
func cleanSheet(p *pack, t *tree) error {
	shared := p.brokenShares(t.root)
	rows, columns := 0, 0
	t.root.prune(func(n, above *node) verdict {
		switch n.name {
		case "x:sheetPr":
			n.removeAttr("codeName")
		case "x:c":
			n.removeAttr("cm")
			n.removeAttr("vm")
			if f := n.child("x:f"); f != nil && (shared[f.attr("si")] && f.attr("t") == "shared" || !p.staysInside(f)) {
				n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return k.name == "x:f" })
			}
		case "x:row", "x:col":
			if truth(n.attr("hidden")) && !p.stamp {
				n.removeAttr("hidden")
				if n.name == "x:row" {
					rows++
				} else {
					columns++
				}
			}
		case "x:cfRule", "x:dataValidation", "x14:cfRule", "x14:dataValidation", "x14:sparkline":
			if !p.rule(n) {
				return drop
			}
		}
		return p.sheetElement(n, above)
	})
	p.noteTimes("hidden-row", rows)
	p.noteTimes("hidden-column", columns)
	emptyLists(t.root)
	return nil
}

// cleanSheetPart cleans styles, tables and strings.
func cleanSheetPart(p *pack, t *tree) error {
	t.root.prune(p.sheetElement)
	return nil
}

func (p *pack) sheetElement(n, above *node) verdict {
	if id, found := sheetDropped[n.name]; found {
		if id != "" {
			p.note(id, "")
		}
		return drop
	}
	if p.dropWord(n, above) {
		return drop
	}
	if slices.Contains(formulaElements, n.name) && !p.staysInside(n) {
		return drop
	}
	if n.name == "x:table" {
		for _, name := range []string{"connectionId", "comment"} {
			n.removeAttr(name)
		}
	}
	return keep
}

// staysInside judges a formula; one over a sheet that is gone would show an
// error where there is a value.
func (p *pack) staysInside(f *node) bool {
	text := f.characters()
	return p.harmlessFormula(text) && (p.book == nil || !mentions(text, p.book.gone))
}

// rule judges a condition or a check of input with all its formulas.
func (p *pack) rule(n *node) bool {
	for _, k := range n.kids {
		if slices.Contains(formulaElements, k.name) && !p.staysInside(k) || !slices.Contains(formulaElements, k.name) && !p.rule(k) {
			return false
		}
	}
	return true
}

// brokenShares are the numbers of shared formulas whose text does not stay:
// cells that only name the number go with it.
func (p *pack) brokenShares(root *node) map[string]bool {
	broken := map[string]bool{}
	root.each(func(n *node) {
		if n.name == "x:f" && n.attr("t") == "shared" && len(n.kids) > 0 && (leavesSheets(n.characters()) || mentions(n.characters(), p.book.gone)) {
			p.harmlessFormula(n.characters())
			broken[n.attr("si")] = true
		}
	})
	return broken
}

// emptyLists leaves lists out that nothing is left of, which Excel takes for
// damage, and counts the others anew.
func emptyLists(root *node) {
	empty := func(n *node) bool {
		switch n.name {
		case "x:dataValidations", "x:conditionalFormatting", "x:hyperlinks", "x:tableParts", "x14:dataValidations", "x14:conditionalFormatting",
			"x14:conditionalFormattings", "x14:sparklineGroup", "x14:sparklineGroups", "x14:sparklines":
			return !slices.ContainsFunc(n.kids, func(k *node) bool { return k.name != "" && k.name != "xm:sqref" })
		}
		return false
	}
	var visit func(n *node)
	visit = func(n *node) {
		for _, k := range n.kids {
			visit(k)
		}
		n.kids = slices.DeleteFunc(n.kids, empty)
		if n.name == "x:dataValidations" || n.name == "x:tableParts" {
			n.removeAttr("count")
		}
	}
	visit(root)
}

func truth(value string) bool { return value == "1" || strings.EqualFold(value, "true") }

func (c *cleaner) noteTimes(id string, n int) {
	for range n {
		c.note(id, "")
	}
}
