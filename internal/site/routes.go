package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/view"
)

// artefact is one file of a build and how it is made. Exactly one of source,
// make and target.Page (with a layout) makes it.
type artefact struct {
	path string // in the build: "leitfaden/bia/index.html"
	// number stands for the path in records.
	number int
	// place is what an editor calls it: the Markdown file, or the attachment.
	place string
	// source is a file that is copied, attached the page that it lies beside.
	source   string
	attached *content.Page
	// make writes a file that is no page: a feed, a calendar. page is whose
	// text it holds, nil for none.
	make func(c *view.Context) ([]byte, error)
	page *content.Page
	// target is the page that is rendered with a layout.
	target view.Target
	// alias is the former address of a page, as written, that this leads on from.
	alias string
}

// self is the logical path by which the artefact's trace calls itself.
func (a *artefact) self() string {
	switch {
	case a.target.Page != nil:
		return a.target.Page.Path
	case a.page != nil:
		return a.page.Path
	}
	return a.path
}

// generator is the place of what no author wrote.
const generator = "nachbar"

// route lists the artefacts of the snapshot. Two that want the same path are
// a problem of the second one, or of the one that an author can rename.
func (s *snapshot) route() {
	s.routes = make(map[string]*artefact, len(s.model.Tree.Pages)+len(s.files.statics))
	twins := map[string]*artefact{}
	for _, path := range s.reserved() {
		twins[content.Twin(path)] = &artefact{path: path, place: generator}
	}
	add := func(a *artefact) {
		key := content.Twin(a.path)
		if other := twins[key]; other != nil {
			s.problems.Add(collision(a, other))
			return
		}
		twins[key], s.routes[a.path] = a, a
		s.order = append(s.order, a)
	}
	for _, p := range s.model.Tree.Pages {
		s.routePage(p, add)
	}
	s.routeGenerated(add)
	for _, p := range s.model.Tree.Pages {
		s.routeAliases(p, add)
	}
	for _, target := range s.files.targets() {
		add(&artefact{path: target, place: s.files.statics[target], source: s.files.statics[target]})
	}
	slices.SortFunc(s.order, func(a, b *artefact) int { return cmp.Compare(a.path, b.path) })
	s.checkFolders(twins)
}

// reserved are the files that are no artefacts and the folder of the shards.
func (s *snapshot) reserved() []string {
	reserved := []string{manifestFile, checksumsFile}
	if s.opt.Portable {
		reserved = append(reserved, ChecksumScriptFile)
	}
	if s.model.Conf.HasSearch() {
		reserved = append(reserved, shardsRoot, shardsDir+"d")
	}
	return reserved
}

// checkFolders names artefacts that need a folder where a file has to stand, or
// the file, if that is no page. They are not made.
func (s *snapshot) checkFolders(twins map[string]*artefact) {
	dropped := map[*artefact]bool{}
	for _, a := range s.order {
		for dir := path.Dir(a.path); dir != "."; dir = path.Dir(dir) {
			file := twins[content.Twin(dir)]
			if file == nil {
				continue
			}
			loser, winner := file, a
			if file.target.Page != nil {
				loser, winner = a, file
			}
			if !dropped[loser] {
				dropped[loser] = true
				s.problems.Add(collision(loser, winner))
			}
		}
	}
	// They stay among the routes, so that links to them are not reported too.
	s.order = slices.DeleteFunc(s.order, func(a *artefact) bool { return dropped[a] })
}

// collision is the problem of two artefacts with one path.
func collision(a, other *artefact) diag.Problem {
	if a.generated() {
		a, other = other, a
	}
	p := diag.New("path-collision", a.place, 0, "path", "/"+strings.TrimSuffix(a.path, "index.html"), "other", other.place)
	if other.generated() {
		p.Args["other"] = generator
	}
	if a.alias != "" {
		p.Args["alias"] = a.alias
	}
	return p
}

// generated reports whether the artefact is made of no file of the site.
func (a *artefact) generated() bool {
	return a.source == "" && path.Ext(a.place) != ".md"
}

// routePage adds a page, the further pages of its list and its attachments.
func (s *snapshot) routePage(p *content.Page, add func(*artefact)) {
	target := view.Target{Page: p, Output: p.Output(), Name: s.layoutName(p)}
	if p.Section && p.Parent != nil && p.Path != view.ProcessesPath { // that one lists all at once
		target.List = view.List{Question: "kids", Arg: p.Path, Base: p.Output(), Section: p.Path}
	}
	s.routeList(target, cmp.Or(p.Source, p.Path), add)
	for _, a := range p.Attachments {
		add(&artefact{path: path.Join(p.Path, a.Name), place: a.Source, source: a.Source, attached: p})
	}
	if p.Event != nil {
		out := path.Join(p.Path, "termin.ics")
		add(&artefact{path: out, place: p.Source, make: s.eventCalendar(p)})
	}
}

// layoutName is the sort of layout a page of the tree is rendered with. The
// layouts that foreign trees name are those of another generator.
func (s *snapshot) layoutName(p *content.Page) string {
	_, known := s.layouts.Lookup(p.Layout, p.Path, string(p.Kind))
	switch {
	case p.Layout != "" && (known || !s.lenient):
		return p.Layout
	case p.Home():
		return "home"
	case p.Section:
		return "list"
	}
	return "single"
}

