package audience_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kaaw/nachbar/internal/audience"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/tlp"
)

func site() fstest.MapFS {
	m := fstest.MapFS{}
	for _, name := range []string{
		"nachbar.yaml", "content/_index.md", "content/a/b.md", "content/a/plan.pdf", "content/intern/_index.md", "content/intern/c.md",
		"data/rollen.yaml", "data/intern.yaml", "data/tief/x.yaml", "data/tief/y.yaml", "data/runden/1.json",
	} {
		m[name] = &fstest.MapFile{Data: []byte(name), ModTime: time.Unix(99, 0)}
	}
	return m
}

// names lists all files that can be found, in all ways to find them.
func names(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var found []string
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(found, " ")
}

func TestWhatIsHiddenDoesNotExist(t *testing.T) {
	keep := []string{"content", "content/_index.md", "content/a", "content/a/b.md"}
	fsys := audience.Only(site(), "content", func(name string) bool { return slices.Contains(keep, name) })
	if got, want := names(t, fsys), "content/_index.md content/a/b.md data/intern.yaml data/rollen.yaml data/runden/1.json data/tief/x.yaml data/tief/y.yaml nachbar.yaml"; got != want {
		t.Errorf("there is %s\nwant %s", got, want)
	}
	if err := fstest.TestFS(fsys, "content/a/b.md", "nachbar.yaml"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"content/intern", "content/intern/c.md", "content/intern/_index.md", "content/a/plan.pdf", "content/a/none.md"} {
		_, open := fsys.Open(name)
		_, read := fsys.ReadFile(name)
		_, list := fsys.ReadDir(name)
		_, stat := fsys.Stat(name)
		_, lstat := fsys.Lstat(name)
		_, link := fsys.ReadLink(name)
		for i, err := range []error{open, read, list, stat, lstat, link} {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s exists: way %d says %v", name, i, err)
			}
		}
	}
	if _, err := fsys.Open("../x"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

// The time of a folder tells that something in it changed.
func TestFoldersTellNoTimes(t *testing.T) {
	fsys := audience.Without(site(), func(name string) bool { return name == "content/intern" })
	entries, err := fsys.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || entry.IsDir() && !info.ModTime().IsZero() {
			t.Errorf("%s is of %s, %v", entry.Name(), info.ModTime(), err)
		}
	}
}

func rounds(name string) tlp.Label {
	if strings.HasPrefix(name, "data/runden/") {
		return tlp.Amber
	}
	return 0
}

func TestDataAreSeenUpToTheirLabel(t *testing.T) {
	m := site()
	m["data/tlp.yaml"] = &fstest.MapFile{Data: []byte("# Wer was sieht\nintern.yaml: AMBER\ntief/: GREEN\ntief/y.yaml: RED\n")}
	labels, problems, err := audience.LoadLabels(m, "data", rounds)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for label, want := range map[tlp.Label]string{
		tlp.Clear: "rollen", tlp.Green: "rollen tief/x", tlp.Amber: "intern rollen runden/1 tief/x",
	} {
		got := names(t, labels.Within(m, label))
		got = strings.TrimPrefix(got, "content/_index.md content/a/b.md content/a/plan.pdf content/intern/_index.md content/intern/c.md ")
		got = strings.NewReplacer("data/", "", ".yaml", "", ".json", "", " nachbar", "").Replace(got)
		if got != want {
			t.Errorf("%s sees %s, want %s", label, got, want)
		}
	}
}

// Labels fail closed: what cannot be understood is an error, and is not shown.
func TestDataWithLabelsThatCannotBeUnderstoodExistForNobody(t *testing.T) {
	for list, want := range map[string]string{
		"intern.yaml: WHITE\n":           "tlp-retired",
		"intern.yaml: CLЕAR\n":           "text-mixed-script",
		"intern.yaml: clear\n":           "tlp-case",
		"intern.yaml:\n":                 "tlp-empty",
		"intern.yaml: [CLEAR]\n":         "tlp-empty",
		"- intern.yaml\n":                "audience-data-form",
		"intern.yaml: AMBER\nx.yaml: {":  "yaml-syntax",
		"interm.yaml: AMBER\n":           "audience-data-missing",
		"../nachbar.yaml: AMBER\n":       "audience-data-missing",
		"intern.yaml: GREEN\nintern: X ": "tlp-unknown",
	} {
		m := site()
		m["data/tlp.yaml"] = &fstest.MapFile{Data: []byte(list)}
		labels, problems, err := audience.LoadLabels(m, "data", nil)
		if err != nil || len(problems) == 0 || !problems.HasErrors() || !slices.Contains(ids(problems), want) {
			t.Errorf("%q: problems are %v, %v; want %s", list, ids(problems), err, want)
			continue
		}
		seen := strings.Contains(names(t, labels.Within(m, tlp.Clear)), "data/intern.yaml")
		if missing := want == "audience-data-missing"; seen != missing {
			t.Errorf("%q: everybody sees the file: %t", list, seen)
		}
	}
}

func ids(list diag.List) (out []string) {
	for _, p := range list {
		out = append(out, p.ID)
	}
	return out
}

func FuzzLabels(f *testing.F) {
	f.Add("intern.yaml: AMBER\n")
	f.Add("a: {")
	f.Add("tief/: \"TLP:RED\"\n'': GREEN")
	f.Fuzz(func(t *testing.T, list string) {
		m := site()
		m["data/tlp.yaml"] = &fstest.MapFile{Data: []byte(list)}
		labels, problems, err := audience.LoadLabels(m, "data", rounds)
		if err != nil {
			t.Fatal(err)
		}
		public := names(t, labels.Within(m, tlp.Clear))
		if strings.Contains(public, "data/runden/1.json") || strings.Contains(public, "tlp.yaml") {
			t.Errorf("everybody sees %s, %v", public, problems)
		}
	})
}
