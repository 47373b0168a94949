// Package httpheader says with which headers a portal's files travel.
//
// The preview server, the production server and the object store answer alike:
// the same media types, the same caching, the same strict headers. All three
// read them here.
package httpheader

import (
	"net/http"
	"path"
	"strings"
)

// production are the headers of every answer, here and on the web server that
// a site ends up on. The policy allows nothing that a page does not bring.
var production = map[string][]string{
	"Content-Security-Policy": {"default-src 'none'; script-src 'self'; style-src 'self'; " +
		"img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
		"base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"},
	"X-Content-Type-Options":       {"nosniff"},
	"Referrer-Policy":              {"no-referrer"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
	"Permissions-Policy": {"camera=(), display-capture=(), geolocation=(), microphone=(), " +
		"payment=(), usb=()"},
}

// SetProduction puts the headers of every answer into h.
func SetProduction(h http.Header) {
	for name, value := range production {
		h[name] = value
	}
}

// types are the media types of all that a site may hold. The table of the
// operating system is not asked: it differs between machines.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".mjs":  "text/javascript; charset=utf-8",
	".json": "application/json",
	".xml":  "application/xml",
	".atom": "application/atom+xml",
	".ics":  "text/calendar; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
	".md":   "text/markdown; charset=utf-8",
	".csv":  "text/csv; charset=utf-8",
	".vtt":  "text/vtt; charset=utf-8",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".jpg":  "image/jpeg",
	".jpeg": "image/jpeg",
	".gif":  "image/gif",
	".webp": "image/webp",
	".avif": "image/avif",
	".ico":  "image/vnd.microsoft.icon",
	".woff": "font/woff", ".woff2": "font/woff2",
	".mp3": "audio/mpeg", ".ogg": "audio/ogg",
	".mp4": "video/mp4", ".webm": "video/webm",
	".pdf":         "application/pdf",
	".zip":         "application/zip",
	".odt":         "application/vnd.oasis.opendocument.text",
	".ods":         "application/vnd.oasis.opendocument.spreadsheet",
	".odp":         "application/vnd.oasis.opendocument.presentation",
	".docx":        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx":        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
}

// ContentType returns the media type of an output by its name. Feeds are
// called feed.xml. What is unknown is for saving, not for showing.
func ContentType(name string) string {
	if path.Base(name) == "feed.xml" {
		return types[".atom"]
	}
	if t, known := types[strings.ToLower(path.Ext(name))]; known {
		return t
	}
	return "application/octet-stream"
}

// IsHTML reports whether an output is a page.
func IsHTML(name string) bool { return path.Ext(name) == ".html" }

// Caching returns the Cache-Control of an output: what has the hash of its
// content in its name never changes, all else is asked for again.
func Caching(name string) string {
	if strings.HasPrefix(name, "assets/") && Hashed(path.Base(name)) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// Hashed reports whether a part of a file name before its suffix is a hash:
// at least 8 lower-case hexadecimal digits, both letters and figures, so that
// no date is taken for one.
func Hashed(base string) bool {
	parts := strings.FieldsFunc(base, func(r rune) bool { return r == '.' || r == '-' })
	for i, part := range parts {
		if i > 0 && i < len(parts)-1 && len(part) >= 8 && strings.Trim(part, "0123456789abcdef") == "" &&
			strings.ContainsAny(part, "0123456789") && strings.ContainsAny(part, "abcdef") {
			return true
		}
	}
	return false
}
