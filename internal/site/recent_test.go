package site_test

import (
	"encoding/json"
	"encoding/xml"
	"path"
	"strings"
	"testing"
	"time"
)

// toldFeed is what both kinds of feeds say, as a reader sees it.
type toldFeed struct {
	id, title, self string
	entries         []toldEntry
}

type toldEntry struct{ id, title, url, text, updated string }

func readAtom(t *testing.T, body []byte) toldFeed {
	t.Helper()
	type link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	}
	var f struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Links   []link   `xml:"link"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
			Links   []link `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(body, &f); err != nil {
		t.Fatal(err)
	}
	if f.Author == "" || !isTime(f.Updated) {
		t.Errorf("no author or date: %s", body)
	}
	out := toldFeed{id: f.ID, title: f.Title}
	for _, l := range f.Links {
		if l.Rel == "self" {
			out.self = l.Href
		}
	}
	for _, e := range f.Entries {
		entry := toldEntry{e.ID, e.Title, "", e.Summary, e.Updated}
		if len(e.Links) == 1 {
			entry.url = e.Links[0].Href
		}
		out.entries = append(out.entries, entry)
	}
	return out
}

func readJSON(t *testing.T, body []byte) toldFeed {
	t.Helper()
	var f struct {
		Version, Title string
		Self           string `json:"feed_url"`
		Items          []struct {
			ID, URL, Title string
			Text           string `json:"content_text"`
			Updated        string `json:"date_modified"`
		}
	}
	if err := json.Unmarshal(body, &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" {
		t.Error("version", f.Version)
	}
	out := toldFeed{id: "urn:", title: f.Title, self: f.Self}
	for _, e := range f.Items {
		if e.Text == "" {
			t.Errorf("%s has no text", e.ID)
		}
		out.entries = append(out.entries, toldEntry{e.ID, e.Title, e.URL, e.Text, e.Updated})
	}
	return out
}

func isTime(s string) bool {
	_, err := time.Parse(time.RFC3339, s)
	return err == nil
}

// TestFeedsSayWhatTheirStandardsDemand reads all feeds of a portal (RFC 4287;
// jsonfeed.org, version 1.1) and follows the links of pages to them.
func TestFeedsSayWhatTheirStandardsDemand(t *testing.T) {
	files := chronicleOf(
		deed{day: "2026-02-01", notes: note("", "Neu <gefasst> & mehr"), edits: bia("tags: [analyse]")},
		deed{day: "2026-02-01", notes: note("", "Noch etwas"), edits: bia("tags: [analyse]", "description: D")},
	).public(t)
	feeds := 0
	for name, body := range files {
		var f toldFeed
		switch path.Base(name) {
		case "feed.xml":
			f = readAtom(t, body)
		case "feed.json":
			f = readJSON(t, body)
		default:
			continue
		}
		feeds++
		if !strings.HasPrefix(f.id, "urn:") || f.title == "" || f.self != "https://portal.example.org/p/"+name || len(f.entries) == 0 {
			t.Errorf("%s: %+v", name, f)
		}
		seen := map[string]bool{}
		for _, e := range f.entries {
			if seen[e.id] || !strings.HasPrefix(e.id, "urn:uuid:") || e.title == "" || !isTime(e.updated) || !strings.HasPrefix(e.url, "https://portal.example.org/p/") {
				t.Errorf("%s: %+v", name, e)
			}
			seen[e.id] = true
		}
	}
	if feeds < 6 || !strings.Contains(string(files["schlagworte/analyse/feed.xml"]), "Neu &lt;gefasst&gt; &amp; mehr") {
		t.Errorf("%d feeds: %s", feeds, files["schlagworte/analyse/feed.xml"])
	}
	for page, want := range map[string]string{
		"index.html": "neu/feed.json", "neu/index.html": "feed.xml", "leitfaden/index.html": "../neu/leitfaden/feed.xml",
		"neu/leitfaden/index.html": "feed.json", "schlagworte/analyse/index.html": "feed.xml",
	} {
		if !strings.Contains(string(files[page]), `href="`+want+`"`) && !strings.Contains(string(files[page]), `href="./`+want+`"`) {
			t.Errorf("%s does not lead to %s: %s", page, want, files[page])
		}
	}
}
