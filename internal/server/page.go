package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/httpheader"
	"github.com/kaaw/nachbar/internal/search/searchhttp"
)

// answer is what a URL path gets at this moment.
type answer struct {
	status   int
	name     string // output path, decides type and caching
	location string // of a redirect
	body     []byte
	etag     string // hash of body
}

// state names the answer for comparison: equal states are equal bytes.
func (a answer) state() string {
	return strconv.Itoa(a.status) + "-" + a.etag + a.location
}

// page answers a request for an output.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	a, err := s.answer(r.Context(), r.URL.Path)
	if err != nil {
		return // the reader is gone
	}
	h := w.Header()
	if a.location != "" {
		target := url.URL{Path: a.location, RawQuery: r.URL.RawQuery}
		h.Set("Cache-Control", "no-cache")
		h.Set("Location", target.String())
		w.WriteHeader(a.status)
		return
	}
	h.Set("Content-Type", httpheader.ContentType(a.name))
	h.Set("Cache-Control", httpheader.Caching(a.name))
	state := a.state() // of the page without results: those never make it reload
	if s.opt.Search != nil && a.status == http.StatusOK && a.name == searchhttp.PageOutput {
		status, body, filled := s.opt.Search.Page(h, r, a.body)
		if filled && body == nil {
			return
		}
		if filled {
			a.status, a.body, a.etag = status, body, ""
		}
	}
	if s.opt.LiveReload && httpheader.IsHTML(a.name) {
		a.body = inject(a.body, liveTag(r.URL.Path, state))
		if a.etag != "" {
			a.etag += "-live"
		}
	}
	write(w, r, a)
}

// write sends an answer that has a body. One without etag is for this request
// alone.
func write(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	extendDeadline(w, len(a.body))
	if a.status == http.StatusOK && a.etag != "" {
		h.Set("Etag", `"`+a.etag+`"`)
		h.Set("Accept-Ranges", "bytes")
		if conditional(r.Header) {
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body)
	}
}

// conditional reports whether a request asks for less than the whole content
// (RFC 9110, 13 and 14).
func conditional(h http.Header) bool {
	for _, name := range []string{"If-None-Match", "Range", "If-Match", "If-Modified-Since", "If-Unmodified-Since"} {
		if len(h[name]) > 0 {
			return true
		}
	}
	return false
}

// answer finds what a decoded URL path gets. The only error is that of ctx.
func (s *Server) answer(ctx context.Context, urlPath string) (answer, error) {
	if clean := cleanPath(urlPath); clean != urlPath {
		return answer{status: http.StatusFound, location: clean}, nil
	}
	name := strings.TrimPrefix(urlPath, "/")
	if strings.HasSuffix(urlPath, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") {
		return s.notFound(ctx)
	}
	out, err := s.site.Output(ctx, name)
	switch {
	case err == nil:
		return answer{status: http.StatusOK, name: name, body: out.Body, etag: out.ETag}, nil
	case ctx.Err() != nil:
		return answer{}, ctx.Err()
	case !missing(err):
		return s.broken(err), nil
	case !strings.HasSuffix(urlPath, "/"):
		_, err := s.site.Output(ctx, name+"/index.html")
		if err == nil || !missing(err) {
			return answer{status: http.StatusFound, location: urlPath + "/"}, ctx.Err()
		}
	}
	return s.notFound(ctx)
}

// notFound is the site's own page, or one line where it has none.
func (s *Server) notFound(ctx context.Context) (answer, error) {
	out, err := s.site.Output(ctx, "404.html")
	if err == nil {
		return answer{http.StatusNotFound, "404.html", "", Rooted(out.Body, ""), out.ETag}, nil
	}
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	body := s.plainPage(s.opt.Translate.T("server.not-found", nil))
	return answer{http.StatusNotFound, "404.html", "", body, hash(body)}, nil
}

// missing reports whether err says that there is no such output, rather than
// that it could not be built.
func missing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) && len(problemsOf(err)) == 0
}

// cleanPath returns p with one leading slash and without "." and ".." and
// empty parts; a final slash stays.
func cleanPath(p string) string {
	clean := path.Clean("/" + p)
	if strings.HasSuffix(p, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

// inject puts tag before the end of the body.
func inject(page []byte, tag string) []byte {
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

// liveTag is the element that starts live reload for a page.
func liveTag(urlPath, state string) string {
	return `<script src="/_nachbar/live.js" defer data-path="` + html.EscapeString(urlPath) +
		`" data-state="` + html.EscapeString(state) + "\"></script>\n"
}

// Rooted makes the relative links of a page in the root folder work at any
// depth, below the path base: "/mitglieder", or "" for a portal that has the host
// for itself. It relies on the form that html/template and the Markdown renderer
// write: double quotes, and none of them unescaped in text.
func Rooted(page []byte, base string) []byte {
	out := make([]byte, 0, len(page)+512)
	for {
		before, rest, found := bytes.Cut(page, []byte(`="`))
		out = append(out, before...)
		if !found {
			return out
		}
		out = append(out, `="`...)
		if holdsURL(before) && relative(rest) {
			out = append(append(out, base...), '/')
		}
		page = rest
	}
}

// holdsURL reports whether tag, which ends with the name of an attribute,
// ends with one whose value is a URL.
func holdsURL(tag []byte) bool {
	return bytes.HasSuffix(tag, []byte(" href")) || bytes.HasSuffix(tag, []byte(" src")) ||
		bytes.HasSuffix(tag, []byte(" action"))
}

// relative reports whether the URL that rest begins with, up to the quote, is
// relative to the page's folder.
func relative(rest []byte) bool {
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	if len(value) == 0 || value[0] == '/' || value[0] == '#' || value[0] == '?' {
		return false
	}
	first, _, _ := bytes.Cut(value, []byte("/"))
	return !bytes.ContainsRune(first, ':')
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}
