package content

import (
	"time"

	"github.com/kaaw/nachbar/internal/privacy"
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
	// Contributors is "names" on a page that shows the names of its authors, not
	// their roles.
	Contributors string   `yaml:"contributors" nb:"enum=rollen|names,doc=schema.contributors"`
	Cascade      *Cascade `yaml:"cascade" nb:"doc=schema.cascade"`
	// Allow lists what was found by package privacy and may stand, with reasons.
	Allow []privacy.Allowance `yaml:"allow" nb:"doc=schema.allow"`
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
type Period = strict.Period
