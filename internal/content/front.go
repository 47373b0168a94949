package content

import (
	"fmt"
	"strconv"
	"time"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Common are the front matter keys of every kind of page.
type Common struct {
	Title       string      `yaml:"title" nb:"required,max=400,doc=schema.title"`
	Description string      `yaml:"description" nb:"max=400,doc=schema.description"`
	Date        strict.Date `yaml:"date" nb:"doc=schema.date"`
	Lastmod     strict.Date `yaml:"lastmod" nb:"doc=schema.lastmod"`
	Draft       bool        `yaml:"draft" nb:"doc=schema.draft"`
	Tags        []string    `yaml:"tags" nb:"max=60,doc=schema.tags"`
	Aliases     []string    `yaml:"aliases" nb:"max=300,doc=schema.aliases"`
	Weight      int         `yaml:"weight" nb:"doc=schema.weight"`
	Slug        string      `yaml:"slug" nb:"max=120,doc=schema.slug"`
	Layout      string      `yaml:"layout" nb:"max=60,doc=schema.layout"`
	Kind        Kind        `yaml:"kind" nb:"enum=page|guide|news|event|template|policy|survey|process,doc=schema.kind"`
	TLP         *tlp.Label  `yaml:"tlp" nb:"doc=schema.tlp"`
	Role        []string    `yaml:"role" nb:"max=60,doc=schema.role"`
	TOC         *bool       `yaml:"toc" nb:"doc=schema.toc"`
	Review      *Review     `yaml:"review" nb:"doc=schema.review"`
	Cascade     *Cascade    `yaml:"cascade" nb:"doc=schema.cascade"`
}

// Cascade are the keys that a section hands to all pages below it; the page's
// own key wins, then the nearest section's.
type Cascade struct {
	Kind   Kind       `yaml:"kind" nb:"enum=page|guide|news|event|template|policy|survey|process,doc=schema.kind"`
	TLP    *tlp.Label `yaml:"tlp" nb:"doc=schema.tlp"`
	Layout string     `yaml:"layout" nb:"max=60,doc=schema.layout"`
	Role   []string   `yaml:"role" nb:"max=60,doc=schema.role"`
	BCMS   []Level    `yaml:"bcms" nb:"enum=reaktiv|aufbau|standard,doc=schema.bcms"`
	TOC    *bool      `yaml:"toc" nb:"doc=schema.toc"`
	Review *Review    `yaml:"review" nb:"doc=schema.review"`
	// Catalogue is that of survey pages.
	Catalogue string `yaml:"catalogue" nb:"max=40,doc=schema.catalogue"`
}

// Review says how often a page is looked through, when it last was, and which
// role does it (never a person).
type Review struct {
	Every Period      `yaml:"every" nb:"required,doc=schema.review.every"`
	Last  strict.Date `yaml:"last" nb:"required,doc=schema.review.last"`
	Role  string      `yaml:"role" nb:"max=120,doc=schema.review.role"`
}

// Next returns the day on which the next review is due.
func (r Review) Next() time.Time { return r.Every.After(Day(r.Last)) }

// GuideKeys are the keys of a guide chapter.
type GuideKeys struct {
	// Step is the chapter of BSI-Standard 200-4 the page belongs to: "7", "15.4".
	Step string  `yaml:"step" nb:"max=8,doc=schema.step"`
	BCMS []Level `yaml:"bcms" nb:"enum=reaktiv|aufbau|standard,doc=schema.bcms"`
}

// SurveyKeys are the keys of a page about the Basis-Sicherheitscheck: a topic of
// a catalogue with its questions, or a published round with its results.
type SurveyKeys struct {
	// Catalogue is the id of a catalogue, "bsc-2026"; sections hand it down.
	Catalogue string `yaml:"catalogue" nb:"max=40,doc=schema.catalogue"`
	// Topic is the id of a topic of the catalogue: "T05".
	Topic string `yaml:"topic" nb:"max=10,doc=schema.topic"`
	// Round is the id of a published round: "2026".
	Round string `yaml:"round" nb:"max=40,doc=schema.round"`
}

// ProcessKeys are the keys of a page about a business process.
type ProcessKeys struct {
	// Process is the id of a process of the catalogue: "01-36".
	Process string `yaml:"process" nb:"max=10,doc=schema.process"`
}

// EventKeys are the keys of an event. Times are local to the site's zone.
type EventKeys struct {
	Start  strict.Date `yaml:"start" nb:"required,doc=schema.start"`
	End    strict.Date `yaml:"end" nb:"doc=schema.end"`
	Place  string      `yaml:"place" nb:"max=200,doc=schema.place"`
	Seats  int         `yaml:"seats" nb:"doc=schema.seats"`
	Series string      `yaml:"series" nb:"max=60,doc=schema.series"`
	For    []string    `yaml:"for" nb:"max=60,doc=schema.for"`
	// Group are the working groups that invite, ids of data/stand.yaml.
	Group     []string `yaml:"group" nb:"max=60,doc=schema.group"`
	Organizer string   `yaml:"organizer" nb:"max=120,doc=schema.organizer"`
	Repeat    *Repeat  `yaml:"repeat" nb:"doc=schema.repeat"`
}

// Repeat makes an event a series: every period until a day, without exceptions.
type Repeat struct {
	Every  Period        `yaml:"every" nb:"required,doc=schema.repeat.every"`
	Until  strict.Date   `yaml:"until" nb:"required,doc=schema.repeat.until"`
	Except []strict.Date `yaml:"except" nb:"doc=schema.repeat.except"`
}

// Level is a level of the BCMS (BSI 200-4, chapter 2): reaktiv, aufbau or standard.
type Level string

// Levels lists the levels from the first step to the full system.
func Levels() []Level { return []Level{"reaktiv", "aufbau", "standard"} }

// Day places a date on the time line without a zone, to compare and to order.
func Day(d strict.Date) time.Time { return d.In(time.UTC) }

// Period is a span of whole months or days, written 24m, 1y, 2w or 10d.
type Period struct{ Months, Days int }

// periodError says that a text is no Period.
type periodError struct{ text string }

func (e *periodError) Error() string {
	return fmt.Sprintf("%q is not a period such as 24m, 1y, 2w or 10d", e.text)
}

// Explain implements strict.Explainer.
func (e *periodError) Explain() (id string, args diag.Args) {
	return "yaml-bad-period", diag.Args{"value": e.text}
}

// UnmarshalText reads a number from 1 to 400 followed by y, m, w or d.
func (p *Period) UnmarshalText(text []byte) error {
	s := string(text)
	number, unit := s[:max(len(s)-1, 0)], s[max(len(s)-1, 0):]
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 400 {
		return &periodError{s}
	}
	switch unit {
	case "y":
		*p = Period{Months: 12 * n}
	case "m":
		*p = Period{Months: n}
	case "w":
		*p = Period{Days: 7 * n}
	case "d":
		*p = Period{Days: n}
	default:
		return &periodError{s}
	}
	return nil
}

// After returns the moment one period after t.
func (p Period) After(t time.Time) time.Time { return t.AddDate(0, p.Months, p.Days) }

// String writes the period as it is written in front matter.
func (p Period) String() string {
	switch {
	case p.Months > 0 && p.Months%12 == 0:
		return strconv.Itoa(p.Months/12) + "y"
	case p.Months > 0:
		return strconv.Itoa(p.Months) + "m"
	case p.Days > 0 && p.Days%7 == 0:
		return strconv.Itoa(p.Days/7) + "w"
	}
	return strconv.Itoa(p.Days) + "d"
}
