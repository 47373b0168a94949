package feed

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestJSONWritesWhatReadersNeed(t *testing.T) {
	got, err := JSON(news(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "Portal & Co",
 "home_page_url": "https://portal.example.org/aktuelles/",
 "feed_url": "https://portal.example.org/aktuelles/feed.xml",
 "description": "Neues",
 "language": "de",
 "authors": [
  {
   "name": "KAAW"
  }
 ],
 "items": [
  {
   "id": "https://portal.example.org/aktuelles/a/",
   "url": "https://portal.example.org/aktuelles/a/?x=1&y=2",
   "title": "<A>",
   "content_text": "Größe",
   "date_published": "2027-01-14T09:00:00+01:00",
   "date_modified": "2027-03-29T09:00:00+02:00",
   "tags": [
    "BCM"
   ]
  },
  {
   "id": "` + URN("b") + `",
   "title": "B",
   "content_text": "B",
   "date_modified": "2027-01-01T00:00:00+01:00"
  }
 ]
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestJSONRefusesWhatAtomRefuses(t *testing.T) {
	f := news(t)
	f.Entries[0].URL = "a/"
	if _, err := JSON(f); err == nil || !strings.Contains(err.Error(), "is not an absolute address") {
		t.Error(err)
	}
}

func FuzzJSONIsReadBack(f *testing.F) {
	f.Add("Titel", "Text </script> \u2028", "BCM")
	f.Add("\xff", "\x00", "")
	f.Fuzz(func(t *testing.T, title, summary, tag string) {
		if title == "" {
			return
		}
		when := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
		out, err := JSON(Feed{ID: URN(""), Title: title, Updated: when, Entries: []Entry{{ID: URN(title), Title: title, Summary: summary, Updated: when, Categories: []string{tag}}}})
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Title string
			Items []struct {
				Text string `json:"content_text"`
			}
		}
		if err := json.Unmarshal(out, &read); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if len(read.Items) != 1 || read.Items[0].Text == "" || read.Title != strings.ToValidUTF8(title, "\ufffd") && legal(title) {
			t.Errorf("%+v of %q", read, title)
		}
	})
}
