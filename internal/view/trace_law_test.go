package view

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/conf"
)

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
