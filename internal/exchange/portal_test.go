package exchange

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/office/form"
)

// unpacked is what a script hands to the browser.
func unpacked(t *testing.T, script []byte, call string, into any) {
	t.Helper()
	text, ok := strings.CutPrefix(string(script), call)
	text, end := strings.CutSuffix(text, "\");\n")
	if !ok || !end {
		t.Fatalf("script is %.80q", script)
	}
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(plain, into); err != nil {
		t.Fatal(err)
	}
}

func offered(id, title string, own ...content.Field) Offered {
	p := &content.Page{Path: "vorlagen/" + id}
	p.Kind, p.Title = content.Template, title
	p.Template = &content.TemplateKeys{ID: id, Fields: own}
	return Offered{Page: p, Fields: []string{"x"}}
}

func TestBrowsersGetAllFieldsAndTemplates(t *testing.T) {
	r, _ := fields(t, "groups: [{id: a, title: Gruppe}]\nfields: [{id: x, group: a, label: X, type: text, personal: true}]\n")
	list := []Offered{offered("karte", "</script>", content.Field{ID: "y", Label: "Y"}, content.Field{ID: "x", Label: "fremd"}), offered("plan", "Plan", content.Field{ID: "y", Label: "noch einmal"})}
	p := NewPortal(PortalInfo{Title: "Portal", Lang: "de"}, r, list, map[string]string{"profile.own": "Eigene"})
	script, err := p.Script()
	if err != nil {
		t.Fatal(err)
	}
	var got Portal
	unpacked(t, script, `nachbarTemplates("`, &got)
	if len(got.Fields) != 2 || got.Fields[0].GroupTitle != "Gruppe" || !got.Fields[0].Personal || got.Fields[1].GroupTitle != "Eigene" || got.Fields[1].Template != "</script>" {
		t.Errorf("fields are %+v", got.Fields)
	}
	first := got.Templates[0]
	if len(got.Templates) != 2 || first.URL != "vorlagen/karte/" || first.License != content.DefaultLicense || first.Formats[0] != (PortalFormat{"odt", "vorlagen/formulare/karte-odt.js"}) {
		t.Errorf("templates are %+v", got.Templates)
	}
	if again, _ := p.Script(); !bytes.Equal(script, again) {
		t.Error("the same portal makes other bytes")
	}
	for _, list := range []string{`"levels":null`, `"needs":null`, `"fields":null`, `"roles":null`} {
		if raw, _ := json.Marshal(p); strings.Contains(string(raw), list) {
			t.Errorf("browsers would stumble over %s", list)
		}
	}
}

func TestFormsKeepTheirHolesOnTheWayToTheBrowser(t *testing.T) {
	f := form.Form{Parts: []form.Part{{Name: "a.xml", Text: "<a>" + form.Value("x") + "</a>"}, {Name: "b", Data: []byte{0, 255}}}}
	script, err := FormScript("karte-odt", &f)
	if err != nil {
		t.Fatal(err)
	}
	var got form.Form
	unpacked(t, script, `nachbarForm("karte-odt","`, &got)
	if got.Parts[0].Text != f.Parts[0].Text || !bytes.Equal(got.Parts[1].Data, f.Parts[1].Data) {
		t.Errorf("form is %+v", got)
	}
}
