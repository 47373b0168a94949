package bsc_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/i18n"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

// same reports whether two catalogues say the same.
func same(t testing.TB, a, b *bsc.Catalogue) bool {
	t.Helper()
	one, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	other, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(one) == string(other)
}

func export(t testing.TB, c *bsc.Catalogue, format string) []byte {
	t.Helper()
	data, err := c.Export(format)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// hurt is the small catalogue with texts that have broken files.
func hurt(t testing.TB) (*bsc.Catalogue, bsc.Catalogues) {
	all := catalogues(t)
	c := all["bsc-2030"]
	for i, text := range []string{"=1+1", "-Minus; \"Gänsefüßchen\"", "'Apostroph"} {
		c.Questions[i].Text, c.Questions[i].Help = text, "Eins\nZwei: <b> & ]]> #drei"
		c.Questions[i].Short = fmt.Sprint(text, i)
	}
	return c, all
}

func TestAnExportedCatalogueComesBackTheSame(t *testing.T) {
	small, all := hurt(t)
	_, project := projectCatalogue(t)
	list := []*bsc.Catalogue{small}
	for _, id := range project.IDs() {
		list, all[id] = append(list, project[id]), project[id]
	}
	for _, c := range list {
		for _, format := range bsc.ExportFormats() {
			data := export(t, c, format)
			got, problems, err := bsc.Import(bsc.ExportName(c, format), data, "", all)
			if err != nil || len(problems) > 0 {
				t.Fatalf("%s as %s: %v, %v", c.ID, format, problems, err)
			}
			if !same(t, got, c) {
				t.Errorf("%s as %s comes back as another one", c.ID, format)
			}
			if again := export(t, got, format); string(again) != string(data) {
				t.Errorf("%s as %s: the second export has other bytes", c.ID, format)
			}
		}
	}
}

func TestTheFilesOfACatalogueAreReadBack(t *testing.T) {
	small, all := hurt(t)
	files := func(c *bsc.Catalogue, into fstest.MapFS) {
		made, err := c.Files()
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range made {
			into["data/bsc/"+c.ID+"/"+name] = &fstest.MapFile{Data: data}
		}
	}
	fsys := fstest.MapFS{}
	files(small, fsys)
	files(all["bsc-2028"], fsys)
	_, project := projectCatalogue(t)
	for _, c := range project {
		files(c, fsys)
	}
	got, problems, err := bsc.Load(fsys, "data/bsc")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for id, c := range project {
		if !same(t, got[id], c) {
			t.Errorf("%s comes back as another one", id)
		}
	}
	if !same(t, got[small.ID], small) {
		t.Errorf("got\n%s", fsys["data/bsc/bsc-2030/t01.yaml"].Data)
	}
}

func TestACatalogueComesBackThroughLibreOffice(t *testing.T) {
	c, all := hurt(t)
	dir := t.TempDir()
	for _, way := range [][2]string{{"xlsx", "ods"}, {"ods", "xlsx"}} {
		if err := os.WriteFile(filepath.Join(dir, "k."+way[0]), export(t, c, way[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		officetest.ConvertAll(t, way[1], filepath.Join(dir, "out"), filepath.Join(dir, "k."+way[0]))
		data, err := os.ReadFile(filepath.Join(dir, "out", "k."+way[1]))
		if err != nil {
			t.Fatal(err)
		}
		if got, problems, err := bsc.Import("k."+way[1], data, "", all); err != nil || len(problems) > 0 || !same(t, got, c) {
			t.Errorf("%s saved as %s: %v, %v", way[0], way[1], problems, err)
		}
	}
}

func TestACatalogueGetsAnotherID(t *testing.T) {
	all := catalogues(t)
	got, problems, err := bsc.Import("k.csv", export(t, all["bsc-2030"], "csv"), "neu-1", all)
	if err != nil || len(problems) > 0 || got.ID != "neu-1" || got.Questions[2].ID != "neu-1-T02-01" || got.Changes[0].New != "neu-1-T01-01" || got.Changes[0].Old != "bsc-2028-T01-01" {
		t.Errorf("got %+v, %v, %v", got, problems, err)
	}
}

func TestMistakesInACatalogueAreNamedByRowAllAtOnce(t *testing.T) {
	all := catalogues(t)
	text, err := i18n.Load(os.DirFS("../.."), "de")
	if err != nil {
		t.Fatal(err)
	}
	plain := string(export(t, all["bsc-2030"], "csv"))
	oscal := string(export(t, all["bsc-2030"], "oscal"))
	change := func(src string, pairs ...string) string {
		out := src
		for i := 0; i < len(pairs); i += 2 {
			if out = strings.Replace(out, pairs[i], pairs[i+1], 1); out == src {
				t.Fatalf("no %q in\n%s", pairs[i], src)
			}
		}
		return out
	}
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"numbers and ids":   {change(plain, ";3;gering;1;", ";9;riesig;1;", "T01;bsc-2030-T01-02;", "T09;bsc-2030-T01-02;"), []string{"10:11", "10:12", "11:1 bsc-import-topic"}},
		"an id of others":   {change(plain, ";bsc-2030-T02-01;", ";bsc-2031-T02-01;"), []string{"12:2 bsc-id"}},
		"an id twice":       {change(plain, ";bsc-2030-T01-02;", ";bsc-2030-T01-01;"), []string{"11:2 bsc-twice"}},
		"a column unknown":  {change(plain, ";short;", ";kurz;"), []string{"9:4 bsc-import-column"}},
		"an empty topic":    {change(plain, "T02;bsc-2030-T02-01;", "T01;bsc-2030-T01-03;"), []string{"0:0 bsc-import-empty"}},
		"no catalogue":      {change(plain, "\nbsc-2030;Kleiner", "\n;;\nX;Kleiner", "\nX;", "\n;"), []string{"4:1 yaml-missing-key", "4:0 bsc-import-id"}},
		"an id as a path":   {change(plain, "\nbsc-2030;", "\n../x;"), []string{"3:0 bsc-import-id"}},
		"a topic as a path": {change(plain, "\nT02;Daten", "\n../x;Daten", "T02;bsc-2030-T02-01;", "../x;bsc-2030-../x-01;", "bsc-2030-T02-01;new", "bsc-2030-../x-01;new"), []string{"7:1 bsc-import-topic-id"}},
		"a topic twice":     {change(plain, "\nT02;Daten", "\nt01;Daten", "T02;bsc-2030-T02-01;", "t01;bsc-2030-t01-01;", "bsc-2030-T02-01;new", "bsc-2030-t01-01;new"), []string{"7:1 bsc-twice"}},
		"a change to none":  {change(plain, "bsc-2030-T01-01;kept", "bsc-2030-T01-99;kept"), []string{"0:0 bsc-change-unknown", "0:0 bsc-change-missing"}},
		"no tables":         {"a;b\n", []string{"0:0 bsc-import-tables"}},
		"no JSON":           {"{\n\"catalog\": [}", []string{"2:0 bsc-import-json"}},
		"another JSON":      {"{}", []string{"0:0 bsc-import-oscal"}},
		"OSCAL of others":   {change(oscal, `"value": "gering"`, `"value": "riesig"`, `"name": "statement"`, `"name": "other"`), []string{"82:0 yaml-bad-value", "82:1 yaml-missing-key"}},
		"OSCAL, wrong type": {change(oscal, `"groups": [`, `"groups": 7, "x": [`), []string{"*bsc-import-json"}},
	} {
		got, problems, err := bsc.Import("k.csv", []byte(c.src), "", all)
		if err != nil || got != nil {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
		var places []string
		for _, p := range problems {
			places = append(places, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.ID))
			for _, key := range []string{"diag." + p.ID, "diag." + p.ID + ".hint"} {
				if shown := text.T(key, p.Args); strings.ContainsAny(shown, "{[") {
					t.Errorf("%s: %s", name, shown)
				}
			}
		}
		if len(places) != len(c.want) {
			t.Errorf("%s: got %q, want %q", name, places, c.want)
			continue
		}
		for i, want := range c.want {
			if tail, any := strings.CutPrefix(want, "*"); any && strings.HasSuffix(places[i], tail) {
				continue
			}
			if !strings.HasPrefix(places[i], want) {
				t.Errorf("%s: got %q, want %q", name, places, c.want)
			}
		}
	}
}

// What OSCAL 1.1.3 asks of a catalog (oscal_catalog_schema.json): the fields
// that have to be there, and how ids, names and values are written.
func TestOSCALHasWhatItsSchemaAsksFor(t *testing.T) {
	c, _ := projectCatalogue(t)
	var file map[string]any
	if err := json.Unmarshal(export(t, c, "oscal"), &file); err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$`)
	line := regexp.MustCompile(`^\S(.*\S)?$`)
	required := map[string][]string{
		"catalog": {"uuid", "metadata"}, "metadata": {"title", "last-modified", "version", "oscal-version"}, "groups": {"title"},
		"controls": {"id", "title"}, "props": {"name", "value"}, "links": {"href"}, "parts": {"name"},
	}
	allowed := map[string]string{
		"catalog": "uuid metadata groups", "metadata": "title last-modified version oscal-version props remarks", "groups": "id title props parts controls",
		"controls": "id title props links parts", "props": "name ns value class remarks", "links": "href rel", "parts": "id name ns prose",
	}
	formats := map[string]*regexp.Regexp{
		"uuid":          regexp.MustCompile(`^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-5[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$`),
		"last-modified": regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`), "oscal-version": regexp.MustCompile(`^1\.1\.3$`),
		"id": token, "name": token, "class": token, "value": line, "rel": token,
	}
	seen, controls := map[string]bool{}, 0
	var check func(kind string, object map[string]any)
	check = func(kind string, object map[string]any) {
		for _, name := range required[kind] {
			if object[name] == nil || object[name] == "" {
				t.Errorf("%s without %s: %v", kind, name, object)
			}
		}
		if kind == "controls" {
			controls++
		}
		if id, ok := object["id"].(string); ok && seen[id] {
			t.Errorf("the id %s stands twice", id)
		} else if ok {
			seen[id] = true
		}
		for name, v := range object {
			if !strings.Contains(" "+allowed[kind]+" ", " "+name+" ") {
				t.Errorf("%s has %s, which OSCAL does not know there", kind, name)
			}
			switch v := v.(type) {
			case string:
				if f := formats[name]; f != nil && !f.MatchString(v) {
					t.Errorf("%s of %s is %q", name, kind, v)
				}
			case map[string]any:
				check(name, v)
			case []any:
				if len(v) == 0 {
					t.Errorf("%s of %s is empty", name, kind)
				}
				for _, item := range v {
					check(name, item.(map[string]any))
				}
			}
		}
	}
	check("catalog", file["catalog"].(map[string]any))
	if len(file) != 1 || controls != len(c.Questions) {
		t.Errorf("there are %d controls in %d files", controls, len(file))
	}
}

func FuzzImport(f *testing.F) {
	all := catalogues(f)
	for _, format := range bsc.ExportFormats() {
		f.Add(export(f, all["bsc-2030"], format))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, problems, err := bsc.Import("k.csv", data, "", all)
		if err != nil || c == nil && !problems.HasErrors() {
			t.Fatal(problems, err)
		}
		if c == nil {
			return
		}
		again, problems, err := bsc.Import("k.csv", export(t, c, "csv"), "", all)
		if err != nil || again == nil || !reflect.DeepEqual(len(again.Questions), len(c.Questions)) {
			t.Fatal("what was imported is not exported", problems, err)
		}
	})
}
