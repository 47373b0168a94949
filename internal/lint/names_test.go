package lint

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesAreWhatAReaderOfTheScreenHears(t *testing.T) {
	for _, r := range []struct{ html, want string }{
		// links and buttons
		{`<a href=x/><span hidden>x</span></a>`, "html-link-name"},
		{`<a href=x/><span hidden>x</span><b>y</b></a>`, ""},
		{`<a href=x/><span aria-hidden=TRUE><span>x</span>y</span></a>`, "html-link-name"},
		{`<a href=x/><svg><title>x</title></svg></a>`, ""},
		{`<a href=x/><svg role=img><text>x</text></svg></a>`, "html-link-name html-image-name"},
		{`<a href=x/><svg role=img aria-label=x></svg></a>`, ""},
		{`<a href=x/><span title=x></span></a>`, ""},
		{`<a href=x/>&#8203;&shy;<br></a>`, "html-link-name"},
		{`<a href=x/>&lt;</a>`, ""},
		{`<a href=x/><</a>`, ""},
		{`<a href=x/><svg><![CDATA[x]]></svg></a>`, ""},
		{`<a href=x/ aria-label=" "></a>`, "html-link-name"},
		{`<a href=x/ aria-hidden=true tabindex=-1></a>`, ""},
		{`<div aria-hidden=true><div><a href=x/></a></div><h4></h4><input></div>`, ""},
		{`<div aria-hidden=true></div><a href=x/></a>`, "html-link-name"},
		{`<button hidden>x</button>`, ""},
		{`<input type=button><input type=image src=x.png alt="">`, "html-button-name"},
		{`<input type=image src=x.png alt=Suchen>`, ""},
		{`<svg><a xlink:href=x/></a></svg>`, "html-link-name"},
		// headings
		{`<h2><a href=x/></a></h2>`, "html-heading-empty html-link-name"},
		{`<h2><a href=x/ aria-label=y></a></h2>`, ""},
		{`<h2>x</h3><p>y</p></h2>`, "html-stray-end"},
		// images
		{`<map name=m><area href=x/><area></map>`, "html-image-alt"},
		{`<map name=m><area href=x/ alt=""></map>`, "html-link-name"},
		{`<image src=x.png>`, "html-image-alt"},
		{`<span role=img>:-)</span>`, "html-image-name"},
		{`<span role=img aria-label=froh>:-)</span>`, ""},
		// form controls
		{`<label><select><option>x</option></select></label>`, "html-label-empty"},
		{`<label>x<select><option>x</option></select></label>`, ""},
		{`<label for=a>x</label><textarea id=b title=y></textarea><select id=a></select>`, ""},
		{`<label for=a>x</label><output id=a></output><meter></meter>`, "html-control-label"},
		{`<label for=a>x</label><input id=a type=hidden>`, "html-label-target"},
		{`<input type=text id><input type=reset>`, "html-id-bad html-control-label"},
		{`<progress aria-labelledby=p></progress><p id=p>x</p>`, ""},
		// tables
		{`<table><tr><th scope=col>x<table><tr><td>y</table></table>`, "html-table-header"},
		{`<th>x</th>`, ""},
		{`<table aria-hidden=true><tr><td>x</table>`, ""},
	} {
		_, problems := Scan("a/index.html", []byte(body(r.html)))
		if got := idsOf(problems); !slices.Equal(got, strings.Fields(r.want)) {
			t.Errorf("%s: got %v, want %q", r.html, problems, r.want)
		}
	}
}

func TestEveryAttributeThatNamesIDsIsFollowed(t *testing.T) {
	for _, a := range []string{"aria-activedescendant", "aria-controls", "aria-describedby", "aria-details", "aria-errormessage",
		"aria-flowto", "aria-labelledby", "aria-owns", "for", "form", "headers", "list", "popovertarget"} {
		html := "<output " + a + "='weg'></output><p id=da>x</p>"
		_, problems := Scan("a/index.html", []byte(body(html)))
		if len(problems) != 1 || problems[0].ID != "html-target-missing" || problems[0].Args["attr"] != a || problems[0].Args["id"] != "weg" {
			t.Errorf("%s: got %v, want html-target-missing", html, problems)
		}
	}
}

