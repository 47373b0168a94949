package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// files are the files of a commit: path → text. A text that begins with link:
// is a symbolic link, with module: a submodule, with raw: a blob by its name.
type files map[string]string

// portal is a small site without problems.
func portal() files {
	return files{
		"nachbar.yaml":                 "title: Portal\nbaseURL: https://portal.example.org/\nsearch: false\naudiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]\n",
		"content/_index.md":            "---\ntitle: Start\ncascade: {tlp: CLEAR}\n---\nWillkommen, siehe [BIA](leitfaden/bia.md).\n",
		"content/leitfaden/_index.md":  "---\ntitle: Leitfaden\n---\n",
		"content/leitfaden/bia.md":     "---\ntitle: BIA\n---\nText.\n",
		"content/leitfaden/plan.csv":   "a;b\n",
		"content/intern.md":            "---\ntitle: Intern\ntlp: AMBER\n---\nNur für Mitglieder.\n",
		"data/rollen.yaml":             "- {id: it, title: IT-Leitung}\n",
		"static/favicon.svg":           "<svg/>",
		"i18n/de.yaml":                 words,
		"layouts/base.html":            layoutBase,
		"layouts/_default/single.html": `{{define "main"}}{{.Body}}<ul>{{range .Attachments}}<li><a href="{{.URL}}">{{.Name}}</a></li>{{end}}</ul>{{end}}`,
		"layouts/_default/home.html":   `{{define "main"}}{{.Body}}<ul>{{range .Children}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{end}}`,
		"layouts/_default/list.html":   `{{define "main"}}{{.Body}}{{with .Pager}}<ul>{{range .Items}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}</ul>{{end}}{{end}}`,
		"layouts/_default/filter.html": `{{define "main"}}{{end}}`,
		"layouts/_default/tags.html":   `{{define "main"}}{{end}}`,
		"layouts/_default/tag.html":    `{{define "main"}}{{end}}`,
		"layouts/_default/az.html":     `{{define "main"}}<ul>{{range .Letters}}{{range .Entries}}<li><a href="{{.URL}}">{{.Title}}</a></li>{{end}}{{end}}</ul>{{end}}`,
		"layouts/_default/404.html":    `{{define "main"}}<p><a href="{{.Site.Home.URL}}">{{t "page.notFound"}}</a></p>{{end}}`,
	}
}

const (
	words = `page.notFound: "Nicht gefunden"
page.az: "Von A bis Z"
page.tags: "Schlagworte"
tlp.clear: "für alle"
tlp.amber: "für Mitglieder"
`
	layoutBase = `<!doctype html>
<html lang="{{.Site.Language}}">
<head><meta charset="utf-8"><title>{{.Title}} – {{.Site.Title}}</title></head>
<body><nav aria-label="Menü"><p><a href="{{rel ""}}">Start</a> <a href="{{rel "a-z/"}}">A–Z</a></p></nav>
<main><h1>{{.Title}}</h1><p>{{.TLP.Name}}</p>{{block "main" .}}{{end}}</main></body>
</html>
`
)

// with returns a copy with other files: path, text, path, text…; the text
// "gone" removes a file, or all below a folder.
func (f files) with(pairs ...string) files {
	out := maps.Clone(f)
	for i := 0; i < len(pairs); i += 2 {
		name, text := pairs[i], pairs[i+1]
		if text == "gone" {
			maps.DeleteFunc(out, func(n, _ string) bool { return n == name || strings.HasPrefix(n, name+"/") })
		} else {
			out[name] = text
		}
	}
	return out
}

// repository is a bare repository that grows commit by commit.
type repository struct {
	t   testing.TB
	dir string
}

