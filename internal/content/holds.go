package content

import "path"

// Holds reports whether a file or folder below the site's root belongs to the
// tree: the file of a page, of an attachment or of a released version, or a
// folder with one of them. What a tree does not hold, nothing that is made of it
// may read.
func (t *Tree) Holds(name string) bool {
	return t.bySource[name] != nil || t.beside[name] || t.folders[name]
}

// note lists what lies beside the pages, and all folders.
func (t *Tree) note() {
	t.beside, t.folders = map[string]bool{}, map[string]bool{}
	above := func(name string) {
		for dir := path.Dir(name); !t.folders[dir]; dir = path.Dir(dir) {
			t.folders[dir] = true
		}
	}
	for _, p := range t.Pages {
		if p.Source != "" {
			above(p.Source)
		}
		for _, a := range p.Attachments {
			t.beside[a.Source] = true
			above(a.Source)
		}
		for _, r := range p.Released {
			t.beside[r.Source] = true
			above(r.Source)
		}
	}
}
