package isms

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/oscal"
)

// realPackage is that of the portal's catalogue with two invented templates.
func realPackage(t *testing.T) *Package {
	t.Helper()
	all, problems, err := bsc.Load(os.DirFS("../.."), "data/bsc")
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	return &Package{
		Catalogue: all["bsc-2026"], Owner: "Zweckverband", Portal: "https://example.org/",
		T: func(key string, args map[string]string) string { return key + args["questions"] + args["state"] },
		Templates: []Template{
			{ID: "datensicherung", Version: "1.2.0", Title: "=1+1", Description: "Text", Path: "richtlinien/datensicherung", License: "CC-BY-4.0", Modified: "2026-11-23", Formats: []string{"odt", "docx"}, Refs: []string{"CON.3"}},
			{ID: "ohne-frage", Version: "1.0.0", Title: "Ohne", Description: "Text", Path: "vorlagen/ohne-frage"},
		},
	}
}

// The objects of the official schemas (OSCAL 1.1.3), as far as they are written:
// which keys each has, required ones with a mark. No other key is allowed.
var schema = map[string]string{
	"file component":           "component-definition!",
	"component-definition":     "uuid! metadata! components back-matter",
	"components":               "uuid! type! title! description! props links control-implementations",
	"control-implementations":  "uuid! source! description! implemented-requirements!",
	"implemented-requirements": "uuid! control-id! description!",
	"file profile":             "profile!",
	"profile":                  "uuid! metadata! imports! merge back-matter",
	"imports":                  "href! include-controls",
	"include-controls":         "with-child-controls with-ids matching",
	"matching":                 "pattern",
	"merge":                    "as-is",
	"metadata":                 "title! last-modified! version! oscal-version! parties remarks",
	"parties":                  "uuid! type! name",
	"props":                    "name! ns value!",
	"links":                    "href! rel",
	"back-matter":              "resources",
	"resources":                "uuid! title description rlinks",
	"rlinks":                   "href!",
}

var (
	uuidForm  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	tokenForm = regexp.MustCompile(`^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$`)
	timeForm  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)
)

// walk holds a value to the schema and collects its uuids.
func walk(t *testing.T, name string, value any, uuids map[string]string) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		if len(v) == 0 {
			t.Errorf("%s: an empty list", name)
		}
		for _, item := range v {
			walk(t, name, item, uuids)
		}
	case map[string]any:
		var allowed []string
		for key := range strings.FieldsSeq(schema[name]) {
			key, required := strings.CutSuffix(key, "!")
			if _, ok := v[key]; required && !ok {
				t.Errorf("%s: %s is missing", name, key)
			}
			allowed = append(allowed, key)
		}
		for key, item := range v {
			if !slices.Contains(allowed, key) {
				t.Errorf("%s: %s is not allowed", name, key)
			}
			walk(t, key, item, uuids)
		}
		if id, ok := v["uuid"].(string); ok {
			if uuids[id] != "" {
				t.Errorf("%s: the uuid of %s", name, uuids[id])
			}
			uuids[id] = name
		}
	case string:
		ok := v != ""
		switch name {
		case "uuid":
			ok = uuidForm.MatchString(v)
		case "control-id", "with-ids", "name", "rel":
			ok = tokenForm.MatchString(v) || name == "name"
		case "last-modified":
			ok = timeForm.MatchString(v)
		}
		if !ok {
			t.Errorf("%s: %q", name, v)
		}
	}
}

func decode(t *testing.T, name string, make func() ([]byte, error)) (file map[string]any, uuids map[string]string) {
	t.Helper()
	data, err := make()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := make(); !bytes.Equal(data, again) {
		t.Errorf("%s: not the same a second time", name)
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	uuids = map[string]string{}
	walk(t, "file "+name, file, uuids)
	return file, uuids
}

func TestFilesKeepToTheOfficialSchemas(t *testing.T) {
	p := realPackage(t)
	for name, make := range map[string]func() ([]byte, error){"component": p.ComponentDefinition, "profile": p.Profile} {
		file, uuids := decode(t, name, make)
		if len(uuids) < 3 {
			t.Errorf("%s: %d uuids", name, len(uuids))
		}
		// Every link inside the file leads to a resource of it.
		text, _ := json.Marshal(file)
		for _, ref := range regexp.MustCompile(`"#([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			if uuids[ref[1]] != "resources" {
				t.Errorf("%s: nothing has the uuid %s", name, ref[1])
			}
		}
		if !strings.Contains(string(text), p.Catalogue.GSPP) {
			t.Errorf("%s: the state of Grundschutz++ is not told", name)
		}
	}
}

func TestProfileSelectsWhatQuestionsNameAndNothingElse(t *testing.T) {
	p := realPackage(t)
	want := map[string]bool{}
	for _, q := range p.Catalogue.Questions {
		for _, id := range q.Refs.GSPP {
			want[id] = true
		}
	}
	data, err := p.Profile()
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Profile struct {
			Imports []struct {
				Include []struct {
					IDs   []string            `json:"with-ids"`
					Match []map[string]string `json:"matching"`
				} `json:"include-controls"`
			} `json:"imports"`
		} `json:"profile"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, include := range file.Profile.Imports[0].Include {
		for _, id := range include.IDs {
			if !oscal.IsControl(id) {
				t.Errorf("%s is a group, no control", id)
			}
			got[id] = true
		}
		for _, m := range include.Match {
			got[strings.TrimSuffix(m["pattern"], ".*")] = true
		}
	}
	for id := range want {
		if !got[id] {
			t.Errorf("%s is not selected", id)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d selected, %d named", len(got), len(want))
	}
}

func TestComponentsAreTemplatesThatQuestionsLinkTo(t *testing.T) {
	data, err := realPackage(t).ComponentDefinition()
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, want := range []string{`"control-id": "NOT.4.14"`, "bsc-2026-T05-03 (", `"value": "NOT.4"`, "https://example.org/richtlinien/datensicherung/"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(text, "ohne-frage") || strings.Contains(text, `"Ohne"`) {
		t.Error("a template that no question links to is a component")
	}
}

func TestTableOfTemplatesCalculatesNothing(t *testing.T) {
	data, err := realPackage(t).TemplatesCSV()
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(err, rows)
	}
	if rows[1][4] != "'=1+1" {
		t.Errorf("a formula: %q", rows[1][4])
	}
	if !strings.Contains(rows[1][12], "bsc-2026-T05-03") || rows[2][12] != "" {
		t.Errorf("questions: %q, %q", rows[1][12], rows[2][12])
	}
}
