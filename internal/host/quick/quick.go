// Package quick reads the plainest of HTTP requests: a GET of a path, as browsers
// send it, with nothing in it that changes what is answered but Accept-Encoding.
//
// It is no parser of HTTP. Whatever is not of the one form below, right or wrong,
// is left to net/http, together with the bytes it came in:
//
//	GET <path> HTTP/1.1
//	<name>: <value>
//
// The path has letters, digits and "/.-_~" only, so there is nothing to decode.
// Host is there once. Connection, if there, is keep-alive. There is no header that
// announces a body, a condition, a range, an upgrade or an expectation, and no line
// goes on in the next. A fuzz test holds that net/http reads the same from every
// request that is taken.
package quick

import (
	"bytes"
	"strings"
)

// Request is what a request asks for. Its texts share the memory of the bytes they
// were read from.
type Request struct {
	Path, Host, AcceptEncoding []byte
	Size                       int // bytes of the request
}

var (
	start = []byte("GET /")
	proto = []byte(" HTTP/1.1\r\n")
	end   = []byte("\r\n")
)

// Parse reads the request that b begins with; ok is false if it is not whole or
// not of the one form.
func Parse(b []byte) (r Request, ok bool) {
	if !bytes.HasPrefix(b, start) {
		return r, false
	}
	rest := b[len(start)-1:]
	n := 0
	for n < len(rest) && inPath[rest[n]] {
		n++
	}
	r.Path = rest[:n]
	if rest, ok = bytes.CutPrefix(rest[n:], proto); !ok {
		return r, false
	}
	for {
		line := bytes.IndexByte(rest, '\n')
		if line < 1 || rest[line-1] != '\r' {
			return r, false
		}
		if line == 1 {
			r.Size = len(b) - len(rest) + len(end)
			return r, r.Host != nil
		}
		if !r.header(rest[:line-1]) {
			return r, false
		}
		rest = rest[line+1:]
	}
}

// header reads one line; it is false for all that is not of the one form.
func (r *Request) header(line []byte) bool {
	n := 0
	for n < len(line) && inName[line[n]] {
		n++
	}
	if n == 0 || n == len(line) || line[n] != ':' {
		return false
	}
	name, value := line[:n], bytes.Trim(line[n+1:], " \t")
	for _, c := range value {
		if c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	switch {
	case isName(name, "host"):
		for _, c := range value {
			if !inHost[c] {
				return false
			}
		}
		first := r.Host == nil && len(value) > 0
		r.Host = value
		return first
	case isName(name, "accept-encoding"):
		first := r.AcceptEncoding == nil
		r.AcceptEncoding = value
		return first && value != nil
	case isName(name, "connection"):
		return isName(value, "keep-alive")
	}
	return !telling(name)
}

// telling reports whether a header may change what is answered, or how the
// connection goes on.
func telling(name []byte) bool {
	switch len(name) {
	case 2:
		return isName(name, "te")
	case 5:
		return isName(name, "range")
	case 6:
		return isName(name, "expect") || isName(name, "pragma")
	case 7:
		return isName(name, "upgrade") || isName(name, "trailer")
	case 14:
		return isName(name, "content-length")
	case 16:
		return isName(name, "proxy-connection") || isName(name, "content-encoding")
	case 17:
		return isName(name, "transfer-encoding")
	}
	return len(name) > 3 && isName(name[:3], "if-")
}

// isName compares a name with one in lower case, as ASCII.
func isName(name []byte, lower string) bool {
	if len(name) != len(lower) {
		return false
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// Tables of the characters of a path, a name and a host.
var (
	inPath = table(letters + "/.-_~")
	inName = table(letters + "-_")
	inHost = table(letters + ".-:[]")
)

func table(of string) (t [256]bool) {
	for c := range t {
		t[c] = strings.IndexByte(of, byte(c)) >= 0
	}
	return t
}
