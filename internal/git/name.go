package git

import (
	"io/fs"
	"strconv"
	"strings"
	"unicode"
)

// Bounds of a path: git has none.
const (
	maxPathBytes = 1024
	maxPathParts = 40
)

// trick says why a path cannot stand for a file below the root of a commit, in
// signs that need no translation; "" if it can. Trees are made by programs, and
// a program can write any bytes into them but "/" and NUL.
func trick(name string) string {
	switch {
	case len(name) > maxPathBytes:
		return strconv.Itoa(len(name)) + " > " + strconv.Itoa(maxPathBytes)
	case strings.Count(name, "/") >= maxPathParts:
		return "/ × " + strconv.Itoa(strings.Count(name, "/"))
	}
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case part == "":
			return "//"
		case part == "." || part == "..":
			return part
		case repositoryOfItsOwn(part):
			return ".git"
		case strings.Contains(part, `\`):
			return `\`
		}
	}
	if !fs.ValidPath(name) { // what is left is text that is no UTF-8
		return "UTF-8"
	}
	return ""
}

// repositoryOfItsOwn reports whether a program on some system takes a folder of
// this name for the data of a repository.
func repositoryOfItsOwn(part string) bool {
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, part)
	seen, _, _ = strings.Cut(seen, ":")
	seen = strings.TrimRight(seen, ". ")
	return seen == ".git" || seen == "git~1"
}