func TestAddressesAreReadAsBrowsersReadThem(t *testing.T) {
	for _, r := range []struct{ html, want string }{
		{`<img alt="" src=javascript:x>`, "html-script-url"},
		{`<form action="vbscript:x"></form>`, "html-script-url"},
		{`<a href="&#106;avascript&colon;x">x</a>`, "html-script-url"},
		{`<svg><a href=JavaScript:x>x</a></svg>`, "html-script-url"},
		{`<img alt="" src=#ZgotmplZ>`, "html-template-refused"},
		{`<script src="data:text/javascript,x"></script>`, "html-url-scheme"},
		{`<a href="data:text/html,x">x</a>`, "html-url-scheme"},
		{`<a href="//x.org/">x</a>`, "html-url-scheme"},
		{`<link rel=icon href="data:image/png;base64,x">`, ""},
		{`<link rel=stylesheet href="data:text/css,x">`, "html-url-scheme"},
		{`<video poster="data:image/png;base64,x"></video>`, ""},
		{`<img alt="" srcset="data:image/png;base64,x 1x" src=x.png>`, ""},
		{`<img alt="" srcset="a.png x(1,//x.org/b.png), c.png" src=x.png>`, ""},
		{`<object data="a:b"></object><p data="https://x.org/">x</p>`, "html-url-scheme"},
		{`<svg><use href="#weg"/></svg>`, "html-anchor-missing"},
		{`<svg><style>x</style><script>x</script></svg>`, "html-inline-style html-inline-script"},
		{`<frame src=x.html>`, "html-frame-title"},
		{`<p id="a&#10;b">x</p>`, "html-id-bad"},
	} {
		_, problems := Scan("a/index.html", []byte(body(r.html)))
		if got := idsOf(problems); !slices.Equal(got, strings.Fields(r.want)) {
			t.Errorf("%s: got %v, want %q", r.html, problems, r.want)
		}
	}
}

func TestOnlyAnImmediateRefreshRedirects(t *testing.T) {
	for content, want := range map[string]string{
		"0; url=../neu/":           "",
		"0;URL='../neu/'":          "",
		` 0.0 , url = "../neu/" x`: "",
		"0 ../neu/":                "",
		"5; url=../neu/":           "html-refresh html-main-missing html-h1-missing",
		"0":                        "html-refresh html-main-missing html-h1-missing",
		"0; url=":                  "html-refresh html-main-missing html-h1-missing",
		"0; url=javascript:x":      "html-script-url",
	} {
		doc := strings.Replace(redirectPage, `"0; url=../neu/"`, "'"+strings.ReplaceAll(content, "'", "&apos;")+"'", 1)
		page, problems := Scan("a/index.html", []byte(doc))
		got := idsOf(problems)
		slices.Sort(got)
		ids := strings.Fields(want)
		slices.Sort(ids)
		if !slices.Equal(got, ids) {
			t.Errorf("%q: got %v, want %v", content, problems, ids)
		}
		if want == "" && page.Refs[0].URL != "../neu/" {
			t.Errorf("%q leads to %q, want ../neu/", content, page.Refs[0].URL)
		}
	}
}

func TestADocumentThatBreaksOffIsReported(t *testing.T) {
	for _, end := range []string{"<", "<p", "<p title='", "</", "</p", "</p x='", "<!-- ", "<!x", "<?x", "</ x", "<script src=x.js>x",
		"<script src=x.js><!--<script></script>", "<style>x", "<textarea title=x></textare>", "<svg><![CDATA[x"} {
		_, problems := Scan("a/index.html", []byte(body("")+end))
		got := slices.Contains(idsOf(problems), "html-unfinished")
		if want := end != "<"; got != want {
			t.Errorf("%q: unfinished is %v, want %v: %v", end, got, want, problems)
		}
	}
}
