package content

import (
	"strings"
	"testing"
)

// template is a template page in its folder: pairs as site takes them.
func template(id string, keys ...string) []string {
	head := []string{"id: " + id, "version: 1.1.0", "purpose: dient dem Test", "bcms: [reaktiv]",
		"changes: [{version: 1.1.0, date: 2027-01-02, class: ergaenzung, why: mehr}, {version: 1.0.0, date: 2027-01-01, class: ergaenzung, why: erste}]"}
	return []string{"vorlagen/" + id + "/index.md", front("T", append(head, keys...)...)}
}

func TestATemplateIsReadWithItsKeys(t *testing.T) {
	pages := append(template("plan", "needs: [liste]", "basedOn: ['liste@1.0.0']", "filledTlp: AMBER+STRICT", "step: '5'",
		"fields: [{id: plan.ort, label: Ort, type: text}]"), template("liste", "license: CC0-1.0")...)
	tree := load(t, site(append(pages, "richtlinien/passwort.md", front("P", "id: passwort", "version: 0.1.0", "purpose: p", "refs: [ORP.4]",
		"changes: [{version: 0.1.0, date: 2027-01-01, class: pruefen, why: neu}]"))...), public)
	plan, policy := page(t, tree, "vorlagen/plan"), page(t, tree, "richtlinien/passwort")
	if plan.Kind != Template || plan.Guide.Step != "5" || plan.Template.Newest().Why != "mehr" || plan.Template.Filled().Name() != "AMBER+STRICT" {
		t.Errorf("the template is %+v", plan.Template)
	}
	if got := plan.Template.BasedOn[0].String() + " " + plan.Template.Licensed() + " " + page(t, tree, "vorlagen/liste").Template.Licensed(); got != "liste@1.0.0 CC-BY-4.0 CC0-1.0" {
		t.Errorf("lineage and licences are %s", got)
	}
	if policy.Kind != Policy || policy.Template.Refs[0] != "ORP.4" || policy.Template.Filled().Name() != "GREEN" {
		t.Errorf("the policy is %+v", policy.Template)
	}
}

