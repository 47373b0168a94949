package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPageNumbersShowTheEndsAndTheNeighbours(t *testing.T) {
	for _, tt := range []struct {
		current, total int
		want           []int
	}{
		{1, 1, []int{1}},
		{1, 3, []int{1, 2, 3}},
		{1, 10, []int{1, 2, 3, 0, 10}},
		{4, 10, []int{1, 2, 3, 4, 5, 6, 0, 10}},
		{5, 10, []int{1, 0, 3, 4, 5, 6, 7, 0, 10}},
		{10, 10, []int{1, 0, 8, 9, 10}},
		{2, 4000, []int{1, 2, 3, 4, 0, 4000}},
	} {
		if got := pageNumbers(tt.current, tt.total); !slices.Equal(got, tt.want) {
			t.Errorf("page %d of %d: %d, want %d", tt.current, tt.total, got, tt.want)
		}
	}
}

// wiki is a section with n pages named 01, 02, …
func wiki(n int) *world {
	w := newWorld("content/wissen/_index.md", page("Wissen"))
	w.conf.Pagination = 3
	for i := range n {
		name := fmt.Sprintf("%02d", i+1)
		w.put("content/wissen/"+name+".md", page("Seite "+name))
	}
	return w
}

func TestALongListIsCutIntoPages(t *testing.T) {
	m := wiki(7).model(t)
	for number, want := range map[int]string{
		1: "Seite 01, Seite 02, Seite 03 of 7, 1/3 [] [seite/2/] *1=./ 2=seite/2/ 3=seite/3/",
		2: "Seite 04, Seite 05, Seite 06 of 7, 2/3 [../../] [../3/] 1=../../ *2=./ 3=../3/",
		3: "Seite 07 of 7, 3/3 [../2/] [] 1=../../ 2=../2/ *3=./",
		4: " of 7, 4/3 [../3/] [] 1=../../ 2=../2/ 3=../3/",
	} {
		section := m.Tree.Page("wissen")
		target := Target{Page: section, Output: ListOutput(section.Output(), number), Name: "list",
			List: List{Question: "kids", Arg: "wissen", Base: section.Output(), Number: number, Size: 3}}
		pager := m.NewContext(target).Page().Pager()
		got := fmt.Sprintf("%s of %d, %d/%d [%s] [%s]", titles(pager.Items), pager.Count, pager.Number, pager.Total, pager.Prev, pager.Next)
		for _, link := range pager.Pages {
			mark := ""
			if link.Current {
				mark = "*"
			}
			got += fmt.Sprintf(" %s%d=%s", mark, link.Number, link.URL)
		}
		if got != want {
			t.Errorf("page %d shows %s, want %s", number, got, want)
		}
	}
}

func TestPageCounts(t *testing.T) {
	for count, want := range map[int]int{0: 1, 1: 1, 3: 1, 4: 2, 6: 2, 7: 3} {
		if got := PageCount(count, 3); got != want {
			t.Errorf("%d entries need %d pages, want %d", count, got, want)
		}
	}
	m := wiki(4).model(t)
	if got := m.Count(List{Question: "kids", Arg: "wissen"}); got != 4 {
		t.Errorf("the list has %d entries", got)
	}
	if pager := at(t, m, "wissen/01").Pager(); pager.Total != 1 || len(pager.Items) != 0 {
		t.Errorf("a page that is no list has the pager %+v", pager)
	}
}

func TestNeighboursAreAWindowAroundThePage(t *testing.T) {
	w := newWorld("content/wissen/_index.md", page("Wissen"))
	for i := range 200 {
		w.put(fmt.Sprintf("content/wissen/%03d.md", i), page(fmt.Sprintf("%03d", i)))
	}
	m := w.model(t)
	for path, want := range map[string]string{
		"wissen/000": "60 000 059 <> <001>",
		"wissen/029": "60 000 059 <028> <030>",
		"wissen/100": "60 070 129 <099> <101>",
		"wissen/199": "60 140 199 <198> <>",
		"wissen":     "1 Wissen Wissen <> <>",
		"":           "0",
	} {
		p := at(t, m, path)
		near := p.Siblings()
		got := fmt.Sprint(len(near))
		if len(near) > 0 {
			got += fmt.Sprintf(" %s %s <%s> <%s>", near[0].Title(), near[len(near)-1].Title(), name(p.Prev()), name(p.Next()))
		}
		if got != want {
			t.Errorf("/%s has the neighbours %s, want %s", path, got, want)
		}
	}
}

