package report

import (
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/office/form"
)

// Input is all that a report is made of; the same input gives the same report.
type Input struct {
	Catalogue *bsc.Catalogue
	Sheet     *bsc.Sheet
	// Previous is the sheet of the round before, of the same catalogue or of its
	// predecessor; nil if there is none.
	Previous *bsc.Sheet
	// Release is the newest published round; nil if there is none.
	Release *disclosure.Release
	Words   Words
	// Pages are the pages that questions link to, by the paths in the catalogue.
	Pages map[string]Page
	// Portal is the address of the portal with a slash at its end, or "": then
	// links are names of pages.
	Portal string
	// Date is the day of the report, "2026-07-31".
	Date string
}

// Page is a page that helps. URL lies below the root of the site, "vorlagen/x/".
type Page struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// number is a question's id without the catalogue: "T05-03".
func (in *Input) number(id string) string { return strings.TrimPrefix(id, in.Catalogue.ID+"-") }

// reply is what the sheet says to a question, as single lines.
func (in *Input) reply(id string) bsc.Reply {
	r := in.Sheet.Replies[id]
	return bsc.Reply{Answer: r.Answer, Reason: form.Normal(r.Reason), Responsible: form.Normal(r.Responsible), Due: form.Normal(r.Due)}
}

// links are the pages that help with a question.
func (in *Input) links(q *bsc.Question) []Run {
	var runs []Run
	for _, path := range q.Links {
		page, known := in.Pages[path]
		if !known {
			continue
		}
		if len(runs) > 0 {
			runs = append(runs, Run{Text: ", "})
		}
		run := Run{Text: form.Normal(page.Title)}
		if in.Portal != "" {
			run.Link = in.Portal + page.URL
		}
		runs = append(runs, run)
	}
	return runs
}

// due is a day as people write it, with a word if it has passed.
func (in *Input) due(day string) string {
	if isDay(day) && isDay(in.Date) && day < in.Date {
		return in.Words.T("due.over", "day", written(day))
	}
	return written(day)
}

// isDay reports whether a text is a day as files write it, "2027-03-31".
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// written is a day as people write it, "31.03.2027"; other texts stay.
func written(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return form.Normal(day)
	}
	return t.Format("02.01.2006")
}

// percent writes whole per cent with a blank that does not break.
func percent(n int) string { return strconv.Itoa(n) + "\u00a0%" }

// share is a part of a whole in whole per cent, halves rounded up; 0 of nothing.
func share(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return (200*part + whole) / (2 * whole)
}

// percentOf is the rate of a score in whole per cent.
func percentOf(s bsc.Score) (n int, ok bool) {
	return share(2*s.Yes+s.Partly, 2*s.Applicable()), s.Applicable() > 0
}

// rateText is the rate of a score, or a dash.
func rateText(s bsc.Score) string {
	n, ok := percentOf(s)
	if !ok {
		return "–"
	}
	return percent(n)
}
