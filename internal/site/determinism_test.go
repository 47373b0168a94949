package site_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/lint"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/site"
)

// copyTo writes a portal into a folder.
func (p portal) copyTo(t *testing.T, dir string) string {
	t.Helper()
	for name, text := range p {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestTheSameSiteGivesTheSameBytes builds one portal in other folders, with
// other numbers of processors, in another time zone, on another day.
func TestTheSameSiteGivesTheSameBytes(t *testing.T) {
	want := outputs(t, site.Options{FS: newPortal().fs()})
	if len(want) < 45 {
		t.Fatalf("only %d files: the portal has little to differ in", len(want))
	}
	same := func(name string, opt site.Options) {
		t.Helper()
		if d := difference(outputs(t, opt), want); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for _, name := range []string{"eins", "zwei/mit Leerzeichen"} {
		dir := newPortal().copyTo(t, filepath.Join(t.TempDir(), name))
		same("in the folder "+name, site.Options{FS: os.DirFS(dir)})
	}
	for _, n := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(n)
		same(fmt.Sprint("with ", n, " processors"), site.Options{FS: newPortal().fs()})
		runtime.GOMAXPROCS(before)
	}
	for _, name := range []string{"America/New_York", "Pacific/Kiritimati"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		before := time.Local
		time.Local = zone
		same("in "+name, site.Options{FS: newPortal().fs()})
		time.Local = before
	}
	for _, lang := range []string{"C", "tr_TR.UTF-8", "en_US"} {
		t.Setenv("LANG", lang)
		t.Setenv("LC_ALL", lang)
		same("with the locale "+lang, site.Options{FS: newPortal().fs()})
	}
	same("on another day", site.Options{FS: newPortal().fs(), Today: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)})
	same("by another version", site.Options{FS: newPortal().fs(), Version: "other"})
}

func TestWhatMembersReadDoesNotChangeThePublicBuild(t *testing.T) {
	want := outputs(t, site.Options{FS: newPortal().fs()})
	for name, p := range map[string]portal{
		"a page":    newPortal().with("content/wissen/geheim.md", md("Geheim", "tlp: AMBER", "tags: [geheim, analyse]", "lastmod: 2030-01-01", "aliases: [/geheim/]", "Frist [x](a.md)\n")),
		"a section": newPortal().with("content/geheim/_index.md", md("Geheim", "cascade: {tlp: GREEN}"), "content/geheim/x.md", md("X", "kind: event", "start: 2027-02-15"), "content/geheim/plan.csv", "secret"),
		"none":      newPortal().with("content/intern.md", ""),
	} {
		if d := difference(outputs(t, site.Options{FS: p.fs()}), want); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	members := outputs(t, site.Options{FS: newPortal().fs(), Audience: "mitglieder"})
	if _, ok := members["intern/index.html"]; !ok || strings.Contains(string(members["robots.txt"]), "Allow: /") {
		t.Errorf("members do not get their page, or search engines do: %s", members["robots.txt"])
	}
	for path, body := range want {
		if strings.Contains(string(body), "Intern") || strings.Contains(path, "intern") {
			t.Errorf("the public file %s tells of the members' page", path)
		}
	}
}

// TestAPortableEditionOpensFromAFolder follows every link of every page to a
// file, without a server that knows index.html.
func TestAPortableEditionOpensFromAFolder(t *testing.T) {
	files := outputs(t, site.Options{FS: newPortal().fs(), Portable: true})
	links := 0
	for path, body := range files {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		page, _ := lint.Scan(path, body)
		for ref := range refs(page) {
			links++
			target, _, ok := lint.Resolve(path, ref)
			if _, exists := files[target]; !ok || !exists || strings.HasSuffix(strings.SplitN(ref, "#", 2)[0], "/") || strings.HasPrefix(ref, "/") {
				t.Errorf("%s links to %s, which is %s", path, ref, target)
			}
		}
	}
	if links < 200 {
		t.Errorf("only %d links", links)
	}
	if _, ok := files["assets/x.css"]; !ok {
		t.Error("the style sheet has no stable name")
	}
}

func TestTheManifestDescribesEveryFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	stage, err := release.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	result, err := site.Build(context.Background(), site.Options{FS: newPortal().fs()}, stage, &site.Cache{})
	if err != nil || result.Problems.HasErrors() {
		t.Fatal(err, listing(result.Problems))
	}
	read := func(name string) []byte {
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	listed := map[string]string{"pruefsummen.txt": ""}
	last := ""
	for line := range strings.Lines(string(read("pruefsummen.txt"))) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ") // the format of sha256sum -c
		if !ok || name <= last {
			t.Errorf("line %q", line)
		}
		listed[name], last = sum, name
		if got := sha256.Sum256(read(name)); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s has another sum", name)
		}
	}
	err = filepath.WalkDir(dir, func(full string, entry fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(dir, full)
		if _, ok := listed[filepath.ToSlash(rel)]; !ok && !entry.IsDir() {
			t.Errorf("%s is not listed", rel)
		}
		return relErr
	})
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Generator, Title, Audience, Language, Content string
		Pages                                         int
		Files                                         []struct {
			Path, SHA256 string
			Size         int64
		}
	}
	if err := json.Unmarshal(read("manifest.json"), &m); err != nil {
		t.Fatal(err)
	}
	if m.Generator != "nachbar" || m.Title != "Portal" || m.Audience != "TLP:CLEAR" || m.Language != "de" || len(m.Content) != 64 || m.Pages != result.Stats.Pages {
		t.Errorf("the manifest says %+v", m)
	}
	if len(m.Files) != len(listed)-2 || result.Stats.Outputs != len(listed) {
		t.Errorf("%d files in the manifest, %d in the build, %d listed", len(m.Files), result.Stats.Outputs, len(listed))
	}
	for _, f := range m.Files {
		if listed[f.Path] != f.SHA256 || f.Size != int64(len(read(f.Path))) {
			t.Errorf("%s is listed with %s and %d bytes", f.Path, f.SHA256, f.Size)
		}
	}
}

// TestTheDefaultsBuildASoundSite builds the starter with the layouts, words
// and style sheets that the program brings along, in all its editions.
func TestTheDefaultsBuildASoundSite(t *testing.T) {
	starter, err := nachbar.Starter()
	if err != nil {
		t.Fatal(err)
	}
	opt := site.Options{FS: overlay.New(starter, nachbar.Defaults(), "layouts", "static", "i18n", "data")}
	web := outputs(t, opt)
	if d := difference(outputs(t, opt), web); d != "" {
		t.Errorf("the second build differs: %s", d)
	}
	opt.Portable = true
	stick := outputs(t, opt)
	for _, want := range []string{"index.html", "404.html", "robots.txt", "a-z/index.html", "manifest.json", "pruefsummen.txt"} {
		if web[want] == nil || stick[want] == nil {
			t.Errorf("no %s", want)
		}
	}
	for path, body := range stick {
		if page, _ := lint.Scan(path, body); strings.HasSuffix(path, ".html") {
			for ref := range refs(page) {
				if target, _, ok := lint.Resolve(path, ref); !ok || stick[target] == nil || strings.HasSuffix(strings.SplitN(ref, "#", 2)[0], "/") {
					t.Errorf("%s links to %s, which opens no file", path, ref)
				}
			}
		}
	}
}
