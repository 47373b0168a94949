package feed

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSitemapListsPagesInTheirOrder(t *testing.T) {
	got, err := Sitemap([]URL{
		{Loc: "https://portal.example.org/", Lastmod: time.Date(2027, 1, 14, 9, 0, 0, 0, time.UTC)},
		{Loc: "https://portal.example.org/a/?x=1&y=2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
 <url>
  <loc>https://portal.example.org/</loc>
  <lastmod>2027-01-14</lastmod>
 </url>
 <url>
  <loc>https://portal.example.org/a/?x=1&amp;y=2</loc>
 </url>
</urlset>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestSitemapRefusesWhatCrawlersWould(t *testing.T) {
	if _, err := Sitemap([]URL{{Loc: "leitfaden/"}}); err == nil || !strings.Contains(err.Error(), `"leitfaden/" is not an absolute address`) {
		t.Errorf("error is %v, want one about the relative address", err)
	}
	if _, err := Sitemap(make([]URL, 50_001)); err == nil || !strings.Contains(err.Error(), "50001 addresses") {
		t.Errorf("error is %v, want one about the number", err)
	}
}

func TestRobotsOpensOnlyThePublicPortal(t *testing.T) {
	for want, got := range map[string][]byte{
		"User-agent: *\nDisallow: /\n":                                    Robots("https://x.org/sitemap.xml", false),
		"User-agent: *\nAllow: /\n":                                       Robots("", true),
		"User-agent: *\nAllow: /\n\nSitemap: https://x.org/sitemap.xml\n": Robots("https://x.org/sitemap.xml", true),
	} {
		if string(got) != want {
			t.Errorf("robots.txt is %q, want %q", got, want)
		}
	}
}
