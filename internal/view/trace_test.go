package view

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/conf"
)

// asked is one thing that layouts do with a page, as text.
type asked func(*Page) string

// show writes an answer down, with all that a layout can read of it at once.
func show(v reflect.Value) string {
	if !v.IsValid() {
		return "none"
	}
	switch answer := v.Interface().(type) {
	case *Page:
		return card(answer)
	case time.Time:
		return answer.String()
	}
	var b strings.Builder
	switch v.Kind() {
	case reflect.Pointer:
		return show(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			b.WriteString(show(v.Index(i)) + "\n")
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				b.WriteString(show(v.Field(i)) + " ")
			}
		}
	default:
		return fmt.Sprint(v.Interface())
	}
	return b.String()
}

// card is what a layout shows of another page.
func card(p *Page) string {
	if p == nil {
		return "none"
	}
	return fmt.Sprint(p.Title(), p.URL(), p.Description(), p.Kind(), p.Date(), p.Lastmod(), p.TLP(), p.BCMS(), p.Roles(), p.Step(), p.By(), p.Notes(), p.StepTitle(), p.StepResult(),
		p.Tags(), p.Event(), p.Review(), p.IsSection(), p.Section(), p.Path(), p.Source(), p.Summary(), p.Canonical(), p.Alternates(), p.HasLevel("reaktiv"))
}

// methods are all methods of a type that layouts can call without arguments.
func methods(t reflect.Type) []string {
	var names []string
	for i := range t.NumMethod() {
		if m := t.Method(i); m.Type.NumIn() == 1 && m.Name != "Site" {
			names = append(names, m.Name)
		}
	}
	return names
}

func call(receiver any, method string) string {
	return show(reflect.ValueOf(receiver).MethodByName(method).Call(nil)[0])
}

// askAround is every question that a layout can ask the pages around.
func askAround() []asked {
	var questions []asked
	around := []func(*Page) *Page{
		(*Page).Parent, (*Page).Prev, (*Page).Next,
		func(p *Page) *Page { return p.Site().Home() },
		func(p *Page) *Page { return p.Site().Section("s") },
		func(p *Page) *Page { return p.Site().Section("leitfaden/a") },
		func(p *Page) *Page { return first(p.Children()) },
		func(p *Page) *Page { return first(p.Site().Latest("news", 2)) },
	}
	for _, name := range methods(reflect.TypeFor[*Page]()) {
		for _, from := range around {
			questions = append(questions, func(p *Page) string {
				if other := from(p); other != nil {
					return call(other, name)
				}
				return "none"
			})
		}
	}
	return questions
}

// askItself is every other question that a layout can ask: every method of the
// page and of the site, and what functions and Markdown ask.
func askItself(w *world) []asked {
	var questions []asked
	for _, name := range methods(reflect.TypeFor[*Site]()) {
		questions = append(questions, func(p *Page) string { return call(p.Site(), name) })
	}
	for _, name := range methods(reflect.TypeFor[*Page]()) {
		questions = append(questions, func(p *Page) string { return call(p, name) })
	}
	body := func(p *Page) string { // which nearly every layout shows
		text, _, err := p.p.Read(w.files)
		if err != nil || p.p.Source == "" {
			return fmt.Sprint(err)
		}
		problems := p.c.RenderBody(text)
		return fmt.Sprint(string(p.Body()), p.TOC(), p.Summary(), p.Words(), problems)
	}
	return append(questions,
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Latest("news", 2))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Upcoming(2))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Path("reaktiv"))) },
		func(p *Page) string { return show(reflect.ValueOf(p.Site().Menu("main"))) },
		func(p *Page) string {
			out := ""
			for _, dest := range []string{"a.md", "../s/b.md", "/leitfaden/a/", "plan.pdf", "/s/plan.pdf", "/favicon.svg", "none.md", "b.md", "/a-z/"} {
				link, err := p.c.Link(dest)
				out += fmt.Sprint(link, err)
			}
			return out
		},
		func(p *Page) string {
			img, err := p.c.Image("/logo.png")
			return fmt.Sprint(img, err)
		},
		body, body, body, body, body, body,
		func(p *Page) string {
			asset, err := p.c.Asset("x.css")
			return fmt.Sprint(asset, err)
		},
		func(p *Page) string {
			value, err := p.c.Data("rollen")
			return fmt.Sprint(value, err)
		},
		func(p *Page) string { return p.c.T("feed.news", nil) },
		func(p *Page) string { return string(p.c.Markdown("Siehe [A](/leitfaden/a.md) zur BIA.")) },
	)
}

