package view

import "github.com/kaaw/nachbar/internal/tlp"

// label is the label of what a page shows. In editions for fewer people than
// everybody a section and the home page tell of what lies below them, so they
// carry the narrowest label of all that; in the public edition everything is
// CLEAR.
func (p *Page) label() tlp.Label {
	label := p.ownLabel()
	edition, err := tlp.Parse(p.c.model.Audience)
	if err != nil || label >= edition || edition == tlp.Clear || !p.p.Section {
		return label
	}
	for _, below := range p.c.trace.ask("below", p.p.Path) {
		label = max(label, below.Label)
	}
	return label
}
