package view

// SideNav is the navigation beside a page. It consists of plain fields: the
// neighbours are most of the links of a page, and a template reads a field
// several times faster than it calls a method.
type SideNav struct {
	Title, URL string // of the section
	Items      []NavItem
}

// NavItem is one neighbour.
type NavItem struct {
	Title, Step, URL string
	Current          bool // the page that is being rendered
}

// SideNav leads to the page's neighbours, at most 60. It is nil for the pages
// of the first level, which the main menu leads to.
func (p *Page) SideNav() *SideNav {
	parent := p.p.Parent
	if parent == nil || parent.Home() {
		return nil
	}
	p.c.trace.ask("up", p.p.Path)
	near := p.c.trace.ask("near", p.p.Path)
	nav := &SideNav{Title: parent.Title, URL: p.c.link(parent.Output()), Items: make([]NavItem, len(near))}
	for i, q := range near {
		item := NavItem{Title: q.Title, URL: p.c.link(q.Output()), Current: q == p.p}
		if q.Guide != nil {
			item.Step = q.Guide.Step
		}
		nav.Items[i] = item
	}
	return nav
}
