package view

import (
	"net/url"
	"path"
	"strings"
)

// Relative returns the link from one file of a build to another, both given
// as output paths ("leitfaden/bia/index.html"). Links to pages end in a slash,
// or in index.html when the edition has to open from a folder.
func Relative(from, to string, portable bool) string {
	dir := from[:strings.LastIndexByte(from, '/')+1]
	common := commonFolder(dir, to)
	ups, rest := strings.Count(dir[common:], "/"), to[common:]
	first, _, _ := strings.Cut(rest, "/")
	if base := rest[strings.LastIndexByte(rest, '/')+1:]; base == "index.html" && !portable {
		rest = strings.TrimSuffix(rest, base)
	}
	if ups == 0 && (rest == "" || strings.Contains(first, ":")) {
		return "./" + escapePath(rest) // what stands before a colon would be a scheme (RFC 3986, 4.2)
	}
	return strings.Repeat("../", ups) + escapePath(rest)
}

// commonFolder is the length of the folders that dir, which ends in a slash or
// is empty, and the path to have in common.
func commonFolder(dir, to string) int {
	common := 0
	for i := 0; i < len(dir) && i < len(to) && dir[i] == to[i]; i++ {
		if dir[i] == '/' {
			common = i + 1
		}
	}
	return common
}

// escapePath escapes the parts of a path. Most need it nowhere: addresses are
// made by the thousand.
func escapePath(path string) string {
	for i := 0; i < len(path); i++ {
		if !plainInPath[path[i]] {
			parts := strings.Split(path, "/")
			for i, part := range parts {
				parts[i] = url.PathEscape(part)
			}
			return strings.Join(parts, "/")
		}
	}
	return path
}

// plainInPath are the bytes that stand for themselves (RFC 3986, 2.3) and the slash.
var plainInPath = func() (plain [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/") {
		plain[c] = true
	}
	return plain
}()

// Absolute returns the link to an output path from anywhere below base, the
// path of the portal's address ("/" or "/portal/").
func Absolute(base, to string) string {
	if base := to[strings.LastIndexByte(to, '/')+1:]; base == "index.html" {
		to = strings.TrimSuffix(to, base)
	}
	return strings.TrimSuffix(base, "/") + "/" + escapePath(to)
}

// output is the file of a logical path.
func output(logical string) string { return path.Join(logical, "index.html") }
