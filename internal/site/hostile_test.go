package site_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// payloads try to become a part of the page; each ends with a call that a test
// can find. They are short, so that they fit into most keys.
var payloads = []string{
	`<script>nb()</script>`, `"><img src=x onerror=nb()>`, `'><svg onload=nb()>`, `" onmouseover="nb()`, `' onfocus='nb()' autofocus='`,
	`</title><script>nb()</script>`, `--><script>nb()</script>`, `]]><script>nb()</script>`, `</style><script>nb()</script>`, `</textarea><script>nb()</script>`,
	`javascript:nb()`, `JaVaScRiPt:nb()`, `&#106;avascript:nb()`, `javascript&colon;nb()`, `data:text/html,<script>nb()</script>`, `vbscript:nb()`,
	`{{nb}}`, `{{.Site}} nb`, "${nb()}`", `';nb();//`, `\u003cscript\u003enb()`, `*/nb()/*`, `%3Cscript%3Enb()`, `<!--nb`,
	`<iframe srcdoc="nb">`, `<base href=//nb.example>`, `<meta http-equiv=refresh content="0;//nb.example">`, `<form action=//nb.example>`,
	`<math><mi xlink:href="javascript:nb()">`, `<a href=javascript:nb()>x</a>`, `<x style=x:expression(nb())>`, `<object data=nb>`, `=cmd|'/C nb'!A0`,
}

// constructs are where a body can hold a payload.
var constructs = []string{
	"[Verweis](<%s>)", "![Bild](<%s>)", "[Verweis](/ \"%s\")", "<%s>", "%s", "`%s`", "## %s", "> [!NOTE] %s\n> %s", "| %s | b |\n| - | - |\n| a | %s |",
	"```%s\n%s\n```", "- [ ] %s", "Begriff\n: %s", "Text[^%[2]d]\n\n[^%[2]d]: %[1]s", "## Titel {#id-%[2]d onclick=%[1]s style=\"%[1]s\"}", "[x]: <%s>\n\n[x]", "**%s** ~~%s~~", "{{feld:%s}}",
}

// spoiled is the portal with a payload in every text of its front matter and
// data, and in all constructs at the end of every page; marks counts the places.
func spoiled(t *testing.T, round int) (fstest.MapFS, int) {
	t.Helper()
	portal, spoiler := fstest.MapFS{}, &spoiler{next: round}
	for _, top := range []string{"nachbar.yaml", "content", "data"} {
		err := fs.WalkDir(os.DirFS("../.."), top, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if strings.HasPrefix(name, "data/prozesse/") && name > "data/prozesse/03" {
				return nil // more of the same
			}
			src, err := fs.ReadFile(os.DirFS("../.."), name)
			if err != nil {
				return err
			}
			portal[name] = &fstest.MapFile{Data: spoiler.file(t, name, src)}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return portal, spoiler.next - round
}

type spoiler struct{ next int }

func (s *spoiler) payload() string {
	s.next++
	return payloads[s.next%len(payloads)]
}

func (s *spoiler) file(t *testing.T, name string, src []byte) []byte {
	switch {
	case path.Ext(name) == ".yaml" && strings.HasPrefix(name, "data/") && !strings.HasPrefix(name, "data/bsi/"):
		return s.yaml(t, name, src)
	case path.Ext(name) != ".md":
		return src
	}
	front, body, _ := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
	var out bytes.Buffer
	fmt.Fprintf(&out, "---\n%s---\n%s\n\n", s.yaml(t, name, front), body)
	for i, construct := range constructs {
		if (i+s.next)%3 != 0 { // a third on each page
			continue
		}
		p := s.payload()
		text := strings.NewReplacer("%[1]s", p, "%s", p, "%[2]d", fmt.Sprint(i)).Replace(construct)
		out.WriteString(text + "\n\n")
	}
	return out.Bytes()
}

// yaml adds a payload to each text: a string with a space in it, which neither
// an identifier nor a choice has.
func (s *spoiler) yaml(t *testing.T, name string, src []byte) []byte {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var visit func(n *yaml.Node, key string)
	visit = func(n *yaml.Node, key string) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				visit(n.Content[i+1], n.Content[i].Value)
			}
		case yaml.ScalarNode:
			if n.Tag == "!!str" && strings.Contains(n.Value, " ") && !slices.Contains([]string{"status", "unit", "rule", "category"}, key) {
				n.Value, n.Style = n.Value+" "+s.payload(), yaml.DoubleQuotedStyle
			}
		default:
			for _, child := range n.Content {
				visit(child, key)
			}
		}
	}
	visit(&doc, "")
	out, err := yaml.Marshal(&doc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNothingThatAuthorsWriteBecomesActive builds the portal with payloads in
// every text, whatever problems that makes, and reads all that comes out as a
// browser would.
func TestNothingThatAuthorsWriteBecomesActive(t *testing.T) {
	portal, places := spoiled(t, 0)
	fsys := overlay.New(portal, nachbar.Defaults(), "layouts", "static", "i18n", "data")
	sink := unaborted{newMemory()}
	if _, err := site.Build(context.Background(), site.Options{FS: fsys, Defaults: nachbar.Defaults(), Audience: "mitglieder"}, sink, &site.Cache{}); err != nil {
		t.Fatal(err)
	}
	files := sink.staged
	for name, body := range sink.files {
		files[name] = body
	}
	pages, shown := 0, 0
	for name, body := range files {
		switch path.Ext(name) {
		case ".html":
			pages++
			shown += bytes.Count(body, []byte("nb()")) + bytes.Count(body, []byte("nb.example"))
			for _, found := range active(t, body) {
				t.Errorf("%s: %s", name, found)
			}
		case ".xml", ".svg":
			wellFormed(t, name, body)
		case ".ics":
			oneValueALine(t, name, body)
		}
	}
	if pages < 250 || places < 5000 || shown < 5000 {
		t.Errorf("only %d pages came out, %d payloads were written and %d are shown: the test looks at too little", pages, places, shown)
	}
	t.Logf("%d payloads in texts, %d shown on %d pages", places, shown, pages)
}

// unaborted keeps what was made of a site with errors.
type unaborted struct{ *memory }

func (unaborted) Abort() error { return nil }

// active lists what a browser would run, load or send elsewhere.
func active(t *testing.T, page []byte) (found []string) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if src := attr(n, "src"); src == "" || !own(src) || n.FirstChild != nil {
				found = append(found, "script "+src)
			}
		case "style", "iframe", "frame", "object", "embed", "applet", "base", "foreignobject", "animate", "set", "math":
			found = append(found, "element "+n.Data)
		case "meta":
			if strings.EqualFold(attr(n, "http-equiv"), "refresh") && !own(strings.TrimPrefix(attr(n, "content"), "0; url=")) {
				found = append(found, "refresh to "+attr(n, "content"))
			}
		}
		for _, a := range n.Attr {
			if why := activeAttr(n, a); why != "" {
				found = append(found, why+" in <"+n.Data+" "+a.Key+"="+a.Val+">")
			}
		}
	}
	return found
}