func first(pages []*Page) *Page {
	if len(pages) == 0 {
		return nil
	}
	return pages[0]
}

// trial is a page with some of the questions, as a layout would ask them.
type trial struct {
	path string
	ask  []int // positions in questions
}

// try picks a page and up to four questions, most of them about itself.
func try(r *rand.Rand, itself, around int) trial {
	paths := []string{"", "s", "s/a", "s/b", "leitfaden", "leitfaden/a", "leitfaden/b", "aktuelles", "aktuelles/a", "termine/a", "schlagworte/x", IndexPath, "leitfaden/stufe/reaktiv", "neu", "neu/s"}
	tr := trial{path: paths[r.IntN(len(paths))]}
	for range r.IntN(4) {
		tr.ask = append(tr.ask, r.IntN(itself))
	}
	if r.IntN(3) == 0 {
		tr.ask = append(tr.ask, itself+r.IntN(around))
	}
	return tr
}

// run renders the trial: what it shows, and its keys.
func (tr trial) run(t *testing.T, m *Model, questions []asked) (shown, keys string) {
	t.Helper()
	var p *Page
	switch {
	case m.Tree.Page(tr.path) != nil:
		p = at(t, m, tr.path)
	case strings.HasPrefix(tr.path, TagsPath+"/"):
		tag := strings.TrimPrefix(tr.path, TagsPath+"/")
		p = apart(t, m, m.Tree.Home, tr.path, tag, "tag", List{Question: "tagged", Arg: tag, Base: TagOutput(tag), Number: 1, Size: 2})
	case strings.HasPrefix(tr.path, RecentPath):
		arg, section := "", strings.TrimPrefix(strings.TrimPrefix(tr.path, RecentPath), "/")
		if section != "" {
			arg = RecentSection(section)
		}
		p = apart(t, m, m.Tree.Home, tr.path, "Neu", RecentLayout, List{Question: "recent", Arg: arg, Base: RecentOutput(section), Number: 1, Size: 2})
	case tr.path == IndexPath:
		p = apart(t, m, m.Tree.Home, tr.path, "A–Z", "az", List{})
	case strings.HasPrefix(tr.path, "leitfaden/stufe/") && m.Tree.Page("leitfaden") != nil:
		section, value := m.Tree.Page("leitfaden"), strings.TrimPrefix(tr.path, "leitfaden/stufe/")
		p = apart(t, m, section, tr.path, section.Title, "filter", List{Question: "filter", Arg: FilterArg("leitfaden", "stufe", value),
			Base: FilterOutput("leitfaden", "stufe", value), Number: 1, Size: 2, Section: "leitfaden", Facet: "stufe", Value: value})
	default:
		return "", ""
	}
	var b strings.Builder
	b.WriteString(p.Title() + fmt.Sprint(p.TLP()))
	for _, i := range tr.ask {
		fmt.Fprintf(&b, "\n%d: %s", i, questions[i](p))
	}
	return b.String(), p.c.Trace().Keys()
}

