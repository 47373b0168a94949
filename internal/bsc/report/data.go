package report

import (
	"encoding/json"

	"github.com/kaaw/nachbar/internal/bsc"
)

// The JSON of the browser (web/ts/bsc/types.ts) for what has other names here.
type (
	catalogueData struct {
		ID          string         `json:"id"`
		Title       string         `json:"title"`
		Version     string         `json:"version"`
		Example     bool           `json:"example"`
		Predecessor string         `json:"predecessor"`
		GSPP        string         `json:"gspp"`
		Topics      []topicData    `json:"topics"`
		Questions   []questionData `json:"questions"`
		Changes     []changeData   `json:"changes"`
	}
	topicData struct {
		ID    string `json:"id"`
		Title string `json:"title"`
		About string `json:"about"`
	}
	questionData struct {
		ID       string     `json:"id"`
		Topic    string     `json:"topic"`
		Text     string     `json:"text"`
		Short    string     `json:"short"`
		Help     string     `json:"help"`
		Evidence string     `json:"evidence"`
		Advice   string     `json:"advice"`
		Strength string     `json:"strength"`
		Risk     string     `json:"risk"`
		Decision string     `json:"decision"`
		Weight   int        `json:"weight"`
		Effort   bsc.Effort `json:"effort"`
		Priority int        `json:"priority"`
		Refs     refsData   `json:"refs"`
		Links    []Page     `json:"links"`
	}
	refsData struct {
		Grundschutz []string `json:"grundschutz,omitempty"`
		WiBA        []string `json:"wiba,omitempty"`
		GSPP        []string `json:"gspp,omitempty"`
		BCM         []string `json:"bcm,omitempty"`
	}
	changeData struct {
		Old    string `json:"old"`
		New    string `json:"new"`
		Change string `json:"change"`
	}
	sheetData struct {
		Catalogue   string               `json:"catalogue"`
		Member      string               `json:"member"`
		Class       string               `json:"class"`
		Date        string               `json:"date"`
		Author      string               `json:"author"`
		Interviewed string               `json:"interviewed"`
		Replies     map[string]replyData `json:"replies"`
	}
	replyData struct {
		Answer      string `json:"answer"`
		Reason      string `json:"reason"`
		Responsible string `json:"responsible"`
		Due         string `json:"due"`
	}
)

// CatalogueJSON is a catalogue as the browser takes it. pages are those that
// questions link to, by the paths in the catalogue; others are left out.
func CatalogueJSON(c *bsc.Catalogue, pages map[string]Page) ([]byte, error) {
	out := catalogueData{
		ID: c.ID, Title: c.Title, Version: c.Version, Example: c.Example, Predecessor: c.Predecessor, GSPP: c.GSPP,
		Topics: []topicData{}, Questions: []questionData{}, Changes: []changeData{},
	}
	for _, t := range c.Topics {
		out.Topics = append(out.Topics, topicData{t.ID, t.Title, t.About})
	}
	for _, q := range c.Questions {
		data := questionData{
			ID: q.ID, Topic: q.Topic, Text: q.Text, Short: q.Short, Help: q.Help, Evidence: q.Evidence, Advice: q.Advice,
			Strength: q.Strength, Risk: q.Risk, Decision: q.Decision, Weight: q.Weight, Effort: q.Effort, Priority: q.Priority,
			Refs: refsData(q.Refs), Links: []Page{},
		}
		for _, link := range q.Links {
			if page, known := pages[link]; known {
				data.Links = append(data.Links, page)
			}
		}
		out.Questions = append(out.Questions, data)
	}
	for _, ch := range c.Changes {
		out.Changes = append(out.Changes, changeData{ch.Old, ch.New, ch.Change})
	}
	return json.Marshal(out)
}

// SheetJSON is a sheet as the browser takes it.
func SheetJSON(s *bsc.Sheet) ([]byte, error) {
	out := sheetData{
		Catalogue: s.Catalogue, Member: s.Member, Class: s.Class, Date: s.Date, Author: s.Author, Interviewed: s.Interviewed,
		Replies: map[string]replyData{},
	}
	for id, r := range s.Replies {
		out.Replies[id] = replyData{r.Answer.String(), r.Reason, r.Responsible, r.Due}
	}
	return json.Marshal(out)
}