func activeAttr(n *html.Node, a html.Attribute) string {
	switch key := strings.ToLower(a.Key); key {
	case "style", "srcdoc":
		return "attribute " + key
	case "src", "srcset", "action", "formaction", "poster", "data", "background", "manifest":
		if !own(a.Val) && !(n.Data == "img" && strings.HasPrefix(a.Val, "data:image/")) {
			return "request to elsewhere"
		}
	case "href", "xlink:href", "cite", "longdesc":
		u, err := url.Parse(a.Val)
		if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, u.Scheme) {
			return "link of another scheme"
		}
		if n.Data == "link" && !own(a.Val) && !slices.Contains([]string{"canonical", "alternate"}, attr(n, "rel")) {
			return "request to elsewhere"
		}
	default:
		if strings.HasPrefix(key, "on") {
			return "handler"
		}
	}
	return ""
}

// own reports whether an address stays on the site.
func own(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestWhatABrowserWouldRunIsFound(t *testing.T) {
	for _, page := range []string{
		`<script>x</script>`, `<script src="https://a.example/x.js"></script>`, `<p style="x">`, `<p onclick="x">`, `<a href="javascript:x">`, `<a href=" java&#10;script:x">`,
		`<img src="//a.example/x">`, `<form action="https://a.example">`, `<iframe>`, `<base href="/">`, `<meta http-equiv=refresh content="0; url=https://a.example">`,
		`<svg><a xlink:href="data:x"/></svg>`, `<link rel=stylesheet href="//a.example">`, `<button formaction="javascript:x">`, `<object>`, `<style>`,
	} {
		if len(active(t, []byte(page))) == 0 {
			t.Errorf("nothing is found in %s", page)
		}
	}
	if found := active(t, []byte(`<script src="../x.js"></script><a href="https://a.example/">x</a><a href="mailto:a@example.org">x</a><img src="a.png">`)); len(found) > 0 {
		t.Errorf("found %q in a harmless page", found)
	}
}

// wellFormed reads a feed or a picture: payloads are its text at most.
func wellFormed(t *testing.T, name string, body []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if start, ok := token.(xml.StartElement); ok {
			for _, a := range start.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
					t.Errorf("%s: handler %s", name, a.Name.Local)
				}
			}
			if slices.Contains([]string{"script", "foreignObject", "img", "iframe"}, start.Name.Local) {
				t.Errorf("%s: element %s", name, start.Name.Local)
			}
		}
	}
}

// oneValueALine finds lines of a calendar that are neither a property nor the
// continuation of one (RFC 5545, 3.1).
func oneValueALine(t *testing.T, name string, body []byte) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(string(body), "\r\n"), "\r\n") {
		head, _, ok := strings.Cut(line, ":")
		if !strings.HasPrefix(line, " ") && (!ok || strings.ToUpper(head[:1]) != head[:1]) {
			t.Errorf("%s: line %q", name, line)
		}
	}
}
