package publish

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/git"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/tlp"
)

// input is the site of a commit.
type input struct {
	fs       fs.FS
	conf     *conf.Config
	problems diag.List
}

// folders are those of the built-in site that lie below every site.
var folders = []string{"layouts", "static", "i18n", "data"}

// read looks at the files of a commit before anything is built: what is no
// regular file, too large or badly named is known from the listing alone, and
// nothing of it is opened.
func (o *Options) read(tree *git.Tree) input {
	in := input{fs: tree, problems: tree.Problems()}
	if o.Site.Defaults != nil {
		in.fs = overlay.New(tree, o.Site.Defaults, folders...)
	}
	if _, err := fs.Lstat(tree, conf.File); err != nil {
		in.problems.Add(diag.New("publish-no-site", conf.File, 0))
		in.conf = &conf.Config{}
		return in
	}
	var problems diag.List
	in.conf, problems = conf.Load(in.fs)
	in.problems.Add(problems...)
	parts := []string{in.conf.Content, in.conf.Layouts, in.conf.Static, in.conf.Data, in.conf.I18n}
	for _, name := range tree.Files() {
		if name == conf.File || inside(name, parts) {
			in.problems.Add(look(tree, name)...)
		}
	}
	return in
}

// inside reports whether a file is below one of the folders that a site is made
// of, or stands in the way of one.
func inside(name string, folders []string) bool {
	for _, folder := range folders {
		if name == folder || strings.HasPrefix(name, folder+"/") || strings.HasPrefix(folder, name+"/") {
			return true
		}
	}
	return false
}

// look returns what the listing says against a file.
func look(tree *git.Tree, name string) (found diag.List) {
	info, err := fs.Lstat(tree, name)
	if err != nil {
		return nil // the listing has it
	}
	if p, bad := diag.Irregular(name, info.Mode()); bad {
		found.Add(p)
	}
	if info.Size() > git.MaxFileBytes {
		found.Add(diag.New("content-too-large", name, 0,
			"size", strconv.FormatInt((info.Size()+1<<20-1)>>20, 10)+" MiB", "limit", strconv.Itoa(git.MaxFileBytes>>20)+" MiB"))
	}
	if slices.ContainsFunc(strings.Split(name, "/"), content.Hidden) {
		return found // nobody's content: never read
	}
	if p, bad := content.CheckName(name); bad {
		found.Add(p)
	}
	return found
}

// staysInCircle finds audiences whose readers would suddenly be handed what only
// fewer people may see: who serves the folder of the public edition would not
// notice that it became that of members.
func staysInCircle(shown release.Release, cfg *conf.Config) (found diag.List) {
	for _, before := range shown.Audiences {
		var manifest struct{ Audience string }
		body, err := fs.ReadFile(shown.FS(before.Name), "manifest.json")
		if err != nil || json.Unmarshal(body, &manifest) != nil {
			continue
		}
		there, err := tlp.Parse(manifest.Audience)
		wanted, still := cfg.Audience(before.Name)
		if err == nil && still && !wanted.TLP.Within(there) {
			found.Add(diag.New("publish-wider", conf.File, 0, "audience", before.Name, "there", there.String(), "wanted", wanted.TLP.String()))
		}
	}
	return found
}
