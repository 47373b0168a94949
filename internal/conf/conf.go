// Package conf reads nachbar.yaml, the settings of a site.
//
// The struct Config is the one truth about the file: its tags drive decoding,
// the defaults below and the JSON Schema that editors use. Every field is
// checked when the file is read; the rest of the program can rely on folder
// names that stay inside the site, on audiences that may be published and on a
// time zone that exists.
//
// nachbar.yaml is written by the operator and always read strictly, also when
// it asks for lenient content ("strict: false").
package conf

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// File is the name of the settings file, at the root of a site.
const File = "nachbar.yaml"

// Config is the content of nachbar.yaml with defaults filled in.
type Config struct {
	Title       string `yaml:"title" nb:"required,max=120,doc=schema.conf.title"`
	Description string `yaml:"description" nb:"max=300,doc=schema.conf.description"`

	// BaseURL is where the site will stand, with a slash at its end:
	// "https://portal.example.org/". It is used only where a relative link
	// cannot be: feeds, sitemap, canonical link. Empty means: leave those out.
	BaseURL string `yaml:"baseURL" nb:"doc=schema.conf.baseURL"`

	// Language is the language of the content and of the portal's own words, a
	// code such as "de"; i18n/<language>.yaml must exist.
	Language string `yaml:"language" nb:"default=de,doc=schema.conf.language"`

	// Strict is false for content written for another generator; see Lenient.
	Strict *bool `yaml:"strict" nb:"default=true,doc=schema.conf.strict"`

	// Audiences are the editions of the site, at least one.
	Audiences []Audience `yaml:"audiences" nb:"doc=schema.conf.audiences"`

	// DefaultTLP is the label of pages that get none from themselves or from a
	// section. Nil means that such a page is a problem and is not published.
	DefaultTLP *tlp.Label `yaml:"tlp" nb:"doc=schema.conf.tlp"`

	// The folders of the site: slash-separated, relative, one level or more,
	// none inside another.
	Content string `yaml:"content" nb:"default=content,doc=schema.conf.content"`
	Layouts string `yaml:"layouts" nb:"default=layouts,doc=schema.conf.layouts"`
	Static  string `yaml:"static" nb:"default=static,doc=schema.conf.static"`
	Data    string `yaml:"data" nb:"default=data,doc=schema.conf.data"`
	I18n    string `yaml:"i18n" nb:"default=i18n,doc=schema.conf.i18n"`

	// Menus maps the name of a menu ("main", "footer") to its items.
	Menus map[string][]MenuItem `yaml:"menus" nb:"doc=schema.conf.menus"`

	Organisation Organisation `yaml:"organisation" nb:"doc=schema.conf.organisation"`

	Privacy Privacy `yaml:"privacy" nb:"doc=schema.conf.privacy"`

	// Ignore holds patterns of content files that are left out; see Ignored.
	Ignore []string `yaml:"ignore" nb:"max=200,doc=schema.conf.ignore"`

	// Pagination is the number of entries on one page of a list.
	Pagination int `yaml:"pagination" nb:"min=1,max=1000,default=25,doc=schema.conf.pagination"`

	TOC TOC `yaml:"toc" nb:"doc=schema.conf.toc"`

	// Search is false for a site whose readers get no full text search; see
	// HasSearch.
	Search *bool `yaml:"search" nb:"default=true,doc=schema.conf.search"`

	// TimeZone is a name of the IANA time zone database; see Location.
	TimeZone string `yaml:"timeZone" nb:"default=Europe/Berlin,doc=schema.conf.timeZone"`

	Stick Stick `yaml:"stick" nb:"doc=schema.conf.stick"`

	History History `yaml:"history" nb:"doc=schema.conf.history"`

	Print Print `yaml:"print" nb:"doc=schema.conf.print"`

	location *time.Location
}

// Stick is about the edition that lies on a stick.
type Stick struct {
	// Review is how long after its newest content an edition warns its readers
	// that it should be made anew; six months if nachbar.yaml says nothing.
	Review strict.Period `yaml:"review" nb:"default=6m,doc=schema.conf.stick.review"`
}

// Audience is an edition of the site: it gets the items labelled up to TLP.
type Audience struct {
	// Name is the folder of the edition in "build --all" and its name on the
	// command line: lower-case letters, digits and hyphens.
	Name string    `yaml:"name" nb:"required,max=40,doc=schema.conf.audience.name"`
	TLP  tlp.Label `yaml:"tlp" nb:"required,doc=schema.conf.audience.tlp"`
	// Title is the name for readers; empty means Name.
	Title string `yaml:"title" nb:"max=80,doc=schema.conf.audience.title"`
}

// MenuItem leads to a page of the site or to an address; an item with children
// may be a mere heading.
type MenuItem struct {
	Title string `yaml:"title" nb:"required,max=80,doc=schema.conf.menu.title"`
	// Page is the logical path of a page, "leitfaden/bia", or "/" for home.
	// Whether there is one is known only when the content is read.
	Page string `yaml:"page" nb:"doc=schema.conf.menu.page"`
	// URL is an address outside the site: https, http, mailto or tel.
	URL      string     `yaml:"url" nb:"doc=schema.conf.menu.url"`
	Children []MenuItem `yaml:"children" nb:"doc=schema.conf.menu.children"`
}

// Organisation is who runs the site, for the footer and the imprint.
type Organisation struct {
	Name   string `yaml:"name" nb:"max=120,doc=schema.conf.organisation.name"`
	Short  string `yaml:"short" nb:"max=30,doc=schema.conf.organisation.short"`
	Street string `yaml:"street" nb:"max=120,doc=schema.conf.organisation.street"`
	City   string `yaml:"city" nb:"max=120,doc=schema.conf.organisation.city"`
	Email  string `yaml:"email" nb:"max=120,doc=schema.conf.organisation.email"`
	Phone  string `yaml:"phone" nb:"max=40,doc=schema.conf.organisation.phone"`
	URL    string `yaml:"url" nb:"max=200,doc=schema.conf.organisation.url"`
}

// TOC says which heading levels a table of contents shows.
type TOC struct {
	Min int `yaml:"min" nb:"min=2,max=6,default=2,doc=schema.conf.toc.min"`
	Max int `yaml:"max" nb:"min=2,max=6,default=3,doc=schema.conf.toc.max"`
}

// Lenient reports whether content is read in lenient mode: "strict: false".
func (c *Config) Lenient() bool { return c.Strict != nil && !*c.Strict }

// HasSearch reports whether readers can search the full text. Else search
// fields lead to the A–Z index.
func (c *Config) HasSearch() bool { return c.Search == nil || *c.Search }

// Location returns the time zone of the site.
func (c *Config) Location() *time.Location {
	if c.location == nil {
		return time.UTC
	}
	return c.location
}

// Audience returns the audience of a name.
func (c *Config) Audience(name string) (Audience, bool) {
	for _, a := range c.Audiences {
		if a.Name == name {
			return a, true
		}
	}
	return Audience{}, false
}

// Digest returns a SHA-256 of all settings in hexadecimal. Two files that mean
// the same have the same digest; comments and order do not count.
func (c *Config) Digest() string {
	text, err := json.Marshal(c)
	if err != nil { // only strings, numbers and labels: cannot happen
		text = fmt.Appendf(nil, "%+v", *c)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Schema describes nachbar.yaml as JSON Schema; doc gives the text for a key
// such as "schema.conf.title".
func Schema(doc func(key string) string) map[string]any {
	return strict.JSONSchema(Config{}, File, doc)
}
