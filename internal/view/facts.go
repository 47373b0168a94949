package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/content"
)

// siblingWindow is how many neighbours a side navigation shows: it keeps the
// time for a page independent of the size of its section.
const siblingWindow = 60

// dear tells the questions whose answer is worth remembering: it is long, or
// many pages ask. The others are about one page and asked about once.
func dear(question string) bool {
	switch question {
	case "conf", "text", "data", "asset", "asof", "kids", "below", "all", "kind", "latest", "upcoming",
		"tags", "tagged", "series", "filter", "copies", "board", "survey", "process", "recent", "recentsections", "lastmods":
		return true
	}
	return false
}

// pages answers a question whose answer is pages.
func (m *Model) pages(question, arg string) []*content.Page {
	if !dear(question) {
		return m.find(question, arg)
	}
	key := question + ":" + arg
	if known, ok := m.answers.Load(key); ok {
		return known.([]*content.Page)
	}
	pages := m.find(question, arg)
	m.answers.Store(key, pages)
	return pages
}

// digest is the fingerprint of the answer to a question. self is the path of
// the page that asks.
func (m *Model) digest(question, arg, self string) Digest {
	if !dear(question) {
		return m.workOut(question, arg, self)
	}
	key := question + ":" + arg
	if known, ok := m.digests.Load(key); ok {
		return known.(Digest)
	}
	d := m.workOut(question, arg, self)
	m.digests.Store(key, d)
	return d
}

func (m *Model) workOut(question, arg, self string) Digest {
	if layout, ok := strings.CutPrefix(question, "layout|"); ok {
		name, kind, _ := strings.Cut(layout, "|")
		return m.Files.Layout(name, self, content.Kind(kind))
	}
	switch question {
	case "conf":
		return DigestText(m.Conf.Digest(), m.Audience, strconv.FormatBool(m.Portable))
	case "text":
		return DigestText(m.Text.Digest())
	case "data":
		return m.Data.digest(arg)
	case "survey":
		return m.Surveys.digest(arg)
	case "board":
		return m.boardDigest()
	case "boardof":
		return m.boardOfDigest(arg)
	case "process":
		return m.Processes.digest(arg)
	case "past":
		return m.pastDigest(arg)
	case "recent":
		return m.recentDigest(arg)
	case "recentsections":
		return m.recentSectionsDigest()
	case "lastmods":
		return m.lastmodsDigest()
	case "recentany":
		return DigestText(strconv.FormatBool(len(m.recent[arg]) > 0))
	case "asset":
		path, sum, _ := m.Files.Asset(arg)
		return DigestText(path, string(sum[:]))
	case "static":
		return DigestText(strconv.FormatBool(m.Files.Static(arg)))
	case "file":
		return m.Files.Sum(arg)
	case "asof":
		return DigestText(m.asOf.Format(time.RFC3339))
	case "copies":
		return DigestText(strconv.FormatBool(m.HasTemplates()))
	case "ref":
		return DigestText(m.resolveKey(arg))
	case "image":
		return m.imageDigest(arg)
	case "glossary":
		return m.GlossaryDigest
	case "body":
		return m.bodyDigest(arg)
	case "files":
		return m.filesDigest(arg)
	case "released":
		return m.releasedDigest(arg)
	case "book":
		return DigestText(strconv.FormatBool(m.HasBook(arg)))
	case "related":
		return m.kinDigest(m.Tree.Page(arg))
	}
	return digestOf(m.pages(question, arg))
}

func (m *Model) bodyDigest(path string) Digest {
	if p := m.Tree.Page(path); p != nil {
		return Digest(p.Hash[:16])
	}
	return Digest{}
}

// filesDigest is that of what layouts show of a page's attachments.
func (m *Model) filesDigest(path string) Digest {
	var parts []string
	if p := m.Tree.Page(path); p != nil {
		for _, a := range p.Attachments {
			parts = append(parts, a.Name, strconv.FormatInt(a.Size, 10))
		}
	}
	return DigestText(parts...)
}

// find answers questions whose answer is pages.
func (m *Model) find(question, arg string) []*content.Page {
	switch question {
	case "latest":
		return m.latest(arg)
	case "upcoming":
		return m.upcoming(arg)
	case "tagged":
		return m.tags[arg]
	case "tags":
		return m.tagPages()
	case "series":
		return m.series(arg)
	case "filter":
		return m.filtered(arg)
	case "kind":
		return m.kinds[content.Kind(arg)]
	case "all":
		return m.Tree.Pages
	case "template":
		if p := m.templates[arg]; p != nil {
			return []*content.Page{p}
		}
		return nil
	case "heirs":
		return m.heirs[arg]
	case "surveypage":
		return m.surveyPages[arg]
	case "processpage":
		return m.processPages[arg]
	case "recent":
		return m.recentPages(arg)
	}
	return m.around(question, m.Tree.Page(arg))
}

// around answers questions about the surroundings of one page.
func (m *Model) around(question string, p *content.Page) []*content.Page {
	if p == nil {
		return nil
	}
	switch question {
	case "meta":
		return []*content.Page{p}
	case "kids":
		return p.Children
	case "up":
		return ancestors(p)
	case "near":
		return siblings(p)
	case "below":
		return descendants(p)
	case "related":
		return m.related(p)
	}
	return nil
}

// latest takes "news/5": the newest five pages of a kind.
func (m *Model) latest(arg string) []*content.Page {
	kind, n, _ := strings.Cut(arg, "/")
	pages := slices.Clone(m.kinds[content.Kind(kind)])
	slices.SortStableFunc(pages, func(a, b *content.Page) int {
		return cmp.Or(content.Day(b.Date).Compare(content.Day(a.Date)), cmp.Compare(a.Path, b.Path))
	})
	return pages[:min(atoi(n), len(pages))]
}

// upcoming lists the next n events, counted from the day the content speaks of.
func (m *Model) upcoming(n string) []*content.Page {
	var pages []*content.Page
	for _, p := range m.kinds[content.Event] {
		if p.Event != nil && !p.Event.Start.IsZero() && !m.over(p) {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *content.Page) int {
		return content.Day(a.Event.Start).Compare(content.Day(b.Event.Start))
	})
	return pages[:min(atoi(n), len(pages))]
}

// over reports whether the event's last day lies before the day the content
// speaks of.
func (m *Model) over(p *content.Page) bool {
	last := p.Event.Start
	switch e := p.Event; {
	case e.Repeat != nil:
		last = e.Repeat.Until
	case !e.End.IsZero():
		last = e.End
	}
	const day = 24 * time.Hour
	return content.Day(last).Truncate(day).Before(m.asOf.Truncate(day))
}

func (m *Model) tagPages() []*content.Page {
	var pages []*content.Page
	for _, p := range m.Tree.Pages {
		if len(p.Tags) > 0 {
			pages = append(pages, p)
		}
	}
	return pages
}

func (m *Model) series(id string) []*content.Page {
	var pages []*content.Page
	for _, p := range m.kinds[content.Event] {
		if p.Event != nil && p.Event.Series == id {
			pages = append(pages, p)
		}
	}
	return pages
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
