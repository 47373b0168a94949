package site_test

import (
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// sound is a small site with nothing wrong. Every row of the tables breaks it
// in one way.
const sound = `
-- nachbar.yaml --
title: Probe
audiences:
  - name: oeffentlich
    tlp: CLEAR
  - name: mitglieder
    tlp: AMBER
menus:
  main:
    - title: Leitfaden
      page: leitfaden
-- content/_index.md --
---
title: Start
cascade:
  tlp: CLEAR
---

Willkommen.
-- content/leitfaden/_index.md --
---
title: Leitfaden
---
-- content/leitfaden/bia.md --
---
title: BIA
step: "7"
bcms: [reaktiv]
role: [bcm]
---

## Ziel

Fristen finden.
-- content/seiten/a.md --
---
title: Seite A
tags: [probe]
---

Text mit einem [Link](../leitfaden/bia.md#ziel).
-- content/glossar/_index.md --
---
title: Glossar
layout: glossary
---
-- data/glossar.yaml --
- id: frist
  term: Frist
  short: Zeit, bis etwas fertig sein muss.
-- layouts/base.html --
<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>{{.Title}}</title>
</head>
<body>
{{template "partials/nav.html" .}}
<main id="inhalt">
<h1>{{.Title}}</h1>
{{block "main" .}}{{.Body}}{{end}}
</main>
</body>
</html>
-- layouts/partials/nav.html --
<nav aria-label="Menü"><ul>{{range .Site.Menu "main"}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul></nav>
-- layouts/_default/404.html --
-- layouts/_default/az.html --
-- layouts/_default/filter.html --
-- layouts/_default/glossary.html --
{{define "main"}}<dl>{{range .Terms}}<dt id="{{.ID}}">{{.Term}}</dt><dd>{{.Short}}{{.HTML}}</dd>{{end}}</dl>{{end}}
-- layouts/_default/home.html --
{{define "main"}}{{.Body}}<ul>{{range .Children}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{end}}
-- layouts/_default/list.html --
{{define "main"}}{{.Body}}{{with .Pager}}<ul>{{range .Items}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{end}}{{end}}
-- layouts/_default/search.html --
-- layouts/_default/single.html --
-- layouts/_default/tag.html --
-- layouts/_default/tags.html --
`

func soundSite() fstest.MapFS {
	m := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(sound)).Files {
		m[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return m
}
