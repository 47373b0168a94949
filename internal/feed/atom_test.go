package feed

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func news(t testing.TB) Feed {
	return Feed{
		ID: URN("portal/aktuelles"), Title: "Portal & Co", Subtitle: "Neues", Self: "https://portal.example.org/aktuelles/feed.xml",
		Home: "https://portal.example.org/aktuelles/", Author: "KAAW", Lang: "de", Updated: at(t, "2027-03-29 09:00"),
		Entries: []Entry{{
			ID: "https://portal.example.org/aktuelles/a/", Title: "<A>", URL: "https://portal.example.org/aktuelles/a/?x=1&y=2",
			Summary: "Größe", Published: at(t, "2027-01-14 09:00"), Updated: at(t, "2027-03-29 09:00"), Categories: []string{"BCM"},
		}, {ID: URN("b"), Title: "B", Updated: at(t, "2027-01-01")}},
	}
}

func TestAtomWritesWhatReadersNeed(t *testing.T) {
	got, err := Atom(news(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
 <id>` + URN("portal/aktuelles") + `</id>
 <title>Portal &amp; Co</title>
 <subtitle>Neues</subtitle>
 <link rel="self" type="application/atom+xml" href="https://portal.example.org/aktuelles/feed.xml"></link>
 <link rel="alternate" type="text/html" href="https://portal.example.org/aktuelles/"></link>
 <updated>2027-03-29T09:00:00+02:00</updated>
 <author>
  <name>KAAW</name>
 </author>
 <entry>
  <id>https://portal.example.org/aktuelles/a/</id>
  <title>&lt;A&gt;</title>
  <link rel="alternate" type="text/html" href="https://portal.example.org/aktuelles/a/?x=1&amp;y=2"></link>
  <published>2027-01-14T09:00:00+01:00</published>
  <updated>2027-03-29T09:00:00+02:00</updated>
  <category term="BCM"></category>
  <summary>Größe</summary>
 </entry>
 <entry>
  <id>` + URN("b") + `</id>
  <title>B</title>
  <updated>2027-01-01T00:00:00+01:00</updated>
 </entry>
</feed>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestAtomRefusesWhatTheStandardDemands(t *testing.T) {
	for want, change := range map[string]func(*Feed){
		`feed id "" is not an absolute`:    func(f *Feed) { f.ID = "" },
		"has no title":                     func(f *Feed) { f.Title = "" },
		"no date of its last change":       func(f *Feed) { f.Updated = time.Time{} },
		`self link "x.xml" is not`:         func(f *Feed) { f.Self = "x.xml" },
		`alternate link "../" is not`:      func(f *Feed) { f.Home = "../" },
		`entry id "a/" is not an absolute`: func(f *Feed) { f.Entries[0].ID = "a/" },
		`alternate link "a/" is not`:       func(f *Feed) { f.Entries[0].URL = "a/" },
	} {
		f := news(t)
		change(&f)
		if _, err := Atom(f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q", err, want)
		}
	}
}

func TestURNIsTheUUIDOfItsName(t *testing.T) {
	// The value of Python's uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/").
	if got, want := URN("https://example.org/"), "urn:uuid:527dda32-a0de-5105-a042-cb475b5f7d11"; got != want {
		t.Errorf("URN is %s, want %s", got, want)
	}
}

func FuzzAtomIsReadBack(f *testing.F) {
	f.Add("Titel", "Zusammenfassung", "BCM")
	f.Add("]]>", "<!--\x00", "\"'&")
	when := at(f, "2027-01-01")
	f.Fuzz(func(t *testing.T, title, summary, category string) {
		if title == "" {
			return
		}
		entry := Entry{ID: URN(title), Title: title, Summary: summary, Updated: when, Categories: []string{category}}
		out, err := Atom(Feed{ID: URN(""), Title: title, Updated: when, Entries: []Entry{entry, entry}})
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Title   string `xml:"title"`
			Entries []struct {
				Title    string `xml:"title"`
				Summary  string `xml:"summary"`
				Category struct {
					Term string `xml:"term,attr"`
				} `xml:"category"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(out, &read); err != nil {
			t.Fatalf("parse: %v\n%s", err, out)
		}
		if len(read.Entries) != 2 || read.Title != read.Entries[1].Title || legal(title) && read.Title != title {
			t.Errorf("title %q is read as %q with %d entries", title, read.Title, len(read.Entries))
		}
		if e := read.Entries[0]; legal(summary) && e.Summary != summary || legal(category) && e.Category.Term != category {
			t.Errorf("read %q and %q, want %q and %q", e.Summary, e.Category.Term, summary, category)
		}
	})
}

// legal reports whether XML can carry a text as it is.
func legal(s string) bool {
	return strings.ToValidUTF8(s, "") == s && strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	}) < 0
}
