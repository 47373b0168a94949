package stick

import (
	"bytes"
	"html/template"
	"strings"
)

// generator marks START.html as ours: a folder that begins with it may be
// written to again, also when its list is missing.
const generator = `<meta name="generator" content="nachbar stick">`

// start is START.html. It works without scripts and loads nothing.
var start = template.Must(template.New("start").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="0; url=` + Folder + `/index.html">
<meta name="color-scheme" content="light dark">
` + generator + `
<title>{{.Title}}</title>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
<p><a href="` + Folder + `/index.html">{{.Open}}</a></p>
</main>
</body>
</html>
`))

func startPage(words Words) []byte {
	var page bytes.Buffer
	if err := start.Execute(&page, words); err != nil {
		return nil // a buffer takes everything, and the template has no conditions
	}
	return page.Bytes()
}

// readme is a text as the editors of Windows want it: with a mark that says
// UTF-8, and CR LF at the ends of lines.
func readme(text string) []byte {
	lines := strings.ReplaceAll(strings.TrimRight(text, "\n")+"\n", "\n", "\r\n")
	return append([]byte("\ufeff"), lines...)
}
