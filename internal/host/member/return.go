package member

import (
	"net/url"
	"path"
	"strings"
)

// maxReturn is the length of a way back.
const maxReturn = 1500

// back is where somebody goes after signing in: a path of the member area, with its
// query, or the start page of the area.
func (a *Area) back(asked string) string {
	start := a.base + "/"
	if len(asked) > maxReturn || strings.ContainsFunc(asked, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) {
		return start
	}
	u, err := url.ParseRequestURI(asked)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || u.Fragment != "" {
		return start
	}
	if !strings.HasPrefix(u.Path, start) || strings.Contains(u.Path, "\\") || strings.Contains(u.Path, "//") ||
		strings.TrimSuffix(path.Clean(u.Path), "/") != strings.TrimSuffix(u.Path, "/") || strings.HasPrefix(u.Path, ownPaths) {
		return start
	}
	to := url.URL{Path: u.Path, RawQuery: u.RawQuery}
	return to.String()
}
