package lint

import (
	"fmt"
	"slices"
	"testing"
)

func TestFollowResolvesWhatALinkNames(t *testing.T) {
	page := Page{Refs: []Ref{{URL: "../b/"}, {URL: "c.pdf?x#seite"}, {URL: "../../weg/"}, {URL: "../b/index.html#a%20b"}, {URL: "https://example.org/"}}}
	var got []string
	page.Follow("a/index.html", func(ref Ref, to Target) {
		got = append(got, fmt.Sprintf("%s %s#%s %t %t", ref.URL, to.Path, to.Fragment, to.Folder, to.Inside))
	})
	want := []string{
		"../b/ b/index.html# true true",
		"c.pdf?x#seite a/c.pdf#seite false true",
		"../../weg/ # true false",
		"../b/index.html#a%20b b/index.html#a%20b false true",
		"https://example.org/ # true false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}
