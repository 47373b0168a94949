package site_test

import "testing"

func TestBrokenTemplates(t *testing.T) {
	with := func(path, src string) files {
		const empty = `{{define "main"}}<p>Leer</p>{{end}}`
		return files{path: src, "layouts/_default/profile.html": empty, "layouts/_default/basket.html": empty, "layouts/_default/catalogue.html": empty, "data/bsi/bausteine.yaml": "- {id: ORP.4, title: Berechtigungen}\n"}
	}
	template := func(keys, body string) files {
		return with("content/vorlagen/plan/index.md", "---\ntitle: Plan\nid: plan\nversion: 1.0.0\npurpose: p\nbcms: [reaktiv]\nchanges: [{version: 1.0.0, date: 2027-01-01, class: ergaenzung, why: neu}]\n"+keys+"---\n"+body)
	}
	const column = "columns: [{id: a, title: A, type: text}]"
	run(t, []broken{{
		name: "a field that nobody knows", files: template("", "\nDie {{kommune.nahme}}.\n"),
		want: []string{"content/vorlagen/plan/index.md:10:5 markdown-field"},
	}, {
		name: "a field of the scope", files: template("scope: Die {{kommune.nahme}}\n", "\nText.\n"),
		want: []string{"content/vorlagen/plan/index.md:8:8 scope-field"},
	}, {
		name: "a field of a sheet", files: template("sheet: {tables: [{id: a, title: A, help: 'Die {{x.y}}', "+column+"}]}\n", "\nText.\n"),
		want: []string{"content/vorlagen/plan/index.md:8:8 sheet-field"},
	}, {
		name:  "a reference to a module that does not exist",
		files: with("content/richtlinien/plan.md", "---\ntitle: Plan\nid: plan\nversion: 1.0.0\npurpose: p\nchanges: [{version: 1.0.0, date: 2027-01-01, class: ergaenzung, why: neu}]\nrefs: [ORP.4, ORP.4.A3, ORP.9, ORP.4.B1]\n---\n\nText.\n"),
		want:  []string{"content/richtlinien/plan.md:7:25 ref-unknown", "content/richtlinien/plan.md:7:32 ref-unknown"},
	}, {
		name: "fields that are written wrongly", files: files{"data/felder.yaml": "groups: [{id: a, title: A}]\nfields: [{id: x, group: b, label: X, type: text}]\n"},
		want: []string{"data/felder.yaml:2:25 field-group"},
	}})
}
