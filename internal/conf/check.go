package conf

import (
	"net/mail"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/kaaw/nachbar/internal/strict"
)

func (k *checker) all() {
	k.baseURL()
	k.language()
	k.audiences()
	k.folders()
	k.menus()
	k.organisation()
	k.ignore()
	k.toc()
	k.timeZone()
}

// baseURL accepts an absolute http or https address without user, query and
// fragment, and puts the slash at its end.
func (k *checker) baseURL() {
	c := k.conf
	if c.BaseURL == "" {
		return
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || !isWeb(u) || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		k.add("conf-base-url", []string{"baseURL"}, "value", c.BaseURL)
		c.BaseURL = ""
		return
	}
	if !strings.HasSuffix(u.Path, "/") {
		c.BaseURL += "/"
	}
}

func isWeb(u *url.URL) bool {
	return (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != ""
}

// language accepts a short BCP 47 code, "de" or "de-AT".
func (k *checker) language() {
	code, region, hasRegion := strings.Cut(k.conf.Language, "-")
	lower := len(code) >= 2 && len(code) <= 3 && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == ""
	upper := len(region) == 2 && strings.Trim(region, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	if !lower || hasRegion && !upper {
		k.add("conf-language", []string{"language"}, "value", k.conf.Language)
	}
}

// audiences checks names, which become folders, and labels.
func (k *checker) audiences() {
	if len(k.conf.Audiences) == 0 && len(strict.Find(k.root, "audiences").Content) == 0 {
		k.add("conf-audience-none", []string{"audiences"})
	}
	first := map[string]int{}
	for i, a := range k.conf.Audiences {
		way := []string{"audiences", strconv.Itoa(i), "name"}
		if a.Name != "" && !isSlug(a.Name) {
			k.add("conf-audience-name", way, "name", a.Name)
		}
		if n, seen := first[a.Name]; seen && a.Name != "" {
			k.add("conf-audience-duplicate", way, "name", a.Name, "first", strconv.Itoa(n+1))
		} else {
			first[a.Name] = i
		}
		if a.TLP.Valid() && !a.TLP.Publishable() {
			k.add("conf-audience-tlp", []string{"audiences", strconv.Itoa(i), "tlp"},
				"name", a.Name, "tlp", a.TLP.String())
		}
	}
}

// isSlug reports whether s is made of lower-case ASCII letters, digits and
// single inner hyphens, and is no device name of Windows.
func isSlug(s string) bool {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return false
	}
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	switch strings.TrimRight(s, "0123456789") {
	case "con", "prn", "aux", "nul", "com", "lpt":
		return false
	}
	return true
}

// toc wants the first level not below the last.
func (k *checker) toc() {
	if t := k.conf.TOC; t.Min > t.Max {
		k.add("conf-toc", []string{"toc", "min"}, "min", strconv.Itoa(t.Min), "max", strconv.Itoa(t.Max))
	}
}

func (k *checker) timeZone() {
	name := k.conf.TimeZone
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		k.add("conf-time-zone", []string{"timeZone"}, "value", name)
		k.conf.TimeZone = "Europe/Berlin"
	}
}

func (k *checker) ignore() {
	for i, pattern := range k.conf.Ignore {
		if _, err := path.Match(pattern, "x"); err != nil || strings.HasPrefix(pattern, "/") || strings.Contains(pattern, `\`) {
			k.add("conf-ignore", []string{"ignore", strconv.Itoa(i)}, "value", pattern)
		}
	}
}

func (k *checker) organisation() {
	o := k.conf.Organisation
	if o.Email != "" {
		if a, err := mail.ParseAddress(o.Email); err != nil || a.Address != o.Email {
			k.add("conf-email", []string{"organisation", "email"}, "value", o.Email)
		}
	}
	if o.URL != "" {
		if u, err := url.Parse(o.URL); err != nil || !isWeb(u) {
			k.add("conf-url", []string{"organisation", "url"}, "value", o.URL)
		}
	}
	if o.Phone != "" && !strings.ContainsFunc(o.Phone, unicode.IsDigit) {
		k.add("conf-phone", []string{"organisation", "phone"}, "value", o.Phone)
	}
}
