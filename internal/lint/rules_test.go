package lint

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/diag"
)

// body makes a whole page of what goes into main, after the h1.
func body(html string) string {
	return head + "<main><h1>Titel</h1>\n" + html + "\n</main></body></html>\n"
}

// rules has one row for every rule: what breaks it and what does not.
var rules = []struct{ id, bad, good string }{
	// the document
	{"html-doctype", strings.TrimPrefix(body(""), "<!doctype html>"), strings.Replace(body(""), "<!doctype html>", "<!DOCTYPE HTML>", 1)},
	{"html-charset", strings.Replace(body(""), "utf-8", "latin1", 1), strings.Replace(body(""), `charset="utf-8"`, `http-equiv=content-type content="text/html; charset=UTF-8"`, 1)},
	{"html-lang-missing", strings.Replace(body(""), ` lang="de"`, "", 1), body("")},
	{"html-lang-bad", body("<p lang=deutsch_1>x</p>"), body("<p lang=de-CH-1996>x</p><p lang=''>x</p>")},
	{"html-title-missing", strings.Replace(body(""), "Titel", " &nbsp;", 1), body("")},
	{"html-main-missing", head + "<h1>T</h1></body></html>", body("")},
	{"html-main-twice", body("") + "<main>x</main>", body("") + "<main hidden>x</main>"},
	{"html-h1-missing", head + "<main></main></body></html>", body("")},
	{"html-h1-twice", body("<h1>Zwei</h1>"), body("<h2>Zwei</h2>")},
	{"html-heading-skip", body("<h3>x</h3>"), body("<h2>x</h2><h3>x</h3><h4>x</h4><h2>x</h2>")},
	{"html-heading-empty", body("<h2> &nbsp; <span></span></h2>"), body("<h2><img src=x.png alt=Logo></h2><h2 aria-hidden=true></h2>")},
	{"html-base", body("<base href=/>"), body("<p>base</p>")},
	{"html-refresh", strings.Replace(body(""), "<title>", "<meta http-equiv=refresh content='30; url=x/'><title>", 1), redirectPage},
	{"html-zoom", body("<meta name=viewport content='width=device-width, user-scalable=no'>"), body("<meta name=viewport content='width=device-width,initial-scale=1,maximum-scale=5'>")},
	{"html-unfinished", body("") + "<!-- x", body("") + "<!-- x -->"},
	{"html-unclosed", body("<div><a href=x/>x</div>"), body("<p>x<p>y<ul><li>z</ul>")},
	{"html-stray-end", body("</button>"), body("</p></li>")},
	{"html-too-deep", body(strings.Repeat("<a>", 600) + strings.Repeat("</a>", 600)), body(strings.Repeat("<a>", 500) + strings.Repeat("</a>", 500))},
	{"html-attribute-twice", body("<p id=a id=b>x</p>"), body("<p id=a title=b>x</p>")},
	// ids
	{"html-id-twice", body("<p id='a&amp;b'>x</p><p id='a&b'>x</p>"), body("<p id=a>x</p><p id=A>x</p>")},
	{"html-id-bad", body("<p id='a b'>x</p>"), body("<p id=ä-b>x</p>")},
	{"html-anchor-missing", body("<a href='#b'>x</a>"), body("<a href='#%C3%A4'>x</a><p id=ä>x</p><a href=#>x</a><a href=#top>x</a><a href='#:~:text=x'>x</a>")},
	{"html-target-missing", body("<p aria-describedby='a b' id=a>x</p>"), body("<p aria-describedby='a b' id=a>x</p><p id=b>x</p><p aria-controls=''>x</p>")},
	{"html-label-target", body("<label for=a>x</label><p id=a>x</p>"), body("<label for=a>x</label><input id=a>")},
	// names
	{"html-link-name", body("<a href=x/> <img src=x.png alt=''></a>"), body("<a href=x/><img src=x.png alt=Start></a><a id=stelle></a><a href=x/ aria-label=Start></a>")},
	{"html-button-name", body("<button><span aria-hidden=true>×</span></button>"), body("<button><span aria-hidden=true>×</span><span>Schließen</span></button><input type=button value=Los>")},
	{"html-image-alt", body("<img src=x.png>"), body("<img src=x.png alt>")},
	{"html-image-name", body("<svg role=img><text>nein</text></svg>"), body("<svg role=img><title>ja</title></svg><svg role=img aria-label=ja></svg><svg aria-hidden=true></svg>")},
	{"html-control-label", body("<input placeholder=Name>"), body("<label>Name <input></label><input type=hidden><input type=submit><textarea title=x></textarea><label for=s>S</label><select id=s></select>")},
	{"html-label-empty", body("<label for=a></label><input id=a>"), body("<label for=a>x</label><input id=a>")},
	{"html-frame-title", body("<iframe src=x.html></iframe>"), body("<iframe src=x.html title=Karte></iframe>")},
	{"html-table-header", body("<table><tr><td>1</td></tr></table>"), body("<table><tr><th scope=col>1</th></tr></table><table role=presentation><tr><td>1</td></tr></table>")},
	{"html-th-scope", body("<table><tr><th>1</th></tr></table>"), body("<table><tr><th scope=ROW>1</th></tr></table>")},
	{"html-nested-interactive", body("<a href=x/>x <button>y</button></a>"), body("<a id=x>x <button>y</button></a>")},
	{"html-tabindex", body("<p tabindex=1>x</p>"), body("<p tabindex=0>x</p><p tabindex=-1>x</p>")},
	{"html-new-window", body("<a href=x/ target=_blank>x</a>"), body("<a href=x/ target=_top>x</a>")},
	// the security policy
	{"html-inline-style", body("<p style='color:red'>x</p>"), body("<p class=rot data-style=x>x</p>")},
	{"html-inline-script", body("<script>x</script>"), body("<script src=x.js></script>")},
	{"html-inline-handler", body("<p ONclick=x>x</p>"), body("<p data-onclick=x>x</p>")},
	{"html-inline-document", body("<iframe srcdoc=x title=y></iframe>"), body("<iframe src=x.html title=y></iframe>")},
	{"html-script-url", body("<a href=' java&#x9;script:x'>x</a>"), body("<a href='java/script:x'>x</a>")},
	{"html-external", body("<img src=//example.org/x.png alt=''>"), body("<img src=x.png alt=''><a href=https://example.org/>x</a>")},
	{"html-url-scheme", body("<a href=file:///c:/x>x</a>"), body("<a href=mailto:a@b>x</a><a href=TEL:1>x</a><img src='data:image/gif;base64,x' alt=''>")},
	{"html-url-empty", body("<img src='' alt=''>"), body("<a href=''>x</a><form action=''></form>")},
	{"html-template-refused", body("<a href=#ZgotmplZ>x</a>"), body("<a href=zgo/>x</a>")},
	{"link-rooted", body("<a href=/x/>x</a>"), body("<a href=../x/>x</a>")},
}

