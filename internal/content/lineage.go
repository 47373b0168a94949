package content

import (
	"cmp"
	"path"
	"slices"
)

// lineage checks what the templates of the tree say about other ones. Others
// are looked up among all files, also those of a narrower audience: naming one
// tells nobody anything.
func (a *assembly) lineage() {
	known := map[string][]*file{}
	for _, f := range a.files {
		if f.template != nil && f.template.ID != "" {
			known[f.template.ID] = append(known[f.template.ID], f)
		}
	}
	for _, p := range a.tree.Pages {
		if p.Template != nil && p.Template.ID != "" {
			a.ancestry(p, known)
		}
	}
}

func (a *assembly) ancestry(p *Page, known map[string][]*file) {
	t := p.Template
	if path.Base(p.Path) != t.ID && ValidID(t.ID) {
		a.problems.Add(a.grade(p.problem("template-id-path", "id", t.ID, "name", path.Base(p.Path))))
	}
	first := slices.MinFunc(known[t.ID], func(a, b *file) int { return cmp.Compare(a.source, b.source) })
	if first.source != p.Source {
		a.problems.Add(a.grade(p.problem("template-twin", "id", t.ID, "other", first.source)))
	}
	for i, id := range t.Needs {
		if id == t.ID || known[id] == nil || slices.Contains(t.Needs[:i], id) {
			a.problems.Add(a.grade(p.problem("template-needs", "value", id)))
		}
	}
	for _, ref := range t.BasedOn {
		if !slices.ContainsFunc(known[ref.ID], func(f *file) bool { return f.template.has(ref.Version) }) {
			a.problems.Add(a.grade(p.problem("template-based-on", "value", ref.String())))
		}
	}
}

// has reports whether the history names a version.
func (t *TemplateKeys) has(v Version) bool {
	return slices.ContainsFunc(t.Changes, func(c Change) bool { return c.Version == v })
}
