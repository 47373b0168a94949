package publish

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// naughty are texts that are allowed and trip programs up.
var naughty = []string{
	"undefined", "null", "NaN", "true", "0", "-1e309", "0x0", "1/0", "1;DROP TABLE users", "' OR 1=1 --", "\"", "'", "\\", "\\\\", "`", "${x}", "{{.Site}}", "{{`", "}}",
	"%s%n%d", "%00", "%2e%2e%2f", "../../etc/passwd", "&lt;b&gt;", "&amp;amp;", "&#x41;", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "<!--", "-->",
	"javascript:alert(1)", "\" onmouseover=\"alert(1)", "--- ", "---\ntitle: x", "# kein Titel", "[x](javascript:alert(1))", "![x](data:text/html,x)", "<https://example.org/\"onclick=1>",
	"Ω≈ç√∫", "Ⅷ", "ﬁ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "مرحبا", "שלום", "表ポあA鷗ŒéＢ逍Üßªąñ丂㐀𠀀", "👩‍👩‍👧‍👦 🏳️‍🌈", "٠١٢", "İstanbul ı", "ﷺ", "ǅ", "Straße SS ẞ", "a\u0301", "é", "=1+1", "@SUM(A1)", "CON", "nul.txt",
}

// refused in a body are those that say what no page may say.
var refused = []string{"<!--", "[x](javascript:alert(1))", "![x](data:text/html,x)"}

// TestNaughtyTextsArePublishedAsText puts each into title, description, tag and
// body of a page.
func TestNaughtyTextsArePublishedAsText(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	site := portal()
	for i, text := range naughty {
		quoted, err := json.Marshal(strings.ReplaceAll(text, "\n", " "))
		if err != nil {
			t.Fatal(err)
		}
		body := strings.ReplaceAll(text, "{{", "{ {") // no field to fill in
		if slices.Contains(refused, text) {
			body = "`" + body + "`"
		}
		site[fmt.Sprintf("content/leitfaden/n%02d.md", i)] = fmt.Sprintf("---\ntitle: %s\ndescription: %s\n---\nWort %s Wort\n", quoted, quoted, body)
	}
	r.commit("main", site)
	result := r.published(store, "main")
	for _, a := range result.Release.Audiences {
		pages := 0
		err := fs.WalkDir(result.Release.FS(a.Name), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			src, err := fs.ReadFile(result.Release.FS(a.Name), name)
			if !utf8.Valid(src) || !utf8.ValidString(name) {
				t.Errorf("%s is no UTF-8", name)
			}
			if strings.HasSuffix(name, ".html") {
				pages++
				isHarmless(t, name, string(src))
			}
			return err
		})
		if err != nil || pages < len(naughty) {
			t.Errorf("%s: %d pages, %v", a.Name, pages, err)
		}
	}
	for i, text := range naughty { // a title is a title, whatever it looks like
		want := html.EscapeString(strings.TrimSpace(strings.ReplaceAll(text, "\n", " ")))
		got := page(t, store, "oeffentlich", fmt.Sprintf("leitfaden/n%02d/index.html", i))
		if !strings.Contains(html.UnescapeString(got), html.UnescapeString(want)) {
			t.Errorf("%q does not show as it is", text)
		}
	}
}

// isHarmless fails for a page with an element or attribute that runs something.
func isHarmless(t *testing.T, name, src string) {
	t.Helper()
	tokens := html.NewTokenizer(strings.NewReader(src))
	for tokens.Next() != html.ErrorToken {
		token := tokens.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		if token.Data == "script" || token.Data == "img" {
			t.Errorf("%s: %s", name, token)
		}
		for _, a := range token.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.Contains(strings.ToLower(a.Val), "javascript:") && a.Key == "href" {
				t.Errorf("%s: %s", name, token)
			}
		}
	}
}

// TestTextsThatDeceiveAreFlagged puts characters that turn, hide or break text
// into title, body, tag, name of a file, words and settings: each is named, and
// no page of the commit is shown.
func TestTextsThatDeceiveAreFlagged(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	for what, text := range map[string]string{
		"turned around": "a\u202eb", "isolated": "a\u2066b\u2069", "marked": "a\u200fb", "invalid": "a\xffb", "cut off": "a\xe2\x82", "a surrogate": "a\xed\xa0\x80b", "overlong": "a\xc0\xafb",
		"of two scripts": "pаypal", // the second letter is Cyrillic
		"controlled":     "a\x1bb",
	} {
		places := map[string][]string{ // path, text
			"title":   {"content/leitfaden/titel.md", "---\ntitle: \"" + text + "\"\n---\n"},
			"body":    {"content/leitfaden/rumpf.md", "---\ntitle: Rumpf\n---\nWort " + text + " Wort\n"},
			"name":    {"content/leitfaden/" + text + ".csv", "x"},
			"role":    {"data/rollen.yaml", "- {id: it, title: \"" + text + "\"}\n"},
			"setting": {"nachbar.yaml", portal()["nachbar.yaml"] + "description: \"" + text + "\"\n"},
		}
		switch what { // texts may hold foreign words and marks that they need; controls are replaced
		case "of two scripts":
			delete(places, "body")
			delete(places, "name")
		case "marked", "controlled":
			delete(places, "body")
		}
		site := portal()
		for _, change := range places {
			site = site.with(change...)
		}
		r.commit("main", site)
		result := r.publish(store, "main")
		found := told(result.Problems)
		if result.Outcome != Refused || !utf8.ValidString(found) {
			t.Errorf("%s: %s\n%q", what, result.Outcome, found)
		}
		for place, change := range places {
			if !strings.Contains(found, strings.ToValidUTF8(change[0], "\uFFFD")+":") {
				t.Errorf("%s as %s is not named in\n%s", what, place, found)
			}
		}
	}
}
