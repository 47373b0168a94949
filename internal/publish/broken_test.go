package publish

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/release"
)

// broken are commits that must not reach readers, each with the beginning of a
// problem that has to be told: path, line if there is one, id.
var broken = []struct {
	what   string
	change []string // see files.with
	want   string
}{
	{"YAML that is none", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\n  x: [\n---\n"}, "content/leitfaden/bia.md:3 error yaml-"},
	{"an unknown key", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\ntitel: x\n---\n"}, "content/leitfaden/bia.md:3 error yaml-unknown-key"},
	{"a key twice", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\ntitle: BIA\n---\n"}, "content/leitfaden/bia.md:3 error yaml-"},
	{"an alias of YAML", []string{"content/leitfaden/bia.md", "---\ntitle: &a BIA\ndescription: *a\n---\n"}, "content/leitfaden/bia.md:2 error yaml-"},
	{"front matter without an end", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\n\nText\n"}, "content/leitfaden/bia.md:1 error front-matter-"},
	{"no title", []string{"content/leitfaden/bia.md", "Nur Text.\n"}, "content/leitfaden/bia.md:1 error front-matter-missing"},
	{"no layout", []string{"layouts/_default/single.html", "gone"}, "content/leitfaden/bia.md:1 error layout-missing"},
	{"no layouts", []string{"layouts", "gone"}, "layouts:0 error layout-no-base"},
	{"a layout that is none", []string{"layouts/_default/single.html", "{{define \"main\"}}\n{{if}}{{end}}"}, "layouts/_default/single.html:2 error layout-"},
	{"a layout that asks for what is not there", []string{"layouts/_default/single.html", "{{define \"main\"}}\n{{.Nirgends}}{{end}}"}, "layouts/_default/single.html:2 error layout-"},
	{"a layout that calls itself", []string{"layouts/_default/single.html", "{{define \"main\"}}{{template \"main\" .}}{{end}}"}, "layouts/_default/single.html:"},
	{"an inline script", []string{"layouts/_default/single.html", "{{define \"main\"}}<script>1</script>{{end}}"}, "error html-inline-script"},
	{"a style sheet from elsewhere", []string{"layouts/_default/single.html", "{{define \"main\"}}<link rel=\"stylesheet\" href=\"https://example.org/x.css\">{{end}}"}, "layouts/_default/single.html:1 error html-external"},
	{"a link to nowhere", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\n---\n\n[x](nirgends.md)\n"}, "content/leitfaden/bia.md:5 error link-broken"},
	{"a link loop", []string{"content/a", "link:b", "content/b", "link:a"}, "content/a:0 error content-symlink"},
	{"a link to a file of the machine", []string{"content/leitfaden/passwd.md", "link:/etc/passwd"}, "content/leitfaden/passwd.md:0 error content-symlink"},
	{"a link in the place of the content", []string{"content", "gone", "content", "link:static"}, "content:0 error content-symlink"},
	{"a link in the place of nachbar.yaml", []string{"nachbar.yaml", "link:/etc/hostname"}, "nachbar.yaml:0 error content-symlink"},
	{"a link in the place of the words", []string{"i18n/de.yaml", "link:/etc/hostname"}, "i18n/de.yaml:0 error content-symlink"},
	{"a submodule", []string{"content/nachbarn", "module:" + strings.Repeat("ab", 20)}, "content/nachbarn:0 error content-special-file"},
	{"marks of a conflict in the settings", []string{"nachbar.yaml", "title: Portal\n<<<<<<< HEAD\nlanguage: de\n=======\nlanguage: en\n>>>>>>> x\n"}, "nachbar.yaml:"},
	{"marks of a conflict in a page", []string{"content/leitfaden/bia.md", "---\n<<<<<<< HEAD\ntitle: BIA\n=======\ntitle: Bia\n>>>>>>> x\n---\n"}, "content/leitfaden/bia.md:"},
	{"marks of a conflict in data", []string{"data/rollen.yaml", "<<<<<<< HEAD\n- {id: it, title: IT}\n=======\n- {id: it, title: EDV}\n>>>>>>> x\n"}, "data/rollen.yaml:"},
	{"no nachbar.yaml", []string{"nachbar.yaml", "gone"}, "nachbar.yaml:0 error publish-no-site"},
	{"nachbar.yaml without an audience", []string{"nachbar.yaml", "title: Portal\naudiences: []\n"}, "nachbar.yaml:2 error conf-"},
	{"an audience that may see nothing", []string{"nachbar.yaml", "title: Portal\naudiences: [{name: oeffentlich, tlp: RED}]\n"}, "nachbar.yaml:2 error "},
	{"an audience out of the folder", []string{"nachbar.yaml", "title: Portal\naudiences: [{name: ../x, tlp: CLEAR}]\n"}, "nachbar.yaml:2 error conf-"},
	{"a folder out of the repository", []string{"nachbar.yaml", "title: Portal\ncontent: ../../etc\n"}, "nachbar.yaml:2 error conf-"},
	{"a public audience that becomes that of members", []string{"nachbar.yaml", "title: Portal\naudiences: [{name: oeffentlich, tlp: AMBER}]\n"}, "nachbar.yaml:0 error publish-wider"},
	{"text that is no UTF-8", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\n---\nA\xff\n"}, "content/leitfaden/bia.md:4 error text-invalid-utf8"},
	{"words that are no UTF-8", []string{"i18n/de.yaml", words + "x: \"\xff\"\n"}, "i18n/de.yaml:6 error "},
	{"no content", []string{"content", "gone"}, "content:0 error content-missing"},
	{"no commit of a file", []string{"content", "gone", "data", "gone", "i18n", "gone", "layouts", "gone", "static", "gone", "nachbar.yaml", "gone", "LIESMICH", "x"}, "nachbar.yaml:0 error publish-no-site"},
	{"a label that does not exist", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\ntlp: WHITE\n---\n"}, "content/leitfaden/bia.md:3 error tlp-"},
	{"a label in other letters", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\ntlp: СLEAR\n---\n"}, "content/leitfaden/bia.md:3 error tlp-"},
	{"no label at all", []string{"content/_index.md", "---\ntitle: Start\n---\n"}, "content/_index.md:1 error tlp-missing"},
	{"a mistake that members alone see", []string{"content/intern.md", "---\ntitle: Intern\ntlp: AMBER\n---\n\n[x](nirgends.md)\n"}, "content/intern.md:6 error link-broken"},
	{"a label of members that is misspelt", []string{"content/intern.md", "---\ntitle: Intern\ntpl: AMBER\n---\n"}, "content/intern.md:3 error yaml-unknown-key"},
	{"a cascade of what cannot be handed down", []string{"content/_index.md", "---\ntitle: Start\ncascade: {tlp: CLEAR, cascade: {tlp: CLEAR}}\n---\n"}, "content/_index.md:3 error yaml-"},
	{"a cascade in a circle of aliases", []string{"content/_index.md", "---\ntitle: Start\ncascade: &c {tlp: CLEAR, x: *c}\n---\n"}, "content/_index.md:3 error yaml-"},
	{"two pages of one address", []string{"content/leitfaden/bia/index.md", "---\ntitle: BIA\n---\n"}, "content/leitfaden/bia"},
	{"names that differ in case", []string{"content/leitfaden/BIA.md", "---\ntitle: BIA\n---\n"}, "content/leitfaden/"},
	{"a name that Windows does not take", []string{"content/leitfaden/aux.csv", "a"}, "content/leitfaden/aux.csv:0 error content-bad-name"},
	{"a page called otherwise", []string{"content/leitfaden/x.MD", "---\ntitle: X\n---\n"}, "content/leitfaden/x.MD:0 error content-extension"},
	{"a bomb of Markdown", []string{"content/leitfaden/bia.md", "---\ntitle: BIA\n---\n" + strings.Repeat("> ", 200) + "x\n"}, "content/leitfaden/bia.md:4 error markdown-"},
	{"a bomb of YAML", []string{"data/rollen.yaml", strings.Repeat("[", 20000)}, "data/rollen.yaml:1 error yaml-"},
	{"data of another shape", []string{"data/glossar.yaml", "- {term: Frist}\n- frist\n"}, "data/glossar.yaml:2 error "},
	{"folders without an end", []string{"content/" + strings.Repeat("a/", 30) + "x.md", "---\ntitle: X\n---\n"}, "content/a/a"},
}

// TestABrokenCommitLeavesTheLastGoodRelease publishes each of them on top of a
// good one, and a good one after it.
func TestABrokenCommitLeavesTheLastGoodRelease(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	each := 6 // how many are broken for one that is good
	if os.Getenv("NACHBAR_SOAK") != "" {
		each = 1
	}
	all := []stream{{branch: "anfang", files: portal()}}
	for i, c := range broken {
		all = append(all, stream{branch: fmt.Sprint("kaputt", i), files: portal().with(c.change...)},
			stream{branch: fmt.Sprint("gut", i), files: portal().with("content/leitfaden/bia.md", "---\ntitle: BIA\n---\n"+c.what+"\n")})
	}
	commits := r.commits(all...)
	before := r.published(store, "anfang").Release.ID
	for i, c := range broken {
		result := r.publish(store, fmt.Sprint("kaputt", i))
		if result.Outcome != Refused || result.Commit != commits[2*i+1] || !strings.Contains(told(result.Problems), c.want) {
			t.Errorf("%s: %s, want %q in\n%s", c.what, result.Outcome, c.want, told(result.Problems))
		}
		if now, err := store.Current(); err != nil || now.ID != before {
			t.Fatalf("%s: readers see %s %v, want %s", c.what, now.ID, err, before)
		}
		if i%each == each-1 || i == len(broken)-1 {
			before = r.published(store, fmt.Sprint("gut", i)).Release.ID
		}
	}
	if len(broken) < 30 {
		t.Errorf("only %d commits", len(broken))
	}
	if !strings.Contains(page(t, store, "oeffentlich", "leitfaden/bia/index.html"), broken[len(broken)-1].what) {
		t.Error("the last good commit does not show")
	}
	shown(t, store)
	isLogged(t, store, release.EventRefused, len(broken))
}

// isLogged reports how often an event is in the log.
func isLogged(t *testing.T, store *release.Store, event string, want int) {
	t.Helper()
	log, err := store.Log()
	n := 0
	for _, e := range log {
		if e.Event == event {
			n++
		}
	}
	if err != nil || n != want {
		t.Errorf("%q is %d times in the log, want %d: %v", event, n, want, err)
	}
}

func TestAnEmptyRepositoryAndAMissingBranchAreRefused(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	if got := r.publish(store, "main"); got.Outcome != Refused || !strings.Contains(told(got.Problems), "publish-empty") {
		t.Error(got)
	}
	r.commit("main", portal())
	id := r.published(store, "main").Release.ID
	got := r.publish(store, "veroeffentlicht")
	if got.Outcome != Refused || got.Release.ID != id || !strings.Contains(told(got.Problems), "publish-no-ref map[known:main ref:veroeffentlicht]") {
		t.Error(got, told(got.Problems))
	}
}
