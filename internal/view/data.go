package view

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/cost"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// Data holds the decoded YAML files of the data folder, as strict.Value gives
// them.
type Data struct {
	values  map[string]any
	digests map[string]Digest
	indexes map[string]map[string]map[string]any
	terms   []GlossaryTerm // of glossar.yaml, in its order
	// prices and services are nil if there are none, or none that can be used.
	prices   *cost.Prices
	services *cost.Services
}

// LoadData reads data/**/*.yaml. Files that cannot be read as YAML are left
// out and named in the problems.
func LoadData(fsys fs.FS, dir string) (*Data, diag.List, error) {
	d := &Data{values: map[string]any{}, digests: map[string]Digest{}, indexes: map[string]map[string]map[string]any{}}
	var problems diag.List
	err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return ignoreMissing(err)
		}
		if problem, found := diag.Irregular(name, entry.Type()); found {
			problems.Add(problem)
			return nil
		}
		if !strings.HasSuffix(name, ".yaml") {
			return nil
		}
		if info, err := entry.Info(); err == nil && info.Size() > strict.MaxBytes {
			problems.Add(diag.New("yaml-too-large", name, 1, "size", strconv.FormatInt(info.Size(), 10), "max", strconv.Itoa(strict.MaxBytes)))
			return nil
		}
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		node, found := strict.Parse(src, strict.Source{Path: name, FirstLine: 1})
		problems.Add(found...)
		if node != nil {
			key := strings.TrimSuffix(strings.TrimPrefix(name, dir+"/"), ".yaml")
			d.values[key] = strict.Value(node)
			d.digests[key] = DigestText(string(src))
			problems.Add(d.readTyped(key, node, strict.Source{Path: name, FirstLine: 1})...)
		}
		return nil
	})
	d.index()
	return d, problems, err
}

// readTyped decodes the files that have a form of their own.
func (d *Data) readTyped(key string, node *yaml.Node, at strict.Source) (problems diag.List) {
	switch key {
	case glossaryData:
		return d.readGlossary(node, at)
	case cost.Data:
		d.prices, problems = cost.ReadPrices(node, at)
	case cost.ServicesData:
		d.services, problems = cost.ReadServices(node, at)
	}
	return problems
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// index makes lists of mappings findable by their id and by their step.
func (d *Data) index() {
	for key, value := range d.values {
		list, ok := value.([]any)
		if !ok {
			continue
		}
		for _, item := range list {
			entry, ok := item.(map[string]any)
			if !ok {
				continue
			}
			for _, by := range []string{"id", "step"} {
				if name, ok := entry[by].(string); ok {
					d.put(key+"#"+by, name, entry)
				}
			}
		}
	}
}

func (d *Data) put(index, name string, entry map[string]any) {
	if d.indexes[index] == nil {
		d.indexes[index] = map[string]map[string]any{}
	}
	d.indexes[index][name] = entry
}

// Value returns the decoded file data/<name>.yaml.
func (d *Data) Value(name string) (any, bool) {
	value, ok := d.values[path.Clean(name)]
	return value, ok
}

// Has reports whether the list data/<file>.yaml has an entry whose key by is
// name; it is true for every name if there is no such list.
func (d *Data) Has(file, by, name string) bool {
	index, ok := d.indexes[file+"#"+by]
	if !ok {
		return true
	}
	return index[name] != nil
}

// Names lists the values of the key by in the list data/<file>.yaml, sorted.
func (d *Data) Names(file, by string) []string {
	var names []string
	for name := range d.indexes[file+"#"+by] {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// field returns one text of the entry whose key by is name, or "".
func (d *Data) field(file, by, name, field string) string {
	value, _ := d.indexes[file+"#"+by][name][field].(string)
	return value
}

func (d *Data) digest(name string) Digest { return d.digests[path.Clean(name)] }
