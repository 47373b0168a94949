package view

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/results"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/tlp"
)

// SelfCheckPath is the logical path of the page on which a municipality checks
// itself, ResultsPath that of the section with the rounds, MethodName the name
// of the page beside the rounds that explains what is published.
const (
	SelfCheckPath = "selbstcheck"
	ResultsPath   = "ergebnisse"
	MethodName    = "methode"
)

// SurveyTopic is a topic of a catalogue as its page shows it.
type SurveyTopic struct {
	Catalogue *bsc.Catalogue
	Topic     *bsc.Topic
	Questions []SurveyQuestion
	// Results leads to the results of the topic, the newest round first.
	Results []Link
	// SelfCheck is the address of the self-check, "" without one.
	SelfCheck string
}

// SurveyQuestion is a question with the pages that help to fulfil it.
type SurveyQuestion struct {
	*bsc.Question
	// Number is the last part of its id, "03", Anchor its place on the page.
	Number, Anchor string
	Links          []Link
}

// SurveyTopics are the topics whose questions the page shows: one, or all of a
// catalogue that has no pages for its topics.
func (p *Page) SurveyTopics() []SurveyTopic {
	keys := p.p.Survey
	if keys == nil || keys.Round != "" {
		return nil
	}
	c := p.c.survey("catalogue/" + keys.Catalogue).Catalogues[keys.Catalogue]
	if c == nil {
		return nil // reported where the site is reviewed
	}
	var list []SurveyTopic
	for i := range c.Topics {
		if keys.Topic == "" || keys.Topic == c.Topics[i].ID {
			list = append(list, p.c.surveyTopic(c, &c.Topics[i]))
		}
	}
	return list
}

func (c *Context) surveyTopic(of *bsc.Catalogue, topic *bsc.Topic) SurveyTopic {
	out := SurveyTopic{Catalogue: of, Topic: topic, SelfCheck: c.pageLink(SelfCheckPath)}
	for _, q := range of.Of(topic.ID) {
		question := of.Question(q.ID)
		out.Questions = append(out.Questions, SurveyQuestion{question, number(q.ID), QuestionAnchor(q.ID), c.helpLinks(question)})
	}
	for _, r := range slices.Backward(c.survey("rounds").Rounds) {
		if page := c.roundPage(r); page != nil && r.Catalogue.ID == of.ID {
			out.Results = append(out.Results, Link{r.Release.Round, c.link(DetailOutput(page, topic.ID))})
		}
	}
	return out
}

// References are the rules that the question follows, as people cite them.
func (q SurveyQuestion) References() []string {
	var list []string
	list = append(list, q.Refs.Grundschutz...)
	for _, ref := range q.Refs.WiBA {
		list = append(list, "WiBA "+ref)
	}
	for _, ref := range q.Refs.GSPP {
		list = append(list, "Grundschutz++ "+ref)
	}
	for _, ref := range q.Refs.BCM {
		list = append(list, "BSI-Standard "+ref)
	}
	return list
}

// number is the last part of an id: "03" of "bsc-2026-T05-03".
func number(id string) string { return id[strings.LastIndexByte(id, '-')+1:] }

// helpLinks are the pages that help with a question, as far as this audience has
// them.
func (c *Context) helpLinks(q *bsc.Question) []Link {
	var links []Link
	for _, to := range q.Links {
		to = strings.Trim(to, "/")
		c.trace.ask("meta", to)
		if page := c.model.Tree.Page(to); page != nil {
			links = append(links, Link{page.Title, c.link(page.Output())})
		}
	}
	return links
}

// pageLink is the address of a page, "" if this audience has none.
func (c *Context) pageLink(logical string) string {
	c.trace.ask("meta", logical)
	if page := c.model.Tree.Page(logical); page != nil {
		return c.link(page.Output())
	}
	return ""
}

// surveyKey names a page of a survey: "round/2026", "topic/bsc-2026/T05".
func surveyKey(keys *content.SurveyKeys) string {
	switch {
	case keys == nil:
		return ""
	case keys.Round != "":
		return "round/" + keys.Round
	case keys.Topic != "":
		return "topic/" + keys.Catalogue + "/" + keys.Topic
	case keys.Catalogue != "":
		return "catalogue/" + keys.Catalogue
	}
	return ""
}

