package conf

import (
	"io/fs"
	"path"
	"strings"
)

// folders checks that every folder name stays inside the site, that none lies
// inside another and that none holds what must never be an input of a build.
// A name that fails is replaced by its default, so that nothing outside the
// site is read even by a caller that ignores the problem.
func (k *checker) folders() {
	standard := Default()
	all := []struct {
		key      string
		name     *string
		standard string
	}{
		{"content", &k.conf.Content, standard.Content},
		{"layouts", &k.conf.Layouts, standard.Layouts},
		{"static", &k.conf.Static, standard.Static},
		{"data", &k.conf.Data, standard.Data},
		{"i18n", &k.conf.I18n, standard.I18n},
	}
	for i, f := range all {
		clean := strings.TrimSuffix(*f.name, "/")
		if id := folderProblem(clean); id != "" {
			k.add(id, []string{f.key}, "key", f.key, "value", *f.name)
			*f.name = f.standard
			continue
		}
		*f.name = clean
		for _, other := range all[:i] {
			if inside(clean, *other.name) || inside(*other.name, clean) {
				k.add("conf-folder-overlap", []string{f.key}, "key", f.key, "other", other.key, "value", clean)
			}
		}
	}
}

// folderProblem returns the problem of a folder name, or "".
func folderProblem(name string) string {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:*?"<>|`) {
		return "conf-folder"
	}
	for part := range strings.SplitSeq(name, "/") {
		if part[0] == '.' || strings.HasSuffix(part, ".") || strings.TrimSpace(part) != part {
			return "conf-folder"
		}
	}
	switch first, _, _ := strings.Cut(name, "/"); first {
	case "private", "public", "out", "node_modules":
		return "conf-folder-reserved"
	}
	return ""
}

// inside reports whether folder a is b or lies in it.
func inside(a, b string) bool { return a == b || strings.HasPrefix(a, b+"/") }

// Ignored reports whether a content file is left out. name is its path inside
// the content folder. A pattern without a slash is compared with each part of
// the path ("*.bak", "_entwurf"), one with slashes with the path and with the
// folders on the way to it ("archiv/*/alt"); * and ? do not match a slash.
func (c *Config) Ignored(name string) bool {
	for _, pattern := range c.Ignore {
		if ignores(strings.TrimSuffix(pattern, "/"), name) {
			return true
		}
	}
	return false
}

func ignores(pattern, name string) bool {
	whole := strings.Contains(pattern, "/")
	for ; name != "." && name != "/"; name = path.Dir(name) {
		candidate := name
		if !whole {
			candidate = path.Base(name)
		}
		if ok, err := path.Match(pattern, candidate); err == nil && ok {
			return true
		}
	}
	return false
}
