package printer

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// bare is a page without scripts and without links that lead to other pages of its
// site. The rest stays byte for byte.
func bare(page []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(page))
	script := false
	for {
		kind := z.Next()
		if kind == html.ErrorToken { // the end of the page
			return out.Bytes()
		}
		raw := bytes.Clone(z.Raw())
		switch kind {
		case html.StartTagToken:
			token := z.Token()
			if token.Data == "script" {
				script = true
			}
			if token.Data == "a" && unlink(&token) {
				raw = []byte(token.String())
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "script" {
				script = false
				continue
			}
		}
		if !script {
			out.Write(raw)
		}
	}
}

// elsewhere are addresses that mean the same wherever the file lies.
var elsewhere = regexp.MustCompile(`^(#|https?:|mailto:|tel:)`)

// unlink takes the address off a link that depends on where its page lies.
func unlink(t *html.Token) bool {
	before := len(t.Attr)
	t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool {
		return a.Key == "href" && !elsewhere.MatchString(strings.ToLower(a.Val))
	})
	return len(t.Attr) < before
}

// place is where the number of a sheet belongs.
var place = regexp.MustCompile(`data-sheet="([^"]*)">[^<]*<`)

// number writes the numbers of sheets, by id, into the contents. An id that is not
// on any sheet gets none.
func number(page []byte, sheets map[string]int) []byte {
	return place.ReplaceAllFunc(page, func(found []byte) []byte {
		id := string(place.FindSubmatch(found)[1])
		text := ""
		if n := sheets[html.UnescapeString(id)]; n > 0 {
			text = strconv.Itoa(n)
		}
		return []byte(`data-sheet="` + id + `">` + text + `<`)
	})
}

var timeElement = regexp.MustCompile(`<time datetime="(\d{4})-(\d\d)-(\d\d)"`)

// day is the first date of a page as digits: a print edition has its own on the cover.
func day(page []byte) string {
	m := timeElement.FindSubmatch(page)
	if m == nil {
		return "19700101"
	}
	return string(m[1]) + string(m[2]) + string(m[3])
}
