package exchange

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// File is the registry's path below the data folder.
const File = "felder.yaml"

// Registry is the list of fields that all templates share.
type Registry struct {
	Groups []Group `yaml:"groups" nb:"required,max=40"`
	Fields []Field `yaml:"fields" nb:"required,max=600"`

	index map[string]int
}

// Group is a part of the form in which fields are filled.
type Group struct {
	ID    string `yaml:"id" nb:"required,max=40"`
	Title string `yaml:"title" nb:"required,max=80"`
	Help  string `yaml:"help" nb:"max=300"`
}

// Field is a field with its place in the form; those of a single template have
// no group.
type Field struct {
	content.Field
	Group string `yaml:"group" nb:"required,max=40"`
}

// LoadFields reads the registry of a site, path is that of the file. A site
// without one has an empty registry. Fields with mistakes are kept as far as
// they can be named, so that a single mistake is reported once.
func LoadFields(fsys fs.FS, path string) (*Registry, diag.List, error) {
	r := &Registry{}
	defer r.sort()
	src, err := fs.ReadFile(fsys, path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil, nil
	}
	if err != nil {
		return r, nil, fmt.Errorf("read fields: %w", err)
	}
	at := strict.Source{Path: path}
	node, problems := strict.Parse(src, at)
	if node == nil {
		return r, problems, nil
	}
	problems.Add(strict.Decode(node, at, r, strict.Options{})...)
	problems.Add(r.check(node, at)...)
	return r, problems, nil
}

// check names fields that cannot be used and groups that do not exist.
func (r *Registry) check(node *yaml.Node, at strict.Source) diag.List {
	var list diag.List
	plain := make([]content.Field, len(r.Fields))
	for i, f := range r.Fields {
		plain[i] = f.Field
	}
	for i, problem := range content.FieldProblems(plain) {
		way := strict.Find(node, "fields", strconv.Itoa(i))
		if problem.ID != "" {
			list.Add(at.Problem(problem.ID, way, "field", plain[i].ID))
		}
		group := r.Fields[i].Group
		if !slices.ContainsFunc(r.Groups, func(g Group) bool { return g.ID == group }) && group != "" {
			list.Add(at.Problem("field-group", strict.Find(way, "group"), "field", plain[i].ID, "group", group))
		}
	}
	return list
}

// sort prepares Lookup; of two fields with one id the first one counts.
func (r *Registry) sort() {
	r.index = make(map[string]int, len(r.Fields))
	for i, f := range r.Fields {
		if _, known := r.index[f.ID]; !known {
			r.index[f.ID] = i
		}
	}
}

// Lookup returns the field of an id: one of the template's own, else one of
// the registry.
func (r *Registry) Lookup(id string, own []content.Field) (content.Field, bool) {
	for _, f := range own {
		if f.ID == id {
			return f, true
		}
	}
	i, ok := r.index[id]
	if !ok {
		return content.Field{}, false
	}
	return r.Fields[i].Field, true
}

// IDs lists all ids in the order of the form.
func (r *Registry) IDs() []string {
	ids := make([]string, 0, len(r.Fields))
	for _, f := range r.Fields {
		ids = append(ids, f.ID)
	}
	return ids
}
