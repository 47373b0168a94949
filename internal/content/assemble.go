package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

// assemble makes the tree of one audience from listed folders and decoded
// files. It depends on its arguments alone.
func assemble(folders []folder, files map[string]*file, opt Options) (*Tree, diag.List) {
	a := &assembly{
		opt: opt, files: files,
		tree: &Tree{
			byPath: map[string]*Page{}, bySource: map[string]*Page{}, withheld: map[string]reason{},
		},
		sections: map[string]*Page{},
		cascades: map[string]Cascade{},
		twins:    map[string]*Page{},
		leftOut:  map[string]reason{},
	}
	for _, f := range folders {
		a.folder(f)
	}
	if a.tree.Home == nil {
		a.withoutHome()
	}
	a.prune(a.tree.Home)
	a.finish(a.tree.Home)
	return a.tree, a.problems
}

// withoutHome puts an empty page in the place of the home page, so that the rest
// can be checked, and says why there is none unless that is known already.
func (a *assembly) withoutHome() {
	source := path.Join(a.opt.Dir, "_index.md")
	f := a.files[source]
	switch reason := a.tree.withheld[source]; {
	case reason == isDraft:
		a.problems.Add(diag.New("home-draft", source, 1))
	case reason == isHidden && !f.mislabelled:
		a.problems.Add(diag.New("home-audience", source, 1, "audience", a.opt.Max.String()))
	}
	a.tree.Home = &Page{Section: true, BodyEmpty: true, Label: a.opt.Max}
	a.tree.Home.Title = TitleFromName(path.Base(a.opt.Dir))
	a.tree.byPath[""] = a.tree.Home
}

type assembly struct {
	opt      Options
	files    map[string]*file
	tree     *Tree
	sections map[string]*Page   // by folder
	cascades map[string]Cascade // by folder, merged top down
	twins    map[string]*Page
	leftOut  map[string]reason // by folder
	problems diag.List
}

// folder adds a section, or a bundle, and the pages in it.
func (a *assembly) folder(f folder) {
	a.problems.Add(f.problems...)
	parent := a.sections[path.Dir(f.path)]
	root := f.path == a.opt.Dir
	if !root && parent == nil {
		a.withhold(f, a.leftOut[path.Dir(f.path)], append(f.pageSources(), f.index))
		return
	}
	if parent != nil && !parent.Section {
		a.attach(f, parent)
		return
	}
	if f.bundle != "" && f.index == "" && !root {
		a.bundle(f, parent)
		return
	}
	if f.bundle != "" && root {
		a.problems.Add(diag.New("content-root-index", f.bundle, 0))
		f.index = cmp.Or(f.index, f.bundle) // it was meant to be the home page
	}
	section := a.section(f, parent)
	if section == nil {
		a.withhold(f, a.tree.withheld[f.index], f.pageSources())
		return
	}
	for _, source := range f.pages {
		a.page(source, section, strings.TrimSuffix(path.Base(source), ".md"))
	}
	section.Attachments = f.attached
}

// section adds the page of a folder, with or without _index.md.
func (a *assembly) section(f folder, parent *Page) *Page {
	p := &Page{Section: true, Parent: parent}
	inherited := a.cascades[path.Dir(f.path)]
	name := path.Base(f.path)
	if f.index != "" {
		file := a.files[f.index]
		a.problems.Add(file.problems...)
		if file.front.Cascade != nil {
			inherited = file.front.Cascade.over(inherited)
		}
		p.fill(file)
		name = a.slug(p, name)
	} else {
		p.Title, p.BodyEmpty, p.BodyLine = TitleFromName(name), true, 1
	}
	a.cascades[f.path] = inherited
	p.Kind = cmp.Or(p.Kind, Plain)
	if parent != nil {
		p.Path = path.Join(parent.Path, pathPart(name))
	}
	p.inherit(inherited, true)
	place := cmp.Or(f.index, f.path)
	if !a.label(p, inherited, place) || !a.admit(p, place) {
		return nil
	}
	p.MetaHash = p.metaHash(a.frontHash(f.index), inherited.key())
	if parent == nil {
		a.tree.Home = p
	} else {
		parent.Children = append(parent.Children, p)
	}
	a.sections[f.path] = p
	return p
}

func (a *assembly) frontHash(source string) [16]byte {
	if f := a.files[source]; f != nil {
		return f.frontHash
	}
	return [16]byte{}
}

// bundle adds a page with attachments: a folder with index.md.
func (a *assembly) bundle(f folder, parent *Page) {
	a.cascades[f.path] = a.cascades[path.Dir(f.path)]
	p := a.page(f.bundle, parent, path.Base(f.path))
	if p != nil {
		a.sections[f.path] = p
		f.bundle = ""
		a.attach(f, p)
	}
}

// attach hands the files of a folder in a bundle, or of the bundle itself, to
// the bundle's page.
func (a *assembly) attach(f folder, bundle *Page) {
	a.sections[f.path] = bundle
	below := path.Dir(bundle.Source) + "/"
	for _, file := range f.attached {
		file.Name = strings.TrimPrefix(file.Source, below)
		bundle.Attachments = append(bundle.Attachments, file)
	}
	for _, source := range append(f.pageSources(), f.index) {
		if source != "" {
			a.problems.Add(diag.New("content-page-in-bundle", source, 0, "bundle", bundle.Source))
		}
	}
}

// withhold notes the pages of a folder that is left out, with the reason for
// which its section is.
func (a *assembly) withhold(f folder, why reason, sources []string) {
	why = cmp.Or(why, isHidden)
	a.leftOut[f.path] = why
	for _, source := range sources {
		if source != "" {
			a.tree.withheld[source] = why
		}
	}
}

