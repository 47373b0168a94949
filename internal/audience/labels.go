package audience

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// File is the file in the data folder that gives labels to others: a mapping of
// files and folders, by their path below the data folder, to labels of TLP 2.0.
// What it does not name is CLEAR. No audience sees the file itself.
const File = "tlp.yaml"

// Labels are the labels of data files. The zero value has none.
type Labels struct {
	dir   string
	named map[string]tlp.Label // 0 is a label that nobody understands
	own   func(name string) tlp.Label
}

// LoadLabels reads the labels of the data folder dir. own gives labels that files
// have by their place and form, 0 for none; nil gives none. Labels fail closed: a file whose
// label cannot be understood exists for nobody, and is a problem.
func LoadLabels(fsys fs.FS, dir string, own func(name string) tlp.Label) (*Labels, diag.List, error) {
	l := &Labels{dir: dir, named: map[string]tlp.Label{}, own: own}
	name := path.Join(dir, File)
	info, err := fs.Lstat(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read labels of data: %w", err)
	}
	if problem, found := diag.Irregular(name, info.Mode()); found {
		l.named["."] = 0
		return l, diag.List{problem}, nil
	}
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("read labels of data: %w", err)
	}
	return l, l.read(fsys, src, strict.Source{Path: name, FirstLine: 1}), nil
}

// read takes over the labels of a file. If the file as a whole cannot be
// understood, no data exist.
func (l *Labels) read(fsys fs.FS, src []byte, at strict.Source) diag.List {
	node, problems := strict.Parse(src, at)
	if node == nil && !problems.HasErrors() {
		return problems // nothing but comments
	}
	if node == nil || node.Kind != yaml.MappingNode || problems.HasErrors() {
		l.named["."] = 0
		if !problems.HasErrors() {
			problems.Add(at.Problem("audience-data-form", node))
		}
		return problems
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		label, err := tlp.Parse(value.Value)
		var unreadable *tlp.Error
		if errors.As(err, &unreadable) || value.Kind != yaml.ScalarNode {
			problems.Add(unreadableLabel(at, key.Value, value, unreadable))
			label = 0
		}
		below := strings.TrimSuffix(key.Value, "/")
		l.named[below] = label
		if _, err := fs.Stat(fsys, path.Join(l.dir, below)); err != nil || !fs.ValidPath(below) || below == "." {
			problems.Add(at.Problem("audience-data-missing", key, "file", key.Value))
		}
	}
	return problems
}

func unreadableLabel(at strict.Source, key string, value *yaml.Node, why *tlp.Error) diag.Problem {
	if why == nil {
		return at.Problem("audience-data-form", value)
	}
	id, args := why.Explain()
	p := at.Problem(id, value)
	p.Args = args
	p.Args["key"] = key
	return p
}

// Of is the label of a file of the data folder, by its path below the site's
// root, and what gave it: a path of File, or "" for the file's own. The
// narrowest of several labels counts; 0 is one that nobody understands.
func (l *Labels) Of(name string) (label tlp.Label, by string) {
	label = tlp.Clear
	if l.own != nil {
		label = max(label, l.own(name))
	}
	below, ok := strings.CutPrefix(name, l.dir+"/")
	if !ok {
		return label, ""
	}
	if _, broken := l.named["."]; broken {
		return 0, File
	}
	for at := below; at != "."; at = path.Dir(at) {
		found, named := l.named[at]
		switch {
		case named && !found.Valid():
			return 0, at
		case named && found > label:
			label, by = found, at
		}
	}
	return label, by
}

// Within returns fsys with those data files only that an audience may see.
func (l *Labels) Within(fsys fs.FS, audience tlp.Label) *FS {
	list := path.Join(l.dir, File)
	return Without(fsys, func(name string) bool {
		if name == list {
			return true
		}
		if !strings.HasPrefix(name, l.dir+"/") {
			return false
		}
		label, _ := l.Of(name)
		return !label.Within(audience)
	})
}