const redirectPage = `<!doctype html><html lang=de><meta charset=utf-8><title>T</title>
<meta http-equiv=refresh content="0; url=../neu/"><p><a href="../neu/">T</a></p>`

func TestEveryRuleHoldsWhereItShould(t *testing.T) {
	for _, r := range rules {
		t.Run(r.id, func(t *testing.T) {
			_, problems := Scan("a/index.html", []byte(r.bad))
			if ids := idsOf(problems); len(ids) != 1 || ids[0] != r.id {
				t.Errorf("got %v, want only %s for\n%s", problems, r.id, r.bad)
			}
			if _, problems := Scan("a/index.html", []byte(r.good)); len(problems) > 0 {
				t.Errorf("got %v, want nothing for\n%s", problems, r.good)
			}
		})
	}
}

// idsOf returns the different ids of the problems.
func idsOf(problems diag.List) []string {
	var ids []string
	for _, p := range problems {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func TestEveryResourceFromElsewhereIsRefused(t *testing.T) {
	for _, element := range []string{
		`<script src="https://x.org/a.js"></script>`, `<link rel=stylesheet href="http://x.org/a.css">`,
		`<link rel="shortcut ICON" href="//x.org/a.ico">`, `<link rel=preload as=font href="https://x.org/a">`,
		`<link rel=preconnect href="https://x.org">`, `<link rel=dns-prefetch href="//x.org">`,
		`<link rel=preload as=image imagesrcset="https://x.org/a.png 1x">`,
		`<img alt="" src="HTTPS://x.org/a.png">`, `<img alt="" src="\\x.org\a.png">`, `<img alt="" src="/	/x.org/a.png">`,
		`<img alt="" src=a.png srcset="a.png 1x, https://x.org/b.png 2x">`,
		`<img alt="" src=a.png srcset="a.png, https://x.org/b.png">`,
		`<picture><source srcset="https&colon;//x.org/a.webp"><img alt="" src=a.png></picture>`,
		`<iframe title=x src="https://x.org/"></iframe>`, `<object data="https://x.org/a.pdf"></object>`,
		`<embed src="https://x.org/a">`, `<video src="https://x.org/a.mp4"></video>`, `<video poster="https://x.org/a.png"></video>`,
		`<audio src="https://x.org/a.ogg"></audio>`, `<track src="https://x.org/a.vtt">`, `<input type=image alt=Los src="https://x.org/a">`,
		`<form action="https://x.org/"></form>`, `<button formaction="https://x.org/">x</button>`,
		`<a href=a/ ping="https://x.org/">x</a>`, `<svg><image href="https://x.org/a.png"/></svg>`,
		`<svg><use xlink:href="https://x.org/a.svg#b"/></svg>`, `<svg><script href="https://x.org/a.js"></script></svg>`,
		`<table role=none background="https://x.org/a.png"></table>`,
	} {
		_, problems := Scan("a/index.html", []byte(body(element)))
		if ids := idsOf(problems); len(ids) != 1 || ids[0] != "html-external" {
			t.Errorf("%s: got %v, want html-external", element, problems)
		}
	}
}

func TestAddressesThatAreOnlyNamedMayBeElsewhere(t *testing.T) {
	for _, element := range []string{
		`<link rel=canonical href="https://x.org/a/">`, `<link rel="alternate" type=application/atom+xml href="https://x.org/f.xml">`,
		`<a href="https://x.org/">x</a>`, `<svg><a href="https://x.org/"><text>x</text></a></svg>`,
		`<meta property="og:image" content="https://x.org/a.png">`, `<blockquote cite="https://x.org/">x</blockquote>`,
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`,
	} {
		if page, problems := Scan("a/index.html", []byte(body(element))); len(problems) > 0 || len(page.Refs) > 0 {
			t.Errorf("%s: got %v and refs %v, want none", element, problems, page.Refs)
		}
	}
}

func TestARedirectIsReadByNobody(t *testing.T) {
	page, problems := Scan("alt/index.html", []byte(redirectPage))
	if len(problems) > 0 {
		t.Errorf("got %v, want no problems", problems)
	}
	if len(page.Refs) != 2 || page.Refs[0] != (Ref{URL: "../neu/", Attr: "content", Line: 2}) {
		t.Errorf("refs are %v, want the target of the refresh first", page.Refs)
	}
	_, problems = Scan("alt/index.html", []byte(strings.ReplaceAll(redirectPage, "../neu/", "https://x.org/")))
	if ids := idsOf(problems); len(ids) != 1 || ids[0] != "html-external" {
		t.Errorf("got %v, want html-external for a redirect to another site", problems)
	}
}

func TestThePageForMissingPagesLinksFromTheRoot(t *testing.T) {
	if _, problems := Scan("404.html", []byte(body("<a href=/x/>x</a>"))); len(problems) > 0 {
		t.Errorf("got %v, want nothing", problems)
	}
}

func TestMarkupInTextIsNoMarkup(t *testing.T) {
	for _, html := range []string{
		`<!-- <p style=x id=a> -->`, `<textarea title=x><p style=x></textarea>`, `<svg><![CDATA[<p style=x>]]></svg>`,
		`<xmp><p style=x></xmp>`, `<script src=x.js><p style=x></script>`, `<p title="<p style=x>">x</p>`, `<p>1 < 2 <3</p>`,
		`<math><mi><![CDATA[x]]></mi><annotation-xml><![CDATA[<p style=x>]]></annotation-xml></math>`,
	} {
		if page, problems := Scan("a/index.html", []byte(body(html))); len(problems) > 0 || len(page.IDs) > 0 {
			t.Errorf("%s: got %v and %d ids, want none", html, problems, len(page.IDs))
		}
	}
}

func TestCDATAHidesOnlyInSVGAndMathML(t *testing.T) {
	const cdata = "<![CDATA[> <p style=x> ]]>"
	for html, hidden := range map[string]bool{
		cdata:                                                                false,
		"<svg>" + cdata + "</svg>":                                           true,
		"<svg/>" + cdata:                                                     true, // not self-closing in HTML: the svg is open
		"<svg></svg>" + cdata:                                                false,
		"<SVG><g>" + cdata + "</g></SVG>":                                    true,
		"<svg><path/>" + cdata + "</svg>":                                    true,
		"<svg><svg/>" + cdata + "</svg>":                                     true,
		"<svg><div></div>" + cdata:                                           false, // a div ends the svg
		"<math>" + cdata + "</math>":                                         true,
		"<math><mtext>" + cdata + "</mtext></math>":                          true,
		"<math><mtext><b>" + cdata + "</b></mtext></math>":                   false,
		"<math><mtext><b></b>" + cdata + "</mtext></math>":                   true,
		"<svg><title>" + cdata + "</title></svg>":                            true,
		"<svg><title><a>" + cdata + "</a></title></svg>":                     false,
		"<svg><foreignObject>" + cdata + "</foreignObject></svg>":            true,
		"<svg><foreignObject><p>" + cdata + "</p></foreignObject></svg>":     false,
		"<svg><foreignObject></foreignObject>" + cdata + "</svg>":            true,
		"<svg><foreignObject><svg>" + cdata + "</svg></foreignObject></svg>": true,
	} {
		_, problems := Scan("a/index.html", []byte(body(html)))
		if seen := slices.Contains(idsOf(problems), "html-inline-style"); seen == hidden {
			t.Errorf("%s: the style inside is seen: %v, want %v", html, seen, !hidden)
		}
	}
}

func TestProblemsCarryTheLineOfTheirTag(t *testing.T) {
	_, problems := Scan("a/b.html", []byte(body("<p id=a>x</p>\n\n<p\nstyle=x>x</p>\n<p id=a>y</p>\r\n<a href='#z'>x</a>")))
	want := []struct {
		id   string
		line int
	}{{"html-inline-style", 6}, {"html-id-twice", 8}, {"html-anchor-missing", 9}}
	if len(problems) != len(want) {
		t.Fatalf("got %v, want %v", problems, want)
	}
	for i, p := range problems {
		if p.ID != want[i].id || p.Line != want[i].line || p.Path != "a/b.html" {
			t.Errorf("problem %d is %+v, want %v in a/b.html", i, p, want[i])
		}
	}
}

func TestEveryRuleSpeaksGermanAndEnglish(t *testing.T) {
	ids := []string{"link-anchor-missing", "link-missing", "link-no-slash", "link-not-portable", "link-outside"}
	for _, r := range rules {
		ids = append(ids, r.id)
	}
	for _, lang := range []string{"de", "en"} {
		messages, err := os.ReadFile("../../i18n/" + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			for _, key := range []string{"\ndiag." + id + ": \"", "\ndiag." + id + ".hint: \""} {
				if !strings.Contains(string(messages), key) {
					t.Errorf("%s.yaml lacks %s", lang, strings.TrimSpace(key))
				}
			}
		}
	}
}