func TestMistakesInATemplateAreNamedAtTheirPlace(t *testing.T) {
	const column = "{id: a, title: A, type: auswahl, choices: [ja, nein]}"
	for _, c := range []struct{ name, key, want string }{
		{"no version", "version: '1.0'", "8:10 yaml-bad-version"},
		{"a reference without version", "basedOn: [plan]", "8:11 yaml-bad-ref"},
		{"an unknown template", "needs: [fehlt]", "8:9 template-needs"},
		{"itself", "needs: [plan]", "8:9 template-needs"},
		{"an unknown version", "basedOn: ['plan@9.9.9']", "8:11 template-based-on"},
		{"a field twice", "fields: [{id: a, label: A, type: text}, {id: a, label: B, type: text}]", "8:41 field-twice"},
		{"a field with a bad id", "fields: [{id: A b, label: A, type: text}]", "8:10 field-bad-id"},
		{"choices of a text", "fields: [{id: a, label: A, type: text, choices: [x]}]", "8:10 field-choices"},
		{"a licence that nobody knows", "license: alle Rechte", "8:10 yaml-bad-value"},
		{"a policy's key", "refs: [ORP.4]", "8:1 yaml-unknown-key"},
		{"a row without key", "sheet: {tables: [{id: a, title: A, columns: [" + column + "], rows: [{a: ja}]}]}", "8:109 sheet-row-key"},
		{"a cell that is no choice", "sheet: {tables: [{id: a, title: A, columns: [" + column + "], rows: [{key: '1', a: vielleicht}]}]}", "8:123 sheet-row-choice"},
		{"a cell of no column", "sheet: {tables: [{id: a, title: A, columns: [" + column + "], rows: [{key: '1', b: ja}]}]}", "8:123 sheet-row-column"},
		{"a sheet's bad name", "sheet: {tables: [{id: a, title: 'A/B', columns: [" + column + "]}]}", "8:33 sheet-bad-title"},
		{"two columns of one id", "sheet: {tables: [{id: a, title: A, columns: [" + column + ", " + column + "]}]}", "8:101 sheet-twice"},
		{"a column named as the key", "sheet: {tables: [{id: a, title: A, columns: [{id: key, title: A, type: text}]}]}", "8:46 sheet-twice"},
		{"a color that nobody knows", "sheet: {tables: [{id: a, title: A, columns: [{id: a, title: A, type: auswahl, choices: [ja], colors: {ja: lila}}]}]}", "8:107 sheet-color"},
	} {
		files := template("plan", c.key)
		if strings.HasPrefix(c.key, "version") {
			files[1] = strings.Replace(files[1], "version: 1.1.0\n", "", 1)
			files[1] = strings.Replace(files[1], "id: plan\n", "id: plan\nwhen: nie\n", 1)
		}
		fsys := site(files...)
		_, problems := loadAll(t, fsys, public)
		Locate(fsys, problems)
		if got, want := places(problems), "content/vorlagen/plan/index.md:"+c.want; got != want {
			t.Errorf("%s: problems are\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

func TestVersionAndIdentityAreHeldToTheHistoryAndTheFolder(t *testing.T) {
	plan := template("plan")
	older := strings.Replace(plan[1], "version: 1.1.0", "version: 1.0.0", 1)
	twice := strings.Replace(plan[1], "version: 1.0.0, date", "version: 1.1.0, date", 1)
	for name, c := range map[string]struct {
		files []string
		want  string
	}{
		"not the newest":   {[]string{plan[0], older}, "content/vorlagen/plan/index.md:4:10 template-version"},
		"twice":            {[]string{plan[0], twice}, "content/vorlagen/plan/index.md:7:87 template-version-twice"},
		"another folder":   {[]string{"vorlagen/anders.md", plan[1]}, "content/vorlagen/anders.md:3:5 template-id-path"},
		"two of one id":    {[]string{plan[0], plan[1], "richtlinien/plan.md", plan[1]}, "content/vorlagen/plan/index.md:3:5 template-twin"},
		"an id with space": {[]string{plan[0], strings.Replace(plan[1], "id: plan", "id: mein plan", 1)}, "content/vorlagen/plan/index.md:3:5 template-bad-id"},
		"no levels":        {[]string{plan[0], strings.Replace(plan[1], "bcms: [reaktiv]\n", "", 1)}, "content/vorlagen/plan/index.md:2:1 template-without-levels"},
	} {
		fsys := site(c.files...)
		_, problems := loadAll(t, fsys, public)
		Locate(fsys, problems)
		if got := places(problems); got != c.want {
			t.Errorf("%s: problems are\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

func TestVersionsHaveThreePartsAndAnOrder(t *testing.T) {
	for _, text := range []string{"", "1", "1.0", "1.0.0.0", "01.0.0", "1.-1.0", "1.0.x", "v1.0.0", "1.0.0-rc", "99999.0.0"} {
		if v, err := ParseVersion(text); err == nil {
			t.Errorf("%q is read as %s", text, v)
		}
	}
	a, _ := ParseVersion("1.9.10")
	b, _ := ParseVersion("1.10.2")
	if a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 || a.String() != "1.9.10" {
		t.Errorf("%s and %s are in the wrong order", a, b)
	}
}

func TestFieldsAreNamedByPartsWithDots(t *testing.T) {
	for id, want := range map[string]bool{"kommune.name": true, "a": true, "it.leitung-2.name": true, "": false, ".a": false, "a.": false, "a..b": false, "A": false, "1a": false, "a_b": false, "ä": false} {
		if got := ValidField(id); got != want {
			t.Errorf("ValidField(%q) is %t", id, got)
		}
	}
}
