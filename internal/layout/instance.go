package layout

import (
	"errors"
	"html/template"
	"io"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// instance is the parsed form of a Set for one goroutine at a time: template
// functions are bound when a template is parsed, so every instance has its
// own, and they ask whoever is the host at the moment.
type instance struct {
	set    *Set
	host   Host
	common *template.Template
	parsed map[string]*template.Template
	broken error

	parts   *template.Template // of keptDir
	results map[keptResult]template.HTML
}

func newInstance(s *Set) *instance {
	inst := &instance{set: s, parsed: map[string]*template.Template{}, results: map[keptResult]template.HTML{}}
	inst.common = template.New(baseFile).Funcs(inst.funcs())
	for _, name := range s.names() {
		if name != baseFile && !strings.HasPrefix(name, partialsDir) {
			continue
		}
		t := inst.common
		if name != baseFile {
			t = t.New(name)
		}
		if _, err := t.Parse(s.files[name]); err != nil && inst.broken == nil {
			inst.broken = err
		}
	}
	inst.parseParts()
	return inst
}

func (inst *instance) execute(w io.Writer, file string, host Host, dot any, page string) diag.List {
	t, err := inst.template(file)
	if err != nil {
		return diag.List{inst.set.problem(err, file, "")}
	}
	inst.host = host
	err = t.ExecuteTemplate(w, baseFile, dot)
	inst.host = nil
	var escape *template.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &escape): // of the layout, whatever the page
		page = ""
	}
	return diag.List{inst.set.problem(err, file, page)}
}

// template parses a layout over the skeleton and its partials.
func (inst *instance) template(file string) (*template.Template, error) {
	if inst.broken != nil {
		return nil, inst.broken
	}
	if t := inst.parsed[file]; t != nil {
		return t, nil
	}
	t, err := inst.common.Clone()
	if err != nil {
		return nil, err
	}
	if _, err := t.New(file).Parse(inst.set.files[file]); err != nil {
		return nil, err
	}
	inst.parsed[file] = t
	return t, nil
}

// checkSyntax parses one file by itself.
func (s *Set) checkSyntax(name, src string) diag.List {
	funcs := (&instance{set: s}).funcs()
	if strings.HasPrefix(name, keptDir) {
		funcs = pureFuncs()
	}
	if _, err := template.New(name).Funcs(funcs).Parse(src); err != nil {
		return diag.List{s.problem(err, name, "")}
	}
	return nil
}
