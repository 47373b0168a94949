package host

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Values of headers that many answers have.
var (
	varyEncoding = []string{"Accept-Encoding"}
	rangesBytes  = []string{"bytes"}
)

// escaped is a path as it stands in a Location: never one of another host.
func escaped(p string) string {
	u := url.URL{Path: "/" + strings.TrimLeft(p, "/")}
	return u.String()
}

// file answers with a file, or leads to another path.
func (h *handler) file(w *recorder, r *http.Request, t *tree, f *file) {
	header := w.Header()
	header["Cache-Control"] = f.caching
	if f.location != nil {
		location := f.location
		if r.URL.RawQuery != "" {
			location = []string{location[0] + "?" + r.URL.RawQuery}
		}
		header["Location"], header["Content-Length"] = location, []string{"0"}
		w.WriteHeader(f.status)
		return
	}
	header["Content-Type"], header["Vary"] = f.kind, varyEncoding
	b, encoding := f.content.pick(accepted(r.Header["Accept-Encoding"]))
	if f.status == http.StatusOK {
		header["Accept-Ranges"] = rangesBytes
		if done := h.conditional(w, r, t, f, b); done {
			return
		}
		header["Etag"] = b.etag
	}
	if b.bytes == nil {
		h.onDisk(w, r, t, f)
		return
	}
	if encoding != nil {
		header["Content-Encoding"] = encoding
	}
	header["Content-Length"] = b.length
	w.WriteHeader(f.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.bytes)
	}
}

// conditional answers requests for less than the whole content (RFC 9110, 13
// and 14), if this is one.
func (h *handler) conditional(w *recorder, r *http.Request, t *tree, f *file, b *body) bool {
	asked := r.Header
	if len(asked["Range"]) > 0 || len(asked["If-Match"]) > 0 {
		if tooManyRanges(asked["Range"]) {
			delete(asked, "Range")
		}
		w.Header()["Etag"] = f.content.plain.etag
		h.content(w, r, t, f)
		return true
	}
	if none := asked["If-None-Match"]; len(none) > 0 {
		if known := knownTag(none, f.content.tag); known != "" {
			if known == "*" {
				known = b.etag[0]
			}
			w.Header()["Etag"] = []string{known}
			delete(w.Header(), "Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// knownTag looks through the lines of If-None-Match for any representation of a
// content: all of them are as good as each other. It returns the tag, "*", or "".
func knownTag(lines []string, tag string) string {
	for _, line := range lines {
		for len(line) > 0 {
			var one string
			one, line, _ = strings.Cut(line, ",")
			one = strings.Trim(one, " \t")
			if one == "*" {
				return "*"
			}
			one = strings.TrimPrefix(one, "W/")
			bare, ok := strings.CutPrefix(one, `"`+tag)
			if ok && (bare == `"` || bare == gzipSuffix+`"` || bare == brotliSuffix+`"`) {
				return one
			}
		}
	}
	return ""
}

// maxRanges is how many ranges are answered at once; who asks for more gets all.
const maxRanges = 16

func tooManyRanges(lines []string) bool {
	return len(lines) > 1 || len(lines) == 1 && strings.Count(lines[0], ",") >= maxRanges
}

// content answers with the plain content or the ranges of it that are asked for.
func (h *handler) content(w *recorder, r *http.Request, t *tree, f *file) {
	if f.content.plain.bytes != nil {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.content.plain.bytes))
		return
	}
	on, _, err := openRegular(t.root, f.name)
	if err != nil {
		h.gone(w, t)
		return
	}
	defer on.Close()
	http.ServeContent(w, r, "", time.Time{}, io.NewSectionReader(on, 0, f.content.size))
}

// onDisk sends a file that is not in memory.
func (h *handler) onDisk(w *recorder, r *http.Request, t *tree, f *file) {
	on, info, err := openRegular(t.root, f.name)
	if err == nil && info.Size() != f.content.size {
		_ = on.Close()
		err = errDiffers
	}
	if err != nil {
		h.gone(w, t)
		return
	}
	defer on.Close()
	w.Header()["Content-Length"] = []string{strconv.FormatInt(f.content.size, 10)}
	w.WriteHeader(f.status)
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, io.NewSectionReader(on, 0, f.content.size))
	}
}

// gone says that a file of the release cannot be read any more.
func (h *handler) gone(w *recorder, t *tree) {
	header := w.Header()
	for _, name := range []string{"Etag", "Accept-Ranges", "Vary"} {
		delete(header, name)
	}
	h.refuse(w, t, http.StatusServiceUnavailable, "host.unreadable")
}
