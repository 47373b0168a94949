package exchange

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
)

// repository is the project's root.
const repository = "../.."

// fields reads a registry written as YAML.
func fields(t *testing.T, src string) (*Registry, diag.List) {
	t.Helper()
	r, problems, err := LoadFields(fstest.MapFS{"data/felder.yaml": {Data: []byte(src)}}, "data/felder.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return r, problems
}

func places(list diag.List) string {
	var lines []string
	for _, p := range list.Sorted() {
		lines = append(lines, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.ID))
	}
	return strings.Join(lines, "\n")
}

func TestThePortalsOwnFieldsAreSoundAndMarkPeople(t *testing.T) {
	r, problems, err := LoadFields(os.DirFS(repository), "data/"+File)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if len(r.Fields) < 45 || len(r.Groups) < 5 {
		t.Errorf("there are %d fields in %d groups", len(r.Fields), len(r.Groups))
	}
	for _, f := range r.Fields {
		if strings.HasSuffix(f.ID, ".name") && strings.Contains(f.Example, "Vorname") != f.Personal {
			t.Errorf("%s: personal is %t", f.ID, f.Personal)
		}
		if f.Example == "" || strings.ContainsAny(f.Label, "{}") {
			t.Errorf("%s has no example or a strange label", f.ID)
		}
	}
}

func TestMistakesInTheFieldsAreNamedAtTheirPlace(t *testing.T) {
	const head = "groups: [{id: a, title: A}]\nfields:\n"
	for name, c := range map[string]struct{ src, want string }{
		"twice":           {head + "  - {id: x, group: a, label: X, type: text}\n  - {id: x, group: a, label: Y, type: text}\n", "4:5 field-twice"},
		"no group":        {head + "  - {id: x, group: b, label: X, type: text}\n", "3:20 field-group"},
		"unknown type":    {head + "  - {id: x, group: a, label: X, type: farbe}\n", "3:39 yaml-bad-value"},
		"unknown key":     {head + "  - {id: x, group: a, label: X, type: text, hilfe: y}\n", "3:45 yaml-unknown-key"},
		"without choices": {head + "  - {id: x, group: a, label: X, type: auswahl}\n", "3:5 field-choices"},
		"a bad id":        {head + "  - {id: X y, group: a, label: X, type: text}\n", "3:5 field-bad-id"},
	} {
		if _, problems := fields(t, c.src); places(problems) != c.want {
			t.Errorf("%s: problems are %s, want %s", name, places(problems), c.want)
		}
	}
}

func TestATemplatesOwnFieldsComeFirst(t *testing.T) {
	r, _ := fields(t, "groups: [{id: a, title: A}]\nfields: [{id: x, group: a, label: X, type: text}]\n")
	own := []content.Field{{ID: "y", Label: "Y"}}
	for id, want := range map[string]string{"x": "X", "y": "Y", "z": ""} {
		if f, ok := r.Lookup(id, own); f.Label != want || ok != (want != "") {
			t.Errorf("%s is %+v, %t", id, f, ok)
		}
	}
}

func TestASiteWithoutFieldsHasNone(t *testing.T) {
	r, problems, err := LoadFields(fstest.MapFS{}, "data/felder.yaml")
	if err != nil || len(problems) > 0 || len(r.IDs()) > 0 {
		t.Errorf("fields %v, problems %v, %v", r.IDs(), problems, err)
	}
}
