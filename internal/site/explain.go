package site

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Readers tells who sees a page, and why.
type Readers struct {
	content.Standing
	// Path is the page's address, "leitfaden/bia"; it is what the page would have
	// where nobody sees it. Data is the data file that the page is made of, or "".
	Path, Data string
	Audiences  []Sight
}

// Sight says whether one audience sees a page. Reason is "" if it does, else
// "draft", "label", "unpublishable", "none", "unreadable" or "path", and Because
// the file that is the reason: the page or a section above it.
type Sight struct {
	Name            string
	Label           tlp.Label
	Sees            bool
	Reason, Because string
}

// UnknownPageError is returned for a page that there is not.
type UnknownPageError struct {
	Name string
	Near []string // sources of pages with names that are alike
}

func (e *UnknownPageError) Error() string { return "no page " + e.Name }

// Explain says who sees a page: the name is an address, or a file with or without
// the content folder and its ending.
func Explain(ctx context.Context, opt Options, name string) (*Readers, error) {
	var r *Readers
	l := &loader{opt: opt}
	if err := l.start(); err != nil {
		return nil, err
	}
	for i, a := range l.conf.Audiences {
		one := &loader{opt: opt}
		one.opt.Audience = a.Name
		tree, err := one.tree(ctx)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			if r, err = one.find(ctx, opt, name); err != nil {
				return nil, err
			}
		}
		r.Audiences = append(r.Audiences, r.sight(a.Name, a.TLP, tree))
	}
	if r == nil {
		return nil, &UnknownPageError{Name: name}
	}
	return r, nil
}

// tree loads the pages alone.
func (l *loader) tree(ctx context.Context) (*content.Tree, error) {
	if err := l.start(); err != nil {
		return nil, err
	}
	if err := l.readParts(ctx, nil); err != nil {
		return nil, err
	}
	l.derive()
	tree, _, err := l.content.Load(ctx)
	return tree, err
}

// find finds the page that name means, whoever may see it. opt are the options
// before anything was laid over their files.
func (l *loader) find(ctx context.Context, opt Options, name string) (*Readers, error) {
	all := &loader{opt: opt}
	all.opt.Drafts, all.opt.Audience = true, l.widest()
	tree, err := all.tree(ctx)
	if err != nil {
		return nil, err
	}
	clean := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(path.Clean("/"+name), "/"), "index.html"), "/")
	source := ""
	if p := tree.Page(clean); p != nil && p.Source != "" {
		source = p.Source
	}
	sources := all.content.Sources()
	for _, base := range []string{clean, path.Join(l.conf.Content, clean)} {
		for _, end := range []string{"", ".md", "/index.md", "/_index.md"} {
			if source == "" && slices.Contains(sources, base+end) {
				source = base + end
			}
		}
	}
	standing, ok := all.content.Standing(source)
	if !ok {
		return nil, &UnknownPageError{Name: name, Near: nearby(clean, sources)}
	}
	r := &Readers{Standing: standing}
	r.Path = strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(source, "/_index.md"), "/index.md"), l.conf.Content)
	r.Path = strings.TrimSuffix(strings.TrimPrefix(r.Path, "/"), ".md")
	if p := tree.BySource(source); p != nil {
		r.Path = p.Path
	}
	if page := all.derived.Page(source); page != nil {
		r.Data = page.Origin
	}
	return r, nil
}

// widest is the audience that sees most.
func (l *loader) widest() string {
	name, label := "", tlp.Label(0)
	for _, a := range l.conf.Audiences {
		if a.TLP > label {
			name, label = a.Name, a.TLP
		}
	}
	return name
}

// sight explains one audience; whether it sees the page its tree says.
func (r *Readers) sight(name string, label tlp.Label, tree *content.Tree) Sight {
	s := Sight{Name: name, Label: label, Sees: tree.BySource(r.Source) != nil}
	if s.Sees {
		return s
	}
	for _, standing := range append(slices.Clone(r.Above), r.Standing) {
		if reason := hidden(standing, label); reason != "" {
			s.Reason, s.Because = reason, standing.Source
			return s
		}
	}
	s.Reason, s.Because = cmp.Or(tree.Withheld(r.Source), "path"), r.Source
	return s
}

// hidden is why a page alone is not seen, "" if it is.
func hidden(s content.Standing, audience tlp.Label) string {
	switch {
	case s.By == content.ByMistake, s.By == content.ByNobody:
		return s.By
	case s.Draft:
		return "draft"
	case !s.Label.Publishable():
		return "unpublishable"
	case !s.Label.Within(audience):
		return "label"
	}
	return ""
}

// nearby are the sources whose names are most like a name.
func nearby(name string, sources []string) []string {
	want := strings.ToLower(path.Base(strings.TrimSuffix(name, ".md")))
	if want == "" || want == "." || want == "/" {
		return nil
	}
	type near struct {
		source string
		score  int
	}
	var found []near
	for _, source := range sources {
		base := strings.TrimSuffix(path.Base(source), ".md")
		if base == "index" || base == "_index" {
			base = path.Base(path.Dir(source))
		}
		if score := shared(want, strings.ToLower(base)); score*2 >= len(want) {
			found = append(found, near{source, score*4 - len(base)})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.score, a.score) })
	var names []string
	for _, n := range found[:min(3, len(found))] {
		names = append(names, n.source)
	}
	return names
}

// shared is how many letters two names have in common at their beginning and
// their end.
func shared(a, b string) int {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head + tail
}
