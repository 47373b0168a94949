package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// MaxURLs is the most one site map may hold (sitemaps.org protocol 0.9).
const MaxURLs = 50_000

// URL is one page of the site map: its absolute address and the day it was
// last changed; a zero Lastmod is left out.
type URL struct {
	Loc     string
	Lastmod time.Time
}

type urlSet struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteURL `xml:"url"`
}

type siteIndex struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []siteURL `xml:"sitemap"`
}

type siteURL struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod,omitempty"`
}

// Sitemap writes sitemap.xml with the pages in the order given. It fails when
// an address is not absolute or there are more than 50,000.
func Sitemap(urls []URL) ([]byte, error) {
	if len(urls) > MaxURLs {
		return nil, fmt.Errorf("write site map: %d addresses, at most %d fit in one file", len(urls), MaxURLs)
	}
	entries, err := siteURLs(urls)
	if err != nil {
		return nil, err
	}
	return siteXML(urlSet{URLs: entries})
}

// SitemapIndex writes the list of the site maps of a large site. It fails when
// an address is not absolute.
func SitemapIndex(maps []URL) ([]byte, error) {
	entries, err := siteURLs(maps)
	if err != nil {
		return nil, err
	}
	return siteXML(siteIndex{Maps: entries})
}

func siteURLs(urls []URL) ([]siteURL, error) {
	entries := make([]siteURL, len(urls))
	for i, u := range urls {
		if err := absolute("page", u.Loc); err != nil {
			return nil, fmt.Errorf("write site map: %w", err)
		}
		entries[i].Loc = u.Loc
		if !u.Lastmod.IsZero() {
			entries[i].Lastmod = u.Lastmod.Format(time.DateOnly)
		}
	}
	return entries, nil
}

func siteXML(doc any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return nil, fmt.Errorf("write site map: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// Robots writes robots.txt. Without index it asks every crawler to stay away,
// as for a member audience; an empty sitemapURL is left out.
func Robots(sitemapURL string, index bool) []byte {
	if !index {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	out := "User-agent: *\nAllow: /\n"
	if sitemapURL != "" {
		out += "\nSitemap: " + sitemapURL + "\n"
	}
	return []byte(out)
}