// change edits the world in one way that editors and operators do.
func change(r *rand.Rand, w *world) string {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	title := pick("Alpha", "Beta", "Übung", "Zeta", "Omega")
	keys := []string{"tags: [" + pick("", "x", "y", "x, y") + "]"}
	for _, key := range []string{"weight: 2", "draft: true", "date: 2027-01-02", "lastmod: 2027-05-06", "description: Kurz", "role: [bcm]", "tlp: GREEN"} {
		if r.IntN(4) == 0 {
			keys = append(keys, key)
		}
	}
	switch name := pick("a", "b", "c", "d"); r.IntN(21) {
	case 14, 15:
		for _, file := range []string{"content/s/" + name + ".md", "content/leitfaden/" + name + ".md"} {
			if f := w.files[file]; f != nil {
				w.put(file, string(f.Data)+pick("Mehr.\n", "\n## H\n", "Zur BIA.\n"))
			}
		}
		return "text " + name
	case 16, 17:
		w.put("data/glossar.yaml", "- {id: bia, term: "+pick("BIA", "Text")+", short: "+title+"}\n")
		return "glossary"
	case 18:
		w.words["tlp.clear"], w.words["bcms.reaktiv"] = title, title
		return "words"
	case 19, 20:
		tell := telling{pick("s/a", "s/b", "s", "leitfaden/a", "aktuelles/a"), pick("", title), pick("", "R"), 1 + r.IntN(3), r.IntN(2) == 0}
		if w.told = append(w.told, tell); len(w.told) > 5 {
			w.told = w.told[r.IntN(6):]
		}
		return "past of " + tell.path
	case 0, 1:
		w.put("content/s/"+name+".md", page(title, keys...))
		return "page s/" + name
	case 2, 3:
		w.put("content/leitfaden/"+name+".md", page(title, append(keys, "step: '7'", "bcms: ["+pick("reaktiv", "aufbau, standard")+"]")...)+pick("[L](b.md)\n", "[M](../s/c.md)\n", "## H\n", "BIA\n"))
		return "page leitfaden/" + name
	case 4:
		w.put("content/aktuelles/"+name+".md", page(title, "date: 2027-0"+pick("1", "2", "3")+"-01", keys[0]))
		return "news " + name
	case 5:
		w.put("content/termine/"+name+".md", page(title, "start: 2027-0"+pick("1", "2", "3")+"-01", "series: s", keys[0]))
		return "event " + name
	case 6, 7:
		victim := pick("content/s/a.md", "content/s/b.md", "content/leitfaden/a.md", "content/leitfaden/b.md", "content/aktuelles/a.md", "content/s/plan.pdf", "content/termine/a.md")
		delete(w.files, victim)
		return "delete " + victim
	case 8:
		w.put("content/s/_index.md", page(title, keys[0]))
		return "section s"
	case 9:
		w.put("content/leitfaden/_index.md", page(title, "cascade: {role: ["+pick("bcm", "it")+"]}"))
		return "section leitfaden"
	case 10:
		w.put("content/s/plan.pdf", strings.Repeat("x", r.IntN(3)))
		return "attachment"
	case 11:
		w.put("data/"+pick("rollen", "bsi/schritte")+".yaml", "- {id: bcm, step: '7', title: "+title+", page: leitfaden/a}\n")
		return "data"
	case 12:
		switch r.IntN(4) {
		case 0:
			w.conf.Title = title
		case 1:
			w.conf.Menus = map[string][]conf.MenuItem{"main": {{Title: title, Page: pick("s/a", RecentPath)}}}
		case 2:
			w.words["feed.news"] = title
		case 3:
			w.conf.Pagination = 2 + r.IntN(2)
		}
		return "settings"
	default:
		w.assets["x.css"] = title
		w.statics["favicon.svg"] = r.IntN(2) == 0
		w.images["static/logo.png"] = [2]int{r.IntN(3), 1}
		w.statics["logo.png"] = true
		return "static files"
	}
}

// TestEqualDigestsMeanEqualPages is the law of traces: if no fact that a page
// asked for changed, it would show the same again.
func TestEqualDigestsMeanEqualPages(t *testing.T) {
	kept, remade := 0, 0
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		w := newWorld("content/s/a.md", page("A", "tags: [x]"), "content/s/b.md", page("B"), "content/leitfaden/a.md", page("LA", "bcms: [reaktiv]"), "content/leitfaden/b.md", page("LB", "bcms: [aufbau]"),
			"content/aktuelles/a.md", page("N", "date: 2027-01-01"), "content/termine/a.md", page("E", "start: 2027-02-01"),
			"content/glossar/_index.md", page("Glossar"), "data/bsi/schritte.yaml", "- {step: '7', title: S, page: leitfaden/a}\n")
		w.conf.Menus = map[string][]conf.MenuItem{"main": {{Title: "A", Page: "s/a"}, {Title: "B", Page: "leitfaden/b"}}}
		itself, around := askItself(w), askAround()
		questions := slices.Concat(itself, around)
		before := w.model(t)
		for step := range 60 {
			type record struct {
				trial
				shown, keys string
			}
			records := make([]record, 120)
			for i := range records {
				rec := &records[i]
				rec.trial = try(r, len(itself), len(around))
				rec.shown, rec.keys = rec.run(t, before, questions)
			}
			what := change(r, w)
			after := w.model(t)
			for _, rec := range records {
				shown, _ := rec.run(t, after, questions)
				switch {
				case rec.keys == "" || shown == "":
				case before.Digest(rec.keys, rec.path) != after.Digest(rec.keys, rec.path):
					remade++
				case shown != rec.shown:
					t.Fatalf("seed %d, step %d, %s: /%s asked %v and got other answers with equal digests\n%s\nbefore\n%s\nkeys\n%s", seed, step, what, rec.path, rec.ask, shown, rec.shown, rec.keys)
				default:
					kept++
				}
			}
			before = after
		}
	}
	if kept < remade/4 || remade < kept/100 {
		t.Errorf("%d pages kept, %d made again: the law says nothing", kept, remade)
	}
}

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