// catalogueOf names the catalogue whose questions a page shows, "" for none.
func catalogueOf(p *content.Page) string {
	if p.Survey == nil || p.Survey.Round != "" {
		return ""
	}
	return p.Survey.Catalogue
}

// CatalogueHome is the section that offers a catalogue: the one above the first
// page that shows questions of it; nil without one.
func (m *Model) CatalogueHome(id string) *content.Page {
	for _, p := range m.kinds[content.Survey] {
		if catalogueOf(p) == id {
			return p.Parent
		}
	}
	return nil
}

// ExportOutput is the output path of a catalogue as a file, in the section that
// offers it: "basischeck/bsc-2026.csv".
func ExportOutput(section *content.Page, c *bsc.Catalogue, format string) string {
	return path.Join(section.Path, bsc.ExportName(c, format))
}

// SurveyFiles are the files of the catalogue that the page shows as a whole.
func (p *Page) SurveyFiles() []Link {
	id := catalogueOf(p.p)
	if id == "" || p.p.Survey.Topic != "" || p.p.Parent == nil {
		return nil
	}
	return p.c.exports(p.p.Parent, p.c.survey("catalogue/" + id).Catalogues[id])
}

func (c *Context) exports(section *content.Page, of *bsc.Catalogue) (links []Link) {
	if of == nil {
		return nil
	}
	for _, format := range bsc.ExportFormats() {
		links = append(links, Link{c.T("ui.survey.export."+format, nil), c.link(ExportOutput(section, of, format))})
	}
	return links
}

func (c *Context) surveyPage(key string) *content.Page {
	if pages := c.trace.ask("surveypage", key); len(pages) > 0 {
		return pages[0]
	}
	return nil
}

func (c *Context) roundPage(r *results.Round) *content.Page {
	return c.surveyPage("round/" + r.Release.Round)
}

// SurveyPages are the pages of a round ("round/2026"), of a topic
// ("topic/bsc-2026/T05") or of a whole catalogue ("catalogue/schule-2026").
func (m *Model) SurveyPages(key string) []*content.Page { return m.surveyPages[key] }

// DetailOutput is the output path of the page with the results of a topic, below
// the page of its round; PrintOutput that of the short edition of a round.
func DetailOutput(round *content.Page, topic string) string {
	return path.Join(round.Path, strings.ToLower(topic), "index.html")
}

// PrintOutput is the output path of the short edition of a round.
func PrintOutput(round *content.Page) string { return path.Join(round.Path, "druck", "index.html") }

// RoundFile is the output path of a round's file: "ergebnisse/2026.csv".
func RoundFile(round *content.Page, format string) string { return round.Path + "." + format }

// SurveyCatalogue is a catalogue in a list.
type SurveyCatalogue struct {
	Catalogue *bsc.Catalogue
	// Day is the date of its version.
	Day       time.Time
	Questions int
	Topics    []TopicEntry
	// Files are the catalogue's files to take home.
	Files []Link
}

// TopicEntry is a topic with the address of its page, "" without one.
type TopicEntry struct {
	ID, Title, About, URL string
	Questions             int
}

// SurveyCatalogues lists the catalogues whose topics have pages below a section,
// with all topics of each.
func (p *Page) SurveyCatalogues() []SurveyCatalogue {
	var list []SurveyCatalogue
	seen := map[string]bool{}
	for _, child := range p.c.trace.ask("kids", p.p.Path) {
		keys := child.Survey
		if keys == nil || keys.Topic == "" || seen[keys.Catalogue] {
			continue
		}
		seen[keys.Catalogue] = true
		if c := p.c.survey("catalogue/" + keys.Catalogue).Catalogues[keys.Catalogue]; c != nil {
			entry := p.c.surveyCatalogue(c)
			entry.Files = p.c.exports(p.p, c)
			list = append(list, entry)
		}
	}
	return list
}

