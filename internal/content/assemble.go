package content

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// assemble makes the tree of one audience from listed folders and decoded
// files. It depends on its arguments alone.
func assemble(folders []folder, files map[string]*file, opt Options) (*Tree, diag.List) {
	a := &assembly{
		opt: opt, files: files,
		tree: &Tree{
			Pages:  make([]*Page, 0, len(files)+1),
			byPath: make(map[string]*Page, len(files)), bySource: make(map[string]*Page, len(files)), withheld: map[string]reason{},
		},
		sections: map[string]*Page{},
		cascades: map[string]handed{},
		twins:    make(map[string]*Page, len(files)),
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
	a.lineage()
	a.tree.note()
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
	sections map[string]*Page  // by folder
	cascades map[string]handed // by folder, merged top down
	twins    map[string]*Page
	leftOut  map[string]reason // by folder
	problems diag.List
}

// handed is what a folder hands down, with its key.
type handed struct {
	Cascade
	key string
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
			inherited.Cascade = file.front.Cascade.over(inherited.Cascade)
			inherited.key = inherited.Cascade.key()
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
	p.inherit(inherited.Cascade, true)
	place := cmp.Or(f.index, f.path)
	if !a.label(p, inherited.Cascade, place) || !a.admit(p, place) {
		return nil
	}
	p.MetaHash = p.metaHash(a.frontHash(f.index), inherited.key)
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
	if bundle.Template != nil && f.path == below+VersionsDir {
		a.release(f.attached, bundle)
		f.attached = nil
	}
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
	p.inherit(inherited.Cascade, false)
	if !a.label(p, inherited.Cascade, source) || !a.admit(p, source) {
		return nil
	}
	p.MetaHash = p.metaHash(file.frontHash, inherited.key)
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
	p.Common, p.Guide, p.Event, p.Template, p.Survey, p.Process = f.front, f.guide, f.event, f.template, f.survey, f.process
	p.Source, p.Hash, p.Size, p.titleKey = f.source, f.hash, f.size, f.titleKey
	p.BodyOffset, p.BodyLine, p.BodyEmpty = f.bodyOffset, f.bodyLine, f.bodyEmpty
}

// prune drops sections without _index.md that have nothing to show: folders
// that hold only drafts, or nothing at all.
func (a *assembly) prune(p *Page) {
	kept := p.Children[:0]
	for _, child := range p.Children {
		a.prune(child)
		if child.Section && child.Source == "" && len(child.Children) == 0 {
			delete(a.tree.byPath, child.Path)
			for _, file := range child.Attachments {
				a.problems.Add(diag.New("content-attachment-alone", file.Source, 0).AsWarning())
			}
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
		if child.titleKey == "" {
			child.titleKey = TitleKey(child.Title)
		}
	}
	slices.SortFunc(p.Children, order)
	for i, child := range p.Children {
		child.index = i
		a.finish(child)
	}
}
