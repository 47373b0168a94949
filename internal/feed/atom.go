package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"time"
)

// Feed is an Atom feed. ID, Title and Updated are required; ID is an absolute
// IRI that never changes (RFC 4287, 4.2.6). Self is the address of the feed,
// Home that of the page it belongs to; both absolute or empty. Lang is a
// language tag ("de").
type Feed struct {
	ID, Title, Subtitle string
	Self, Home          string
	Author, Lang        string
	Updated             time.Time
	Entries             []Entry
}

// Entry is one item of a feed. ID, Title and Updated are required, URL is
// absolute or empty, Summary is plain text, a zero Published is left out.
type Entry struct {
	ID, Title, URL, Summary string
	Published, Updated      time.Time
	Categories              []string
}

type atomFeed struct {
	XMLName  xml.Name     `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string       `xml:"xml:lang,attr,omitempty"`
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Subtitle string       `xml:"subtitle,omitempty"`
	Links    []atomLink   `xml:"link"`
	Updated  string       `xml:"updated"`
	Author   *atomPerson  `xml:"author"`
	Entries  []*atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Links      []atomLink     `xml:"link"`
	Published  string         `xml:"published,omitempty"`
	Updated    string         `xml:"updated"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// Atom writes the feed with its entries in the order given. It fails when a
// required value is missing or an address is not absolute.
func Atom(f Feed) ([]byte, error) {
	doc, err := f.document()
	if err != nil {
		return nil, fmt.Errorf("write atom feed %q: %w", f.Title, err)
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return nil, fmt.Errorf("write atom feed %q: %w", f.Title, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func (f Feed) document() (*atomFeed, error) {
	doc := &atomFeed{Lang: f.Lang, ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Updated: stamp(f.Updated)}
	if err := required("feed", f.ID, f.Title, f.Updated); err != nil {
		return nil, err
	}
	var err error
	if doc.Links, err = appendLink(doc.Links, "self", "application/atom+xml", f.Self); err != nil {
		return nil, err
	}
	if doc.Links, err = appendLink(doc.Links, "alternate", "text/html", f.Home); err != nil {
		return nil, err
	}
	author := f.Author
	if author == "" {
		author = f.Title // an author is required (RFC 4287, 4.1.1)
	}
	doc.Author = &atomPerson{Name: author}
	for _, e := range f.Entries {
		entry, err := e.document()
		if err != nil {
			return nil, err
		}
		doc.Entries = append(doc.Entries, entry)
	}
	return doc, nil
}

func (e Entry) document() (*atomEntry, error) {
	if err := required("entry", e.ID, e.Title, e.Updated); err != nil {
		return nil, err
	}
	doc := &atomEntry{ID: e.ID, Title: e.Title, Updated: stamp(e.Updated), Summary: e.Summary}
	var err error
	if doc.Links, err = appendLink(nil, "alternate", "text/html", e.URL); err != nil {
		return nil, err
	}
	if !e.Published.IsZero() {
		doc.Published = stamp(e.Published)
	}
	for _, term := range e.Categories {
		doc.Categories = append(doc.Categories, atomCategory{Term: term})
	}
	return doc, nil
}

// required checks what RFC 4287, 4.1 demands of feeds and entries.
func required(what, id, title string, updated time.Time) error {
	if err := absolute(what+" id", id); err != nil {
		return err
	}
	if title == "" {
		return fmt.Errorf("%s %s has no title", what, id)
	}
	if updated.IsZero() {
		return fmt.Errorf("%s %s: %w", what, id, errNoDate)
	}
	return nil
}

var errNoDate = errors.New("no date of its last change")

// appendLink adds a link unless its address is empty.
func appendLink(links []atomLink, rel, kind, address string) ([]atomLink, error) {
	if address == "" {
		return links, nil
	}
	if err := absolute(rel+" link", address); err != nil {
		return nil, err
	}
	return append(links, atomLink{Rel: rel, Type: kind, Href: address}), nil
}

// stamp writes a date-time of RFC 3339 in whole seconds.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }
