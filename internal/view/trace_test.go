package view

import (
	"slices"
	"strings"
	"testing"
)

// TestATitleChangesTheListsThatShowItAndNothingElse holds facts to their size:
// an edit of one page makes only those pages again that show it.
func TestATitleChangesTheListsThatShowItAndNothingElse(t *testing.T) {
	w := newWorld(
		"content/s/_index.md", page("S"), "content/s/a.md", page("A", "tags: [x]", "weight: 1"), "content/s/b.md", page("B", "tags: [x]", "weight: 2"), "content/s/c.md", page("C", "tags: [y]", "weight: 3"),
		"content/andere/d.md", page("D", "tags: [y]"), "content/leitfaden/e.md", page("E", "bcms: [reaktiv]"), "content/leitfaden/f.md", page("F", "bcms: [aufbau]"),
		"content/aktuelles/n.md", page("N", "date: 2027-01-01"), "content/termine/t.md", page("T", "start: 2027-02-01", "series: s"), "content/termine/u.md", page("U", "start: 2027-02-02"),
	)
	keys := []string{
		"conf:", "text:", "asof:", "data:rollen", "glossary:", "static:favicon.svg", "layout:single|page",
		"meta:s/a", "meta:s", "meta:", "kids:", "kids:s", "kids:andere", "below:", "below:s", "below:leitfaden", "near:s/a", "near:s/b", "near:andere/d", "up:s/a", "up:s/b",
		"tagged:x", "tagged:y", "tags:", "related:s/a", "related:s/b", "related:s/c", "all:", "kind:page", "kind:guide", "latest:news/5", "latest:page/5", "upcoming:5", "series:s",
		"filter:leitfaden|stufe|reaktiv", "filter:leitfaden|stufe|aufbau", "body:s/a", "body:s/b", "files:s/a", "ref:content/s|a.md", "ref:content/s|b.md",
	}
	for _, tt := range []struct {
		name, file, text string
		want             string
	}{
		{"a title", "content/s/a.md", page("A2", "tags: [x]", "weight: 1"),
			"meta:s/a kids:s below: below:s near:s/a near:s/b tagged:x tags: related:s/b all: kind:page latest:page/5 body:s/a"},
		{"a text", "content/s/a.md", page("A", "tags: [x]", "weight: 1") + "more", "body:s/a"},
		{"the title of a section", "content/s/_index.md", page("S2"), "meta:s kids: up:s/a up:s/b all:"},
		{"a chapter", "content/leitfaden/e.md", page("E2", "bcms: [reaktiv]"), "below: below:leitfaden all: kind:guide filter:leitfaden|stufe|reaktiv"},
		{"news", "content/aktuelles/n.md", page("N2", "date: 2027-01-01"), "below: all: latest:news/5"},
		{"an event", "content/termine/t.md", page("T2", "start: 2027-02-01", "series: s"), "below: all: upcoming:5 series:s"},
		{"a newer date", "content/aktuelles/n.md", page("N", "date: 2027-01-02"), "asof: below: all: latest:news/5"},
		{"a slug", "content/s/a.md", page("A", "tags: [x]", "weight: 1", "slug: neu"),
			"meta:s/a kids:s below: below:s near:s/a near:s/b up:s/a tagged:x tags: related:s/a related:s/b all: kind:page latest:page/5 body:s/a ref:content/s|a.md"},
		{"a new picture", "content/s/bild.png", "png", ""},
	} {
		before := w.model(t)
		kept := w.files[tt.file]
		w.put(tt.file, tt.text)
		after := w.model(t)
		if delete(w.files, tt.file); kept != nil {
			w.files[tt.file] = kept
		}
		var changed []string
		for _, key := range keys {
			if before.Digest(key, "s/x") != after.Digest(key, "s/x") {
				changed = append(changed, key)
			}
		}
		// Relatives are found again when any page of their tags changed.
		changed = slices.DeleteFunc(changed, func(key string) bool { return key == "related:s/a" && !strings.Contains(tt.want, key) })
		if got := strings.Join(changed, " "); got != tt.want {
			t.Errorf("%s changes\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestQuestionsFromFrontMatterAreKeptWhole(t *testing.T) {
	w := newWorld("content/a.md", page("A", `tags: ["x\ny", 'z\n', "x"]`))
	m := w.model(t)
	trace := m.NewTrace("schlagworte/x-y")
	for _, tag := range []string{"x\ny", `z\n`, "x"} {
		trace.ask("tagged", tag)
	}
	keys := trace.Keys()
	before := m.Digest(keys, "schlagworte/x-y")
	w.put("content/b.md", page("B", `tags: ["x\ny"]`))
	if w.model(t).Digest(keys, "schlagworte/x-y") == before {
		t.Errorf("a second page with the tag does not change %q", keys)
	}
	w.put("content/b.md", page("B", `tags: ['z\n']`))
	if w.model(t).Digest(keys, "schlagworte/x-y") == before {
		t.Errorf("a page with the other tag does not change %q", keys)
	}
}

func TestAPageAsksAboutItselfInItsOwnWords(t *testing.T) {
	m := newWorld("content/s/a.md", page("A"), "content/s/b.md", page("B")).model(t)
	keys := map[string]bool{}
	for _, path := range []string{"s/a", "s/b"} {
		p := at(t, m, path)
		p.Siblings()
		p.Ancestors()
		keys[p.c.Trace().Keys()] = true
	}
	if len(keys) != 1 {
		t.Errorf("two pages of a layout have the question lists %v", keys)
	}
	a, b := at(t, m, "s/a").c.Trace().Keys(), at(t, m, "s").c.Trace().Keys()
	if m.Digest(a, "s/a") == m.Digest(a, "s/b") || m.Digest(b, "s") == m.Digest(b, "s/b") {
		t.Error("two pages have one digest")
	}
}

func TestGeneratedPagesAreMadeAgainWithThePagesAboveThem(t *testing.T) {
	w := newWorld("content/leitfaden/_index.md", page("Leitfaden"), "content/leitfaden/a.md", page("A", "bcms: [reaktiv]"))
	render := func() (*Model, *Page) {
		m := w.model(t)
		section := m.Tree.Page("leitfaden")
		return m, apart(t, m, section, "leitfaden/stufe/reaktiv", section.Title, "filter", List{})
	}
	before, p := render()
	keys := p.c.Trace().Keys()
	for file, text := range map[string]string{"content/leitfaden/_index.md": page("Handbuch"), "content/_index.md": page("Anfang", "role: [bcm]")} {
		kept := w.files[file]
		w.put(file, text)
		after, _ := render()
		if before.Digest(keys, p.Path()) == after.Digest(keys, p.Path()) {
			t.Errorf("%s changes a page above, but not the digest", file)
		}
		w.files[file] = kept
	}
	if !strings.Contains(keys, "meta:leitfaden") {
		t.Errorf("asked %q", keys)
	}
}
