package member

import (
	"bytes"
	_ "embed" // the pages
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/host"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS []byte

// view is one of the pages: keys of its words and where its links lead.
type view struct {
	Key         string // of host.member.KEY.title and .text
	Link, Label string // the way on
	// Form is where the button posts to, "" for none.
	Form, Button    string
	More, MoreLabel string // another link, "" for none

	words host.Words
}

// Lang is the language of the page.
func (v view) Lang() string { return v.words.T("server.lang", nil) }

// T is a word of the pages.
func (v view) T(key string) string { return v.words.T("host.member."+key, nil) }

// pages are what an area says itself. They need nothing of the portal, so that they
// look the same without a release.
type pages struct {
	html   *template.Template
	de, en host.Words
}

func newPages(words func(lang string) (host.Words, error)) (*pages, error) {
	html, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, fmt.Errorf("read page: %w", err)
	}
	de, err := words("de")
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	en, err := words("en")
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	return &pages{html, de, en}, nil
}

// show answers with a page, in English for those who put it first.
func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, v view) {
	v.words = p.de
	if first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ","); strings.HasPrefix(strings.ToLower(strings.TrimSpace(first)), "en") {
		v.words = p.en
	}
	var body bytes.Buffer
	if err := p.html.Execute(&body, v); err != nil {
		body.Reset()
	}
	header := w.Header()
	unkept(header)
	header.Set("Vary", "Cookie, Accept-Language")
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body.Bytes())
	}
}

// redirect leads on, without a body.
func (p *pages) redirect(w http.ResponseWriter, to string) {
	header := w.Header()
	unkept(header)
	header.Set("Vary", "Cookie")
	header.Set("Location", to)
	header.Set("Content-Length", "0")
	w.WriteHeader(http.StatusSeeOther)
}

// unkept keeps an answer out of every cache. Forms of the page say where they come
// from, but only to this host.
func unkept(header http.Header) {
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("X-Robots-Tag", "noindex")
}

// style answers with the style sheet of the pages.
func (p *pages) style(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", "text/css; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	header.Set("Content-Length", strconv.Itoa(len(pageCSS)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(pageCSS)
	}
}
