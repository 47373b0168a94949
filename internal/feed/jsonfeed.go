package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
)

// jsonFeed is a feed of jsonfeed.org, version 1.1.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url,omitempty"`
	Self        string       `json:"feed_url,omitempty"`
	Description string       `json:"description,omitempty"`
	Lang        string       `json:"language,omitempty"`
	Authors     []jsonAuthor `json:"authors,omitempty"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonItem always has a text: the standard demands one.
type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Updated   string   `json:"date_modified"`
	Tags      []string `json:"tags,omitempty"`
}

// JSON writes the feed as JSON Feed 1.1, with its entries in the order given. It
// fails as Atom does. The text of an entry is its summary, or its title.
func JSON(f Feed) ([]byte, error) {
	doc, err := f.document() // the same values are required
	if err != nil {
		return nil, fmt.Errorf("write JSON feed %q: %w", f.Title, err)
	}
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, Home: f.Home, Self: f.Self, Description: f.Subtitle, Lang: f.Lang,
		Authors: []jsonAuthor{{doc.Author.Name}}, Items: []jsonItem{},
	}
	for _, e := range f.Entries {
		item := jsonItem{ID: e.ID, URL: e.URL, Title: e.Title, Text: cmp.Or(e.Summary, e.Title), Updated: stamp(e.Updated), Tags: e.Categories}
		if !e.Published.IsZero() {
			item.Published = stamp(e.Published)
		}
		out.Items = append(out.Items, item)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("write JSON feed %q: %w", f.Title, err)
	}
	return b.Bytes(), nil
}
