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
	fromDir := strings.Split(path.Dir(from), "/")
	if path.Dir(from) == "." {
		fromDir = nil
	}
	target := strings.Split(to, "/")
	common := 0
	for common < len(fromDir) && common < len(target)-1 && fromDir[common] == target[common] {
		common++
	}
	var b strings.Builder
	for range fromDir[common:] {
		b.WriteString("../")
	}
	if b.Len() == 0 && strings.Contains(target[common], ":") {
		b.WriteString("./") // what stands before a colon would be a scheme (RFC 3986, 4.2)
	}
	for i, part := range target[common:] {
		last := common+i == len(target)-1
		if last && part == "index.html" && !portable {
			break
		}
		b.WriteString(url.PathEscape(part))
		if !last {
			b.WriteByte('/')
		}
	}
	if b.Len() == 0 {
		return "./"
	}
	return b.String()
}

// Absolute returns the link to an output path from anywhere below base, the
// path of the portal's address ("/" or "/portal/").
func Absolute(base, to string) string {
	parts := strings.Split(to, "/")
	if last := len(parts) - 1; parts[last] == "index.html" {
		parts[last] = ""
	}
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.TrimSuffix(base, "/") + "/" + strings.Join(parts, "/")
}

// output is the file of a logical path.
func output(logical string) string { return path.Join(logical, "index.html") }