func name(p *Page) string {
	if p == nil {
		return ""
	}
	return p.Title()
}

func TestTheWayUpLeadsHome(t *testing.T) {
	m := newWorld("content/a/b/c.md", page("C", "tags: [x]"), "content/a/_index.md", page("A"), "content/a/b/d.md", page("D", "tags: [y]")).model(t)
	if p := at(t, m, "a/b/c"); titles(p.Ancestors()) != "Start, A, B" || urls(p.Ancestors()) != "../../../ ../../ ../" || p.Parent().Title() != "B" {
		t.Errorf("above is %s: %s", titles(p.Ancestors()), urls(p.Ancestors()))
	}
	if p := at(t, m, ""); len(p.Ancestors()) > 0 || p.Parent() != nil || !p.IsHome() {
		t.Error("there is something above the home page")
	}
	// A generated page may stand below a generated page.
	all := apart(t, m, m.Tree.Home, TagsPath, "Schlagworte", "tags", List{})
	if titles(all.Ancestors()) != "Start" {
		t.Errorf("above the tags is %s", titles(all.Ancestors()))
	}
	tag := apart(t, m, all.p, "schlagworte/x", "x", "tag", List{})
	if titles(tag.Ancestors()) != "Start, Schlagworte" || tag.Parent().Title() != "Schlagworte" {
		t.Errorf("above a tag is %s", titles(tag.Ancestors()))
	}
	filter := apart(t, m, m.Tree.Page("a"), "a/schlagwort/x", "A", "filter", List{})
	if titles(filter.Ancestors()) != "Start, A" {
		t.Errorf("above a filter is %s", titles(filter.Ancestors()))
	}
}

func TestTagsAreListedOnceInOneOrder(t *testing.T) {
	w := newWorld(
		"content/a.md", page("A", "tags: [Übung, BIA, Übung]"), "content/b.md", page("B", "tags: [BIA, Ubung, C++]"), "content/c.md", page("C", "tags: [zeta]"),
	)
	for range 20 { // the order of a map would show
		m := w.model(t)
		p := apart(t, m, m.Tree.Home, TagsPath, "Schlagworte", "tags", List{})
		var got []string
		for _, tag := range p.TagCloud() {
			got = append(got, fmt.Sprintf("%s %d %s", tag.Title, tag.Count, tag.URL))
		}
		want := "BIA 2 bia/, C++ 1 cplusplus/, Ubung 1 ubung/, Übung 1 uebung/, zeta 1 zeta/"
		if strings.Join(got, ", ") != want {
			t.Fatalf("tags are %s, want %s", strings.Join(got, ", "), want)
		}
		if len(m.Tagged("Übung")) != 1 || len(m.Tagged("none")) != 0 {
			t.Error("a page is listed twice, or for a tag that nobody has")
		}
	}
	if got := at(t, w.model(t), "c").Tags(); len(got) != 1 || got[0] != (TagLink{Title: "zeta", URL: "../schlagworte/zeta/"}) {
		t.Errorf("the tags of a page are %v", got)
	}
}

func TestRelatedPagesShareRareTags(t *testing.T) {
	w := newWorld("content/x.md", page("X", "tags: [rar, selten, oft]"))
	for name, tags := range map[string]string{
		"a": "[oft]", "b": "[oft, selten]", "c": "[selten]", "d": "[rar]", "e": "[oft]", "f": "[oft]", "g": "[andere]", "h": "[oft]",
	} {
		w.put("content/"+name+".md", page(strings.ToUpper(name), "tags: "+tags))
	}
	m := w.model(t)
	if got, want := titles(at(t, m, "x").Related()), "B, D, C, A, E"; got != want {
		t.Errorf("related are %s, want %s", got, want)
	}
	if got := at(t, m, "g").Related(); len(got) > 0 {
		t.Errorf("a lonely tag relates to %s", titles(got))
	}
	for i := range commonTag {
		w.put(fmt.Sprintf("content/viele/%03d.md", i), page("Viele", "tags: [oft]"))
	}
	if got, want := titles(at(t, w.model(t), "x").Related()), "D, B, C"; got != want {
		t.Errorf("with a tag that everybody has: %s, want %s", got, want)
	}
}