func newRepository(t testing.TB) repository {
	r := repository{t, filepath.Join(t.TempDir(), "repo.git")}
	if err := os.Mkdir(r.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	r.git(nil, "init", "--quiet", "--bare", "--initial-branch=main", "--template=")
	return r
}

func (r repository) git(in io.Reader, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Stdin = in
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.org",
		"GIT_AUTHOR_DATE=1780000000 +0200", "GIT_COMMITTER_DATE=1780000000 +0200")
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit makes a commit of files the newest of a branch and returns its name.
func (r repository) commit(branch string, f files) string {
	r.t.Helper()
	return r.commits(stream{branch: branch, files: f})[0]
}

// stream is a commit that is written together with others.
type stream struct {
	branch  string
	files   files
	message string
}

// commits writes many commits at once, each on the newest of its branch.
func (r repository) commits(all ...stream) []string {
	r.t.Helper()
	var in bytes.Buffer
	for i, c := range all {
		message := c.message + "\n"
		fmt.Fprintf(&in, "commit refs/heads/%s\nmark :%d\ncommitter c <c@example.org> %d +0200\ndata %d\n%s", c.branch, i+1, 1780000000+i, len(message), message)
		if len(all) == 1 { // else they are of new branches
			if out, err := exec.Command("git", "-C", r.dir, "rev-parse", "--verify", "--quiet", c.branch).Output(); err == nil {
				fmt.Fprintf(&in, "from %s", out)
			}
		}
		in.WriteString("deleteall\n")
		for _, name := range slices.Sorted(maps.Keys(c.files)) {
			writeFile(&in, name, c.files[name])
		}
		fmt.Fprintf(&in, "get-mark :%d\n", i+1)
	}
	return strings.Fields(r.git(&in, "fast-import", "--quiet", "--force", "--date-format=raw-permissive"))
}

func writeFile(in *bytes.Buffer, name, text string) {
	mode := "100644"
	if rest, ok := strings.CutPrefix(text, "link:"); ok {
		mode, text = "120000", rest
	}
	name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(name) + `"`
	if id, ok := strings.CutPrefix(text, "module:"); ok {
		fmt.Fprintf(in, "M 160000 %s %s\n", id, name)
		return
	}
	if id, ok := strings.CutPrefix(text, "raw:"); ok {
		fmt.Fprintf(in, "M 100644 %s %s\n", id, name)
		return
	}
	fmt.Fprintf(in, "M %s inline %s\ndata %d\n%s\n", mode, name, len(text), text)
}

// newStore makes an empty store.
func newStore(t testing.TB) *release.Store {
	t.Helper()
	store, err := release.OpenStore(filepath.Join(t.TempDir(), "portal"), release.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// defaults are what the program brings along.
func defaults() fs.FS {
	return fstest.MapFS{"i18n/de.yaml": {Data: []byte(words)}, "i18n/en.yaml": {Data: []byte(words)}}
}

// options publish a branch of the repository into a store.
func (r repository) options(store *release.Store, branch string) Options {
	return Options{Source: r.dir, Ref: branch, Store: store, Site: site.Options{Version: "test", Defaults: defaults()}}
}

// publish publishes a branch.
func (r repository) publish(store *release.Store, branch string) Result {
	r.t.Helper()
	result, err := Run(context.Background(), r.options(store, branch))
	if err != nil {
		r.t.Fatal(err)
	}
	return result
}

// published publishes a branch that has to be good.
func (r repository) published(store *release.Store, branch string) Result {
	r.t.Helper()
	result := r.publish(store, branch)
	if result.Outcome != Published {
		r.t.Fatalf("%s is %s:\n%s", branch, result.Outcome, told(result.Problems))
	}
	return result
}

// told writes problems as the command line does, without words.
func told(list diag.List) string {
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "%s:%d %s %s %v\n", p.Path, p.Line, p.Severity, p.ID, p.Args)
	}
	return b.String()
}

// shown is the release that readers see, checked.
func shown(t testing.TB, store *release.Store) release.Release {
	t.Helper()
	r, err := store.Current()
	if err != nil {
		t.Fatal(err)
	}
	report, err := store.Verify(context.Background(), "")
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(err, report.Findings)
	}
	return r
}

// sum is one checksum of all files of all audiences of a release.
func sum(t testing.TB, r release.Release) string {
	t.Helper()
	h := sha256.New()
	for _, a := range r.Audiences {
		err := fs.WalkDir(r.FS(a.Name), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			src, err := fs.ReadFile(r.FS(a.Name), name)
			fmt.Fprintf(h, "%s/%s %x\n", a.Name, name, sha256.Sum256(src))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// page reads a file of the current release.
func page(t testing.TB, store *release.Store, audience, name string) string {
	t.Helper()
	r, err := store.Current()
	if err != nil {
		t.Fatal(err)
	}
	src, err := fs.ReadFile(r.FS(audience), name)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestACommitBecomesARelease(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	commit := r.commit("main", portal())
	result := r.published(store, "")
	if result.Commit != commit || result.Release.Commit != commit || result.Release.ID != shown(t, store).ID {
		t.Errorf("%+v", result)
	}
	if page(t, store, "mitglieder", "intern/index.html") == "" || page(t, store, "oeffentlich", "intern/index.html") != "" {
		t.Error("each audience sees its own")
	}
	if len(result.Editions) != 2 || result.Editions[0].Audience != "oeffentlich" || result.Editions[0].Stats.Rendered == 0 {
		t.Errorf("%+v", result.Editions)
	}
	if again := r.publish(store, "main"); again.Outcome != Unchanged || again.Release.ID != result.Release.ID {
		t.Errorf("the same commit again: %+v", again)
	}
}

func TestOnePageChangedRendersLittle(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	site := portal()
	for i := range 30 {
		site[fmt.Sprintf("content/leitfaden/s%02d.md", i)] = fmt.Sprintf("---\ntitle: Seite %d\n---\nText.\n", i)
	}
	r.commit("main", site)
	r.published(store, "main")
	r.commit("main", site.with("content/leitfaden/s07.md", "---\ntitle: Seite 7\n---\nAnderer Text.\n"))
	for _, e := range r.published(store, "main").Editions {
		if e.Stats.Rendered > 3 || e.Stats.Kept < 30 {
			t.Errorf("%s: %+v", e.Audience, e.Stats)
		}
	}
	if !strings.Contains(page(t, store, "oeffentlich", "leitfaden/s07/index.html"), "Anderer Text") {
		t.Error("the change does not show")
	}
}
