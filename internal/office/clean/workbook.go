package clean

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// choices is the hidden sheet in which nachbar keeps the choices of its own
// workbooks.
const choices = "Listen"

// workbook is what the sheets of a workbook have to know of each other.
type workbook struct {
	gone    map[string]bool // names of sheets that are left out
	goneIDs map[string]bool // and the ids of their relations
	used    map[int]bool    // shared strings that cells show
}

// bookDropped are elements of a workbook that lead elsewhere or tell of persons
// and machines: ISO/IEC 29500-1, 18.2.
var bookDropped = map[string]string{
	"x:externalReferences": "external", "x:fileSharing": "person", "x:fileRecoveryPr": "", "x:customWorkbookViews": "person",
	"x:pivotCaches": "pivot", "x:webPublishing": "settings", "x:webPublishObjects": "settings", "x:smartTagPr": "", "x:smartTagTypes": "",
	"x:oleSize": "", "x:extLst": "", "x:functionGroups": "macro", "mc:AlternateContent": "", "x:fileVersion": "",
}

// cleanWorkbook cleans the list of sheets and of defined names.
func cleanWorkbook(p *pack, t *tree) error {
	p.book = &workbook{gone: map[string]bool{}, goneIDs: map[string]bool{}, used: map[int]bool{}}
	t.root.kids = slices.DeleteFunc(t.root.kids, func(n *node) bool {
		id, found := bookDropped[n.name]
		if found && id != "" {
			p.note(id, "")
		}
		return found
	})
	links, err := p.relations(p.part)
	if err != nil {
		return err
	}
	order := p.dropSheets(t.root.child("x:sheets"), links)
	if !slices.ContainsFunc(order, func(place int) bool { return place >= 0 }) {
		return &parts.Error{Reason: parts.Unreadable, ID: "clean-empty"}
	}
	p.definedNames(t.root, order)
	t.root.each(func(n *node) {
		n.removeAttr("codeName")
		if n.name == "x:workbookView" { // a tab that may be gone
			n.removeAttr("firstSheet")
			n.removeAttr("activeTab")
		}
	})
	return p.findStrings(links)
}

// dropSheets leaves hidden sheets and sheets of macros out. It returns the new
// places of all sheets, -1 for those.
func (p *pack) dropSheets(sheets *node, links []relation) []int {
	if sheets == nil {
		return nil
	}
	var order []int
	next := 0
	sheets.kids = slices.DeleteFunc(sheets.kids, func(n *node) bool {
		if n.name != "x:sheet" {
			return true
		}
		name := n.attr("name")
		i := slices.IndexFunc(links, func(r relation) bool { return r.id == n.attr("r:id") })
		hidden := n.attr("state") == "hidden" || n.attr("state") == "veryHidden"
		switch {
		case i < 0 || links[i].kind != "worksheet" && links[i].kind != "chartsheet": // listed as a relation
		case hidden && !(p.stamp && name == choices):
			p.note("hidden-sheet", name)
		default:
			order = append(order, next)
			next++
			return false
		}
		if i >= 0 {
			p.said[strings.ToLower(links[i].target)] = true
		}
		p.book.gone[name], p.book.goneIDs[n.attr("r:id")] = true, true
		order = append(order, -1)
		return true
	})
	return order
}

// definedNames leaves names out that lead elsewhere or to sheets that are gone,
// and counts the sheets anew.
func (p *pack) definedNames(root *node, order []int) {
	names := root.child("x:definedNames")
	if names == nil {
		return
	}
	names.kids = slices.DeleteFunc(names.kids, func(n *node) bool {
		name := n.attr("name")
		if name == "" {
			return true
		}
		lower := strings.ToLower(name)
		if strings.HasPrefix(strings.TrimPrefix(lower, "_xlnm."), "auto_") || n.attr("function") == "1" || n.attr("xlm") == "1" || n.attr("vbProcedure") == "1" {
			p.note("name", name)
			return true
		}
		if local := n.attr("localSheetId"); local != "" {
			i, err := strconv.Atoi(local)
			if err != nil || i < 0 || i >= len(order) || order[i] < 0 {
				return true
			}
			n.setAttr("localSheetId", strconv.Itoa(order[i]))
		}
		n.removeAttr("comment")
		return !p.harmlessFormula(n.characters()) || mentions(n.characters(), p.book.gone)
	})
	if len(names.kids) == 0 {
		root.kids = slices.DeleteFunc(root.kids, func(n *node) bool { return n == names })
	}
}

// findStrings notes which shared strings the sheets show that stay: others are
// not written, since they may come from sheets that are gone.
func (p *pack) findStrings(links []relation) error {
	for _, r := range links {
		if r.kind != "worksheet" || r.external || p.book.goneIDs[r.id] || !p.a.Has(r.target) {
			continue
		}
		if err := p.findStringsIn(r.target); err != nil {
			return err
		}
	}
	return nil
}

func (p *pack) findStringsIn(sheet string) error {
	s, err := p.a.XML(sheet)
	if err != nil {
		return err
	}
	defer s.Close()
	shows := false
	return s.Each(func(name string, e xml.StartElement) error {
		switch {
		case name == "x:c":
			shows = s.Attribute(e, "t") == "s"
		case name == "x:v" && shows:
			text, err := s.Text()
			if i, bad := strconv.Atoi(strings.TrimSpace(text)); bad == nil {
				p.book.used[i] = true
			}
			return err
		}
		return nil
	})
}

// cleanStrings empties the strings that no cell shows.
func cleanStrings(p *pack, t *tree) error {
	i := 0
	for _, n := range t.root.kids {
		if n.name != "x:si" {
			continue
		}
		if !p.book.used[i] && n.characters() != "" {
			p.note("hidden-string", "")
			n.kids = []*node{{name: "x:t"}}
		}
		i++
	}
	return cleanSheetPart(p, t)
}