// routeList adds a target once for every page of its list; a target without
// a list once.
func (s *snapshot) routeList(t view.Target, place string, add func(*artefact)) {
	t.List.Size = s.model.Conf.Pagination
	t.List.Number = 1
	total := 1
	if t.List.Question != "" {
		total = view.PageCount(s.model.Count(t.List), t.List.Size)
	}
	for n := 1; n <= total; n++ {
		t.List.Number = n
		page := t
		if t.List.Base != "" {
			page.Output = view.ListOutput(t.List.Base, n)
		}
		add(&artefact{path: page.Output, place: place, target: page})
	}
}

// routeGenerated adds the pages and files that every build has.
func (s *snapshot) routeGenerated(add func(*artefact)) {
	generated := func(logical, title, name string) view.Target {
		page := s.generatedPage(logical, title)
		return view.Target{Page: page, Output: page.Output(), Name: name}
	}
	notFound := generated("404", s.model.Text.T("page.notFound", nil), "404")
	// A web server shows it under any address; from a stick it opens under its own.
	notFound.Output, notFound.Rooted = "404.html", !s.opt.Portable
	add(&artefact{path: "404.html", place: "404.html", target: notFound})

	index := generated(view.IndexPath, s.model.Text.T("page.az", nil), "az")
	add(&artefact{path: index.Output, place: view.IndexPath, target: index})

	if s.model.Conf.HasSearch() {
		results := generated(view.SearchPath, s.model.Text.T("page.search", nil), "search")
		add(&artefact{path: results.Output, place: view.SearchPath, target: results})
	}

	if s.checksItself() {
		check := generated(view.VerifyPath, s.model.Text.T("page.verify", nil), view.VerifyLayout)
		add(&artefact{path: check.Output, place: view.VerifyPath, target: check})
	}

	if tags := s.model.Tags(); len(tags) > 0 {
		all := generated(view.TagsPath, s.model.Text.T("page.tags", nil), "tags")
		add(&artefact{path: all.Output, place: view.TagsPath, target: all})
		s.routeTags(tags, all.Page, add)
	}
	for _, section := range s.model.Tree.Home.Children {
		s.routeFilters(section, add)
	}
	s.routeFeeds(add)
	s.routeRecent(add)
	s.routeCopies(add)
	s.routeResults(add)
	s.routeBoard(add)
	s.routeSelfcheck(add)
	s.routeMatching(add)
	s.routeProcesses(add)
	s.routeWorkbooks(add)
	s.routeBooks(add)
}

// checksItself reports whether an edition for a stick needs a page that checks
// it: the site has none of its own, and a layout for it.
func (s *snapshot) checksItself() bool {
	_, known := s.layouts.Lookup(view.VerifyLayout, view.VerifyPath, string(content.Plain))
	return s.opt.Portable && known && s.model.Tree.Page(view.VerifyPath) == nil
}

// generatedPage is a page that stands in no file, below the home page.
func (s *snapshot) generatedPage(logical, title string) *content.Page {
	home := s.model.Tree.Home
	p := &content.Page{Path: logical, Parent: home, Label: max(home.Label, s.audience)} // it may tell of any page
	p.Title, p.Kind = title, content.Plain
	return p
}

// routeTags adds a page for every tag. Tags whose addresses are equal share the
// page of the first.
func (s *snapshot) routeTags(tags []string, parent *content.Page, add func(*artefact)) {
	first := map[string]string{}
	for _, tag := range tags {
		slug, source := view.Slug(tag), s.model.Tagged(tag)[0].Source
		switch other, taken := first[slug]; {
		case !content.ValidPart(slug):
			s.problems.Add(s.soften(diag.New("tag-bad", source, 1, "value", tag)))
		case taken:
			s.problems.Add(s.soften(diag.New("tag-twin", source, 1, "value", tag, "other", other)))
		default:
			first[slug] = tag
			s.routeTag(tag, parent, add)
		}
	}
}

func (s *snapshot) routeTag(tag string, parent *content.Page, add func(*artefact)) {
	out := view.TagOutput(tag)
	page := s.generatedPage(path.Dir(out), tag)
	page.Parent = parent
	s.routeList(view.Target{
		Page: page, Output: out, Name: "tag",
		List: view.List{Question: "tagged", Arg: tag, Base: out},
	}, s.model.Tagged(tag)[0].Source, add)
}

// routeFilters adds a page for every option of a section's filters; options
// with one address, which are twin tags, share it.
func (s *snapshot) routeFilters(section *content.Page, add func(*artefact)) {
	taken := map[string]bool{}
	for _, facet := range s.model.Facets(section) {
		for _, value := range facet.Values {
			out := view.FilterOutput(section.Path, facet.ID, value.ID)
			if taken[out] {
				continue
			}
			taken[out] = true
			page := s.generatedPage(path.Dir(out), section.Title)
			page.Parent, page.Kind = section, section.Kind
			s.routeList(view.Target{
				Page: page, Output: out, Name: "filter",
				List: view.List{
					Question: "filter", Arg: view.FilterArg(section.Path, facet.ID, value.ID), Base: out,
					Section: section.Path, Facet: facet.ID, Value: value.ID,
				},
			}, cmp.Or(section.Source, section.Path), add)
		}
	}
}