// page adds the page of one file below parent.
func (a *assembly) page(source string, parent *Page, name string) *Page {
	file := a.files[source]
	a.problems.Add(file.problems...)
	p := &Page{Parent: parent}
	p.fill(file)
	inherited := a.cascades[path.Dir(source)]
	if p.Cascade != nil {
		a.problems.Add(a.grade(p.problem("content-cascade-in-page")))
	}
	name = a.slug(p, name)
	if p.Title == "" {
		p.Title = TitleFromName(name)
	}
	p.Path = path.Join(parent.Path, pathPart(name))
	p.inherit(inherited, false)
	if !a.label(p, inherited, source) || !a.admit(p, source) {
		return nil
	}
	p.MetaHash = p.metaHash(file.frontHash, inherited.key())
	parent.Children = append(parent.Children, p)
	return p
}

// slug is the last part of p's path: what the page says, else the name of its
// file. One that would lead elsewhere is reported and not used.
func (a *assembly) slug(p *Page, name string) string {
	switch {
	case p.Slug == "":
		return name
	case !ValidPart(p.Slug):
		a.problems.Add(p.problem("content-bad-slug", "slug", p.Slug))
		return name
	}
	return p.Slug
}

// fill takes over what a file says about itself.
func (p *Page) fill(f *file) {
	p.Common, p.Guide, p.Event = f.front, f.guide, f.event
	p.Source, p.Hash, p.Size = f.source, f.hash, f.size
	p.BodyOffset, p.BodyLine, p.BodyEmpty = f.bodyOffset, f.bodyLine, f.bodyEmpty
}

// label sets p.Label from the page or its sections. A page without a valid
// label is reported, at place, and not published: labels fail closed.
func (a *assembly) label(p *Page, inherited Cascade, place string) bool {
	if f := a.files[p.Source]; f != nil && f.mislabelled {
		a.tree.withheld[p.Source] = isHidden
		return false // the label's own problem is in the list already
	}
	for _, candidate := range []*tlp.Label{p.TLP, inherited.TLP, a.opt.DefaultLabel} {
		if candidate != nil {
			p.Label = *candidate
			return true
		}
	}
	a.problems.Add(diag.New("tlp-missing", place, 1))
	return false
}

// admit decides whether p belongs to this audience and whether its path is
// free, and registers it.
func (a *assembly) admit(p *Page, place string) bool {
	switch {
	case p.Draft && !a.opt.Drafts:
		return a.hide(p, isDraft)
	case !p.Label.Publishable():
		a.problems.Add(diag.New("tlp-unpublishable", place, 1, "label", p.Label.String()).AsWarning())
		return a.hide(p, isHidden)
	case !p.Label.Within(a.opt.Max):
		return a.hide(p, isHidden)
	}
	if other := a.twins[Twin(p.Path)]; other != nil {
		a.problems.Add(diag.New("path-collision", place, 0, "path", "/"+p.Path+"/", "other", cmp.Or(other.Source, other.Path)))
		return a.hide(p, isTwin)
	}
	a.twins[Twin(p.Path)] = p
	a.tree.byPath[p.Path] = p
	if p.Source != "" {
		a.tree.bySource[p.Source] = p
	}
	return true
}

// hide notes why p is left out.
func (a *assembly) hide(p *Page, why reason) bool {
	if p.Source != "" {
		a.tree.withheld[p.Source] = why
	}
	return false
}

// grade turns an error into a warning for foreign trees.
func (a *assembly) grade(p diag.Problem) diag.Problem {
	if a.opt.Lenient {
		return p.AsWarning()
	}
	return p
}

// prune drops sections without _index.md that have nothing to show: folders
// that hold only drafts, or nothing at all.
func (a *assembly) prune(p *Page) {
	kept := p.Children[:0]
	for _, child := range p.Children {
		a.prune(child)
		if child.Section && child.Source == "" && len(child.Children) == 0 {
			delete(a.tree.byPath, child.Path)
			continue
		}
		kept = append(kept, child)
	}
	p.Children = kept
}

// finish orders the children of p and lists all pages in reading order.
func (a *assembly) finish(p *Page) {
	a.tree.Pages = append(a.tree.Pages, p)
	for _, child := range p.Children {
		child.titleKey = TitleKey(child.Title)
	}
	slices.SortFunc(p.Children, order)
	for i, child := range p.Children {
		child.index = i
		a.finish(child)
	}
}

// order sorts siblings: by weight (pages without one come last), then what has
// no date of its own, events from the earliest, news from the newest, then by
// title.
func order(a, b *Page) int {
	if a.Weight != b.Weight {
		switch {
		case a.Weight == 0:
			return 1
		case b.Weight == 0:
			return -1
		}
		return cmp.Compare(a.Weight, b.Weight)
	}
	if c := cmp.Compare(dated(a), dated(b)); c != 0 {
		return c
	}
	byDate := 0
	switch dated(a) {
	case byStart:
		byDate = Day(a.Event.Start).Compare(Day(b.Event.Start))
	case byNews:
		byDate = Day(b.Date).Compare(Day(a.Date))
	}
	return cmp.Or(byDate, cmp.Compare(a.titleKey, b.titleKey), cmp.Compare(a.Path, b.Path))
}

// What siblings of one weight are ordered by.
const (
	byTitle = iota
	byStart
	byNews
)

func dated(p *Page) int {
	switch {
	case p.Section:
		return byTitle
	case p.Event != nil:
		return byStart
	case p.Kind == News:
		return byNews
	}
	return byTitle
}

// TitleFromName makes "Bcm konzept" from "bcm-konzept".
func TitleFromName(name string) string {
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if name == "" || name == "." {
		return name
	}
	first, rest := []rune(name)[:1], []rune(name)[1:]
	return strings.ToUpper(string(first)) + string(rest)
}