func (c *Context) surveyCatalogue(of *bsc.Catalogue) SurveyCatalogue {
	out := SurveyCatalogue{Catalogue: of, Questions: len(of.Questions)}
	out.Day, _ = time.Parse(time.DateOnly, of.Date)
	for _, t := range of.Topics {
		entry := TopicEntry{ID: t.ID, Title: t.Title, About: t.About, Questions: len(of.Of(t.ID))}
		if page := c.surveyPage("topic/" + of.ID + "/" + t.ID); page != nil {
			entry.URL = c.link(page.Output())
		}
		out.Topics = append(out.Topics, entry)
	}
	return out
}

// OtherPages are the pages below a section that show neither a topic nor a round.
func (p *Page) OtherPages() []*Page {
	var list []*Page
	for _, child := range p.Children() {
		if keys := child.p.Survey; keys == nil || keys.Topic == "" && keys.Round == "" {
			list = append(list, child)
		}
	}
	return list
}

// SurveyRound is a round as its pages show it.
type SurveyRound struct {
	Round, Title, URL string
	Closed            time.Time
	Example, Members  bool
	Unanswered        string
	N, Questions      int
	Catalogue         *bsc.Catalogue
	// Before is the round before, "" for the first; Joined and Left since then.
	Before       string
	Joined, Left int
	// Share is that of "ja" over all questions, as "rund 52 %", Range its ends.
	Share, Range string
	Classes      []results.Class
	// Method is the address of the page that explains what is published.
	Method, Print, JSON, CSV string

	r *results.Round
	c *Context
}

// SurveyRound is nil unless the page shows results of a round.
func (p *Page) SurveyRound() *SurveyRound {
	keys := p.p.Survey
	if keys == nil || keys.Round == "" {
		return nil
	}
	r := p.c.survey("rounds").Round(keys.Round)
	if r == nil {
		return nil // reported where the site is reviewed
	}
	return p.c.surveyRound(r)
}

func (c *Context) surveyRound(r *results.Round) *SurveyRound {
	release := r.Release
	c.survey("catalogues") // also those of the rounds before
	out := &SurveyRound{
		Round: release.Round, Example: release.Example, Members: r.Members(), Unanswered: release.Unanswered,
		N: r.N, Questions: len(r.All()), Catalogue: r.Catalogue, Classes: r.Classes, r: r, c: c,
	}
	out.Closed, _ = time.Parse(time.DateOnly, release.Closed)
	if s := release.Since; s != nil {
		out.Before, out.Joined, out.Left = s.Round, s.Joined, s.Left
	}
	out.Share, out.Range = c.about(r.Total()), c.rangeOf(r.Total())
	if page := c.roundPage(r); page != nil {
		out.Title, out.URL = page.Title, c.link(page.Output())
		out.Print, out.JSON, out.CSV = c.link(PrintOutput(page)), c.link(RoundFile(page, "json")), c.link(RoundFile(page, "csv"))
		out.Method = c.pageLink(path.Join(path.Dir(page.Path), MethodName))
	}
	return out
}

// SurveyRounds lists the rounds that have a page, the newest first.
func (p *Page) SurveyRounds() []*SurveyRound {
	var list []*SurveyRound
	for _, r := range slices.Backward(p.c.survey("rounds").Rounds) {
		if p.c.roundPage(r) != nil {
			list = append(list, p.c.surveyRound(r))
		}
	}
	return list
}

// ownLabel is the label of a page and of the results on it: as members see them
// they are TLP:AMBER on whatever page they stand.
func (p *Page) ownLabel() tlp.Label {
	results := p.p.Survey != nil && p.p.Survey.Round != ""
	if p.p.Section && p.p.Path == ResultsPath {
		results = slices.ContainsFunc(p.c.trace.ask("kids", p.p.Path), func(child *content.Page) bool {
			return child.Survey != nil && child.Survey.Round != ""
		})
	}
	if p.p.Label < tlp.Amber && p.showsShared() {
		return tlp.Amber
	}
	if (results || p.showsSuccess()) && p.p.Label < tlp.Amber {
		if rounds := p.c.survey("rounds").Rounds; len(rounds) > 0 && rounds[0].Members() {
			return tlp.Amber
		}
	}
	return p.p.Label
}
