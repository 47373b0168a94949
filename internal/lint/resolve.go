package lint

import (
	"bytes"
	"strings"
)

// Resolve turns a reference on the page from (an output path) into the output
// path it means: Resolve("a/index.html", "../b/?q=1#c") is "b/index.html",
// "c". A path that ends in a slash means its index.html; an empty path means
// the page itself. Path and fragment are percent-decoded. ok is false when
// url leaves the site: another scheme or host, or more "../" than folders.
func Resolve(from, url string) (path, fragment string, ok bool) {
	buf, frag, ok := resolve(nil, from, url)
	if !ok {
		return "", "", false
	}
	return string(buf), unpercent(frag), true
}

// resolve appends the output path to buf[:0]; frag is still encoded.
func resolve(buf []byte, from, url string) (path []byte, frag string, ok bool) {
	buf = buf[:0]
	if hasScheme(url) || len(url) > 1 && isSlash(url[0]) && isSlash(url[1]) {
		return nil, "", false
	}
	url, frag = cutURL(url)
	if url == "" {
		return append(buf, from...), frag, true
	}
	if isSlash(url[0]) {
		url = url[1:]
	} else {
		buf = append(buf, from...)
		buf = buf[:bytes.LastIndexByte(buf, '/')+1]
	}
	buf, ok = appendSegments(buf, url)
	if !ok {
		return nil, "", false
	}
	if len(buf) == 0 || buf[len(buf)-1] == '/' {
		buf = append(buf, "index.html"...)
	}
	return buf, frag, true
}

// cutURL drops the query and splits off the fragment.
func cutURL(url string) (path, frag string) {
	path = url
	for i := 0; i < len(url); i++ {
		switch url[i] {
		case '#':
			return path[:min(len(path), i)], url[i+1:]
		case '?':
			path = path[:min(len(path), i)]
		}
	}
	return path, ""
}

// appendSegments walks the path's segments over the folder in buf, which is
// empty or ends in a slash.
func appendSegments(buf []byte, path string) ([]byte, bool) {
	for more := true; more; {
		end := 0
		for end < len(path) && !isSlash(path[end]) {
			end++
		}
		segment := path[:end]
		more = end < len(path)
		if more {
			path = path[end+1:]
		}
		switch dots(segment) {
		case "", ".":
		case "..":
			if len(buf) == 0 {
				return nil, false
			}
			buf = buf[:bytes.LastIndexByte(buf[:len(buf)-1], '/')+1]
		default:
			buf = appendUnpercent(buf, segment)
			if more {
				buf = append(buf, '/')
			}
		}
	}
	return buf, true
}

// dots returns a segment that may mean "." or ".." with its dots decoded
// (WHATWG URL, 4.1), and any other unchanged.
func dots(segment string) string {
	if len(segment) > len("%2e%2e") || strings.IndexByte(segment, '%') < 0 {
		return segment
	}
	return strings.NewReplacer("%2e", ".", "%2E", ".").Replace(segment)
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// hasScheme reports whether url starts like "mailto:" (RFC 3986, 3.1).
func hasScheme(url string) bool {
	for i := 0; i < len(url); i++ {
		c := url[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i > 0
		default:
			return false
		}
	}
	return false
}

// unpercent decodes %XX; what is not two hex digits stays as it is.
func unpercent(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' {
			return string(appendUnpercent(nil, s))
		}
	}
	return s
}

func appendUnpercent(buf []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := unhex(s[i+1]), unhex(s[i+2])
			if hi < 16 && lo < 16 {
				buf = append(buf, hi<<4|lo)
				i += 2
				continue
			}
		}
		buf = append(buf, s[i])
	}
	return buf
}

// unhex returns the value of a hex digit, 16 or more for anything else.
func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 16
}
