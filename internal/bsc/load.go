package bsc

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// Dir is the folder of the catalogues below the data folder.
const Dir = "bsc"

// catalogueFile describes a catalogue, changesFile what became of the questions
// of its predecessor.
const (
	catalogueFile = "katalog.yaml"
	changesFile   = "zuordnung.yaml"
)

// Catalogues are all catalogues of a site, by id.
type Catalogues map[string]*Catalogue

// Load reads the catalogues below dir, "data/bsc"; a site without that folder
// has none. A catalogue with mistakes is kept as far as it can be read, so that
// one mistake is reported once.
func Load(fsys fs.FS, dir string) (Catalogues, diag.List, error) {
	all := Catalogues{}
	var problems diag.List
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return all, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read catalogues: %w", err)
	}
	for _, entry := range entries {
		folder := path.Join(dir, entry.Name())
		if _, err := fs.Stat(fsys, path.Join(folder, catalogueFile)); !entry.IsDir() || err != nil {
			continue
		}
		c, found, err := loadOne(fsys, folder)
		if err != nil {
			return nil, nil, fmt.Errorf("read catalogue %s: %w", folder, err)
		}
		problems.Add(found...)
		if c.ID != "" {
			all[c.ID] = c
		}
	}
	for _, id := range all.IDs() {
		c := all[id]
		problems.Add(all.checkChanges(c, path.Join(dir, c.ID, changesFile))...)
	}
	return all, problems, nil
}

// IDs lists the ids of all catalogues, sorted.
func (all Catalogues) IDs() []string { return slices.Sorted(maps.Keys(all)) }

// loadOne reads one folder: the description, then a file for each topic.
func loadOne(fsys fs.FS, folder string) (*Catalogue, diag.List, error) {
	c := &Catalogue{}
	var problems diag.List
	node, at, err := read(fsys, path.Join(folder, catalogueFile), c, &problems)
	if err != nil {
		return nil, nil, err
	}
	if c.ID != "" && c.ID != path.Base(folder) {
		problems.Add(at.Problem("bsc-folder", strict.Find(node, "id"), "id", c.ID, "folder", path.Base(folder)))
	}
	for _, topic := range c.Topics {
		file := path.Join(folder, strings.ToLower(topic.ID)+".yaml")
		var part struct {
			Questions []Question `yaml:"questions" nb:"required,max=60"`
		}
		node, at, err := read(fsys, file, &part, &problems)
		if errors.Is(err, fs.ErrNotExist) {
			problems.Add(diag.New("bsc-topic-file", path.Join(folder, catalogueFile), 0, "topic", topic.ID, "file", file))
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		for i := range part.Questions {
			part.Questions[i].Topic = topic.ID
		}
		problems.Add(c.take(part.Questions, node, at)...)
	}
	var changes struct {
		Changes []Change `yaml:"changes" nb:"required,max=400"`
	}
	if _, _, err := read(fsys, path.Join(folder, changesFile), &changes, &problems); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	c.Changes = changes.Changes
	c.prepare()
	return c, problems, nil
}

func read(fsys fs.FS, name string, into any, problems *diag.List) (*yaml.Node, strict.Source, error) {
	at := strict.Source{Path: name, FirstLine: 1}
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, at, err
	}
	node, found := strict.Parse(src, at)
	problems.Add(found...)
	if node != nil {
		problems.Add(strict.Decode(node, at, into, strict.Options{})...)
	}
	return node, at, nil
}

// take adds the questions of a topic; ids start with those of the catalogue and
// of the topic and are given once.
func (c *Catalogue) take(questions []Question, node *yaml.Node, at strict.Source) diag.List {
	var problems diag.List
	for i, q := range questions {
		way := strict.Find(node, "questions", fmt.Sprint(i), "id")
		prefix := c.ID + "-" + q.Topic + "-"
		if way != nil {
			q.line = way.Line
		}
		if q.ID != "" && !strings.HasPrefix(q.ID, prefix) {
			problems.Add(at.Problem("bsc-id", way, "id", q.ID, "prefix", prefix))
		}
		for _, other := range c.Questions {
			if other.ID == q.ID {
				problems.Add(at.Problem("bsc-twice", way, "id", q.ID))
			}
		}
		c.Questions = append(c.Questions, q)
	}
	return problems
}

// checkChanges names changes that speak of questions that do not exist, and
// questions of either catalogue that no change speaks of.
func (all Catalogues) checkChanges(c *Catalogue, file string) diag.List {
	var problems diag.List
	if c.Predecessor == "" {
		return nil
	}
	before := all[c.Predecessor]
	if before == nil {
		return diag.List{diag.New("bsc-predecessor", path.Join(path.Dir(file), catalogueFile), 0, "id", c.Predecessor)}
	}
	told := map[string]bool{}
	for _, ch := range c.Changes {
		for id, in := range map[string]*Catalogue{ch.Old: before, ch.New: c} {
			if id != "" && in.Question(id) == nil {
				problems.Add(diag.New("bsc-change-unknown", file, 0, "id", id, "catalogue", in.ID))
			}
			told[id] = true
		}
	}
	for _, in := range []*Catalogue{before, c} {
		for _, q := range in.Questions {
			if !told[q.ID] {
				problems.Add(diag.New("bsc-change-missing", file, 0, "id", q.ID))
			}
		}
	}
	return problems
}
