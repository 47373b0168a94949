package clean

import (
	"path"
	"slices"
	"strings"
)

// wordStyles are the styles that hide text.
type wordStyles struct{ hidden map[string]bool }

// loadWordStyles finds the styles that hide text, also those that are based on
// such a one.
func (p *pack) loadWordStyles(main string) error {
	p.word.hidden = map[string]bool{}
	links, err := p.relations(main)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(links, func(r relation) bool { return r.kind == "styles" && !r.external && p.a.Has(r.target) })
	if i < 0 {
		return nil
	}
	p.part = path.Base(links[i].target)
	t, err := p.load(p.a, links[i].target)
	if err != nil {
		return err
	}
	base, own := map[string]string{}, map[string]int{}
	for _, s := range t.root.kids {
		if s.name == "w:style" {
			id := s.attr("w:styleId")
			own[id] = toggle(s.child("w:rPr", "w:vanish"))
			if b := s.child("w:basedOn"); b != nil {
				base[id] = b.attr("w:val")
			}
		}
	}
	for id := range own {
		for at, steps := id, 0; at != "" && steps < 16; at, steps = base[at], steps+1 {
			if own[at] != 0 {
				p.word.hidden[id] = own[at] > 0
				break
			}
		}
	}
	return nil
}

// toggle is 1 for a property that is on, -1 for off, 0 for one that is not set.
func toggle(n *node) int {
	if n == nil {
		return 0
	}
	switch n.attr("w:val") {
	case "0", "false", "off":
		return -1
	}
	return 1
}

// hideless leaves out hidden text. Codes of fields stay, which nobody sees
// anyway.
func (p *pack) hideless(root *node) {
	var paragraph []bool // whether the style of the open paragraph hides
	var visit func(n *node)
	visit = func(n *node) {
		if n.name == "w:p" {
			hidden := false
			if s := n.child("w:pPr", "w:pStyle"); s != nil {
				hidden = p.word.hidden[s.attr("w:val")]
			}
			paragraph = append(paragraph, hidden)
			defer func() { paragraph = paragraph[:len(paragraph)-1] }()
		}
		n.kids = slices.DeleteFunc(n.kids, func(k *node) bool {
			gone := k.name == "w:r" && p.isHidden(k, len(paragraph) > 0 && paragraph[len(paragraph)-1]) && !hasCode(k) ||
				k.name == "w:tr" && toggle(k.child("w:trPr", "w:hidden")) > 0
			if gone && strings.TrimSpace(k.characters()) != "" {
				p.note("hidden-text", "")
			}
			return gone || k.name == "w:vanish" || k.name == "w:specVanish"
		})
		for _, k := range n.kids {
			visit(k)
		}
	}
	visit(root)
}

func (p *pack) isHidden(run *node, byParagraph bool) bool {
	properties := run.child("w:rPr")
	if properties == nil {
		return byParagraph
	}
	if own := toggle(properties.child("w:vanish")); own != 0 {
		return own > 0
	}
	if s := properties.child("w:rStyle"); s != nil {
		if hidden, known := p.word.hidden[s.attr("w:val")]; known {
			return hidden
		}
	}
	return byParagraph
}

func hasCode(run *node) bool {
	return slices.ContainsFunc(run.kids, func(k *node) bool {
		return k.name == "w:fldChar" || k.name == "w:instrText" || k.name == "w:footnoteReference" || k.name == "w:endnoteReference"
	})
}
