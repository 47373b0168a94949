package content

import "testing"

func TestSiblingsStandInTheOrderReadersExpect(t *testing.T) {
	for _, tt := range []struct {
		name, dir string
		pairs     []string
		want      string
	}{
		{"by title as in a German index", "wissen", []string{
			"b.md", front("Übung"), "c.md", front("Zweck"), "d.md", front("„Ultimo“"), "e.md", front("straße"), "f.md", front("Strasse 2"),
			"g.md", front("Äpfel"), "h.md", front("apfel 2"), "i.md", front("Çelik"), "j.md", front("Cola"),
		}, "/wissen/g /wissen/h /wissen/i /wissen/j /wissen/e /wissen/f /wissen/b /wissen/d /wissen/c"},
		{"by weight, pages without one last", "wissen", []string{
			"a.md", front("a"), "b.md", front("b", "weight: 20"), "c.md", front("c", "weight: 3"), "d.md", front("d", "weight: -1"), "e.md", front("A", "weight: 20"),
		}, "/wissen/d /wissen/c /wissen/e /wissen/b /wissen/a"},
		{"equal titles by path", "wissen", []string{
			"b.md", front("x"), "a.md", front("X"),
		}, "/wissen/a /wissen/b"},
		{"news from the newest", "aktuelles", []string{
			"a.md", front("a", "date: 2027-01-01"), "b.md", front("b", "date: 2027-03-01"), "c.md", front("c", "date: 2027-02-01"), "d.md", front("A", "date: 2027-02-01"),
		}, "/aktuelles/b /aktuelles/d /aktuelles/c /aktuelles/a"},
		{"events by start", "termine", []string{
			"a.md", front("a", "start: 2027-03-01"), "b.md", front("b", "start: 2027-01-14T11:00"), "c.md", front("c", "start: 2027-01-14T09:00"), "d.md", front("A", "start: 2027-03-01"),
		}, "/termine/c /termine/b /termine/a /termine/d"},
		{"a weight before any date", "aktuelles", []string{
			"a.md", front("a", "date: 2027-01-01", "weight: 1"), "b.md", front("b", "date: 2027-03-01"),
		}, "/aktuelles/a /aktuelles/b"},
		{"pages without a date before news", "aktuelles", []string{
			"a.md", front("a", "date: 2027-01-01"), "m.md", front("m", "kind: page"), "z.md", front("z", "date: 2027-03-01"), "k/x.md", front("x", "date: 2027-01-01"),
		}, "/aktuelles/k /aktuelles/m /aktuelles/z /aktuelles/a"},
	} {
		var pairs []string
		for i := 0; i < len(tt.pairs); i += 2 {
			pairs = append(pairs, tt.dir+"/"+tt.pairs[i], tt.pairs[i+1])
		}
		section := page(t, load(t, site(pairs...), public), tt.dir)
		if got := paths(section.Children); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		for i, child := range section.Children {
			if child.Index() != i || child.Parent != section {
				t.Errorf("%s: /%s does not know its place", tt.name, child.Path)
			}
		}
	}
}

func TestPagesAreInReadingOrder(t *testing.T) {
	tree := load(t, site(
		"z.md", front("z"), "b/_index.md", front("b", "weight: 1"), "b/c/d.md", front("d"), "b/a.md", front("a"), "y/x.md", front("x"),
	), public)
	if got, want := paths(tree.Pages), "/ /b /b/a /b/c /b/c/d /y /y/x /z"; got != want {
		t.Errorf("pages are %s, want %s", got, want)
	}
}
