package site_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/site"
)

const boardData = `groups:
  - {id: hb, title: Handbuch, page: gruppen/hb}
results:
  - id: karte
    title: Karte
    page: gruppen/hb
    lead: hb
    work:
      - {group: hb, status: in Arbeit}
`

func boardPortal() portal {
	return newPortal().
		with("data/stand.yaml", boardData).
		with("content/stand.md", "---\ntitle: Stand\nlayout: board\ntlp: CLEAR\n---\nText\n").
		with("layouts/_default/board.html", `{{define "main"}}{{range .Site.Board.Steps}}{{range .Rows}}{{range .Cells}}<p>{{.State.Word}} {{date .Since "iso"}}</p>{{end}}{{end}}{{end}}{{end}}`).
		with("content/gruppen/_index.md", "---\ntitle: Gruppen\ntlp: CLEAR\n---\nText\n").
		with("content/gruppen/hb.md", "---\ntitle: Handbuch\ntlp: CLEAR\n---\nText\n")
}

// told is a history with one version of the board.
func told(day string) func(context.Context, string) ([]history.Version, error) {
	return func(_ context.Context, file string) ([]history.Version, error) {
		if file != "data/stand.yaml" {
			return nil, errors.New("asked for " + file)
		}
		at, err := time.Parse(time.DateOnly, day)
		return []history.Version{{Day: at, Data: []byte(boardData)}}, err
	}
}

func TestTheFeedOfTheBoardTellsTheDayOfAChange(t *testing.T) {
	files, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: boardPortal().fs(), History: told("2026-05-04")})
	if result.Problems.HasErrors() {
		t.Fatal(result.Problems)
	}
	text := string(files.files["stand/feed.xml"])
	for _, want := range []string{"<updated>2026-05-04T00:00:00Z</updated>", "<entry>", `term="in Arbeit"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestWithoutAHistoryTheFeedIsEmptyAndThereIsNoWarning(t *testing.T) {
	for name, opt := range map[string]site.Options{
		"none": {Defaults: nachbar.Defaults(), FS: boardPortal().fs()},
		"no repository": {Defaults: nachbar.Defaults(), FS: boardPortal().fs(), History: func(context.Context, string) ([]history.Version, error) {
			return nil, history.ErrNone
		}},
	} {
		files, result := construct(t, opt)
		text := string(files.files["stand/feed.xml"])
		if strings.Contains(text, "<entry>") || !strings.Contains(text, "<feed") || len(result.Problems) > 0 {
			t.Errorf("%s: %v\n%s", name, result.Problems, text)
		}
	}
}

func TestAShallowCloneIsWarnedAbout(t *testing.T) {
	shallow := func(context.Context, string) ([]history.Version, error) { return nil, history.ErrShallow }
	_, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: boardPortal().fs(), History: shallow})
	if len(result.Problems) != 1 || result.Problems[0].ID != "board-shallow" || result.Problems.HasErrors() {
		t.Error(result.Problems)
	}
	dated := boardPortal().with("data/stand.yaml", strings.Replace(boardData, "in Arbeit}", "in Arbeit, since: 2026-05-01}", 1))
	if _, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: dated.fs(), History: shallow}); len(result.Problems) > 0 {
		t.Error("all days are known:", result.Problems)
	}
}

func TestWhatTheBoardNamesHasToExist(t *testing.T) {
	for replace, want := range map[string]string{
		"page: gruppen/hb\n    lead|page: gruppen/nb\n    lead": "board-page",
		"title: Karte|title: Karte\n    step: \"99\"":           "board-step",
	} {
		from, to, _ := strings.Cut(replace, "|")
		p := boardPortal().with("data/stand.yaml", strings.Replace(boardData, from, to, 1)).with("data/bsi/schritte.yaml", "- {step: \"5\", title: Aufbau}\n")
		_, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: p.fs()})
		found := false
		for _, problem := range result.Problems {
			found = found || problem.ID == want && problem.Path == "data/stand.yaml" && problem.Line > 1
		}
		if !found {
			t.Errorf("%s is missing in %v", want, result.Problems)
		}
	}
	p := boardPortal().with("content/termine/treffen.md", "---\ntitle: Treffen\nstart: 2027-01-01\ntlp: CLEAR\ngroup: [xy]\n---\nText\n")
	_, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: p.fs()})
	if len(result.Problems) != 1 || result.Problems[0].ID != "event-group" {
		t.Error(result.Problems)
	}
}

func TestTheSameDateHasTheSameIDInEveryCalendar(t *testing.T) {
	event := func(n string) string {
		return "---\ntitle: \"Reihe: Teil " + n + "\"\nstart: 2027-01-0" + n + "\ntlp: CLEAR\ngroup: [hb]\nseries: reihe\ntags: [schulung]\n---\nText\n"
	}
	p := boardPortal().with("content/termine/teil-1.md", event("1")).with("content/termine/teil-2.md", event("2")).
		with("layouts/_default/series.html", `{{define "main"}}{{range .SeriesView.Dates}}<p>{{.Title}}</p>{{end}}{{end}}`)
	files, result := construct(t, site.Options{Defaults: nachbar.Defaults(), FS: p.fs()})
	if result.Problems.HasErrors() {
		t.Fatal(result.Problems)
	}
	uids := func(name string) (list []string) {
		for line := range strings.SplitSeq(strings.ReplaceAll(string(files.files[name]), "\r\n ", ""), "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				list = append(list, line)
			}
		}
		return list
	}
	want := append(uids("termine/teil-1/termin.ics"), uids("termine/teil-2/termin.ics")...)
	for _, name := range []string{"gruppen/hb/termine.ics", "termine/reihe/reihe/termine.ics", "schlagworte/schulung/termine.ics"} {
		if got := uids(name); strings.Join(got, " ") != strings.Join(want, " ") || len(got) != 2 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if page := string(files.files["termine/reihe/reihe/index.html"]); !strings.Contains(page, "Teil 1") || !strings.Contains(page, "Teil 2") {
		t.Error(page)
	}
}
