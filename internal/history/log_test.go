package history

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// story makes a repository of a stream for "git fast-import".
func story(t testing.TB, lines ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "story.git")
	run(t, "", "init", "--quiet", "--bare", "--initial-branch=main", dir)
	run(t, strings.Join(lines, "\n")+"\ndone\n", "-C", dir, "fast-import", "--quiet", "--done", "--date-format=rfc2822")
	return dir
}

func run(t testing.TB, in string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
	cmd.Stdin = strings.NewReader(in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// on is a commit of a story: its mark, branch, day, message and what it does.
func on(mark int, branch, day, message string, what ...string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	date := at.Add(23*time.Hour).Format("Mon, 2 Jan 2006 15:04:05") + " +0200"
	return fmt.Sprintf("commit refs/heads/%s\nmark :%d\nauthor Erika Muster <e@example.org> %s\ncommitter C <c@example.org> %s\ndata %d\n%s\n%s",
		branch, mark, date, date, len(message), message, strings.Join(what, "\n"))
}

// put writes a file.
func put(path, text string) string {
	return fmt.Sprintf("M 100644 inline %s\ndata %d\n%s", path, len(text), text)
}

// summary writes a log down without names of contents.
func summary(l *Log) string {
	var b strings.Builder
	for _, c := range l.Commits {
		fmt.Fprintf(&b, "%s", c.Day.Format(time.DateOnly))
		for _, f := range c.Changes {
			switch {
			case f.Blob == "":
				fmt.Fprintf(&b, " -%s", f.Path)
			case f.From != "":
				fmt.Fprintf(&b, " %s>%s", f.From, f.Path)
			case f.New:
				fmt.Fprintf(&b, " +%s", f.Path)
			default:
				fmt.Fprintf(&b, " %s", f.Path)
			}
		}
		for _, p := range c.Parts {
			fmt.Fprintf(&b, " [%s", p.Role)
			if p.Merge {
				b.WriteString("merge")
			}
			for _, n := range p.Notes {
				fmt.Fprintf(&b, " (%s) %s", n.Page, n.Text)
			}
			b.WriteString("]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func readStory(t testing.TB, lines ...string) *Log {
	t.Helper()
	log, err := Read(t.Context(), story(t, lines...), "main")
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func TestTheLogTellsFilesDaysRolesAndNotes(t *testing.T) {
	text := strings.Repeat("Zeile\n", 20)
	log := readStory(t,
		on(1, "main", "2026-01-01", "Anfang\n\nRolle: Redaktion", put("a.md", text), put("weg.md", "x")),
		on(2, "main", "2026-02-01", "Umzug", "R a.md neu/ä b.md", put("neu/ä b.md", text+"mehr"), "D weg.md"),
		on(3, "main", "2026-03-01", "Text\n\nAenderung(neu/b): Neu gefasst\nRolle: Redaktion", put("neu/ä b.md", text+"noch mehr")),
		on(4, "main", "2026-03-02", "Leer"),
	)
	want := `2026-03-02 []
2026-03-01 neu/ä b.md [Redaktion (neu/b) Neu gefasst]
2026-02-01 a.md>neu/ä b.md -weg.md []
2026-01-01 +a.md +weg.md [Redaktion]
`
	if diff := cmp.Diff(want, summary(log)); diff != "" {
		t.Error(diff)
	}
}

func TestAMergeBringsTheNotesOfItsParts(t *testing.T) {
	log := readStory(t,
		on(1, "main", "2026-01-01", "Anfang", put("a.md", "1")),
		on(2, "side", "2026-01-05", "Seite\n\nÄnderung: Von der Seite\nRole: Fachgruppe", "from :1", put("a.md", "2")),
		on(3, "side", "2026-01-06", "Seite 2", put("b.md", "2")),
		on(4, "main", "2026-01-07", "Derweil", "from :1", put("c.md", "1")),
		on(5, "main", "2026-02-01", "Merge", "from :4", "merge :3", put("a.md", "2"), put("b.md", "2")),
		on(6, "main", "2026-02-02", "Danach", put("c.md", "2")),
	)
	want := `2026-02-02 c.md [] 
2026-02-01 a.md +b.md [merge] [] [Fachgruppe () Von der Seite]
2026-01-07 +c.md []
2026-01-01 +a.md []
`
	if diff := cmp.Diff(strings.ReplaceAll(want, "[] \n", "[]\n"), summary(log)); diff != "" {
		t.Error(diff)
	}
	if files := log.Commits[1].Parts[2].Files; !cmp.Equal(files, []string{"a.md"}) {
		t.Error("files of a part:", files)
	}
}

func TestFilesAreFollowedOverMoves(t *testing.T) {
	text := strings.Repeat("Zeile\n", 20)
	log := readStory(t,
		on(1, "main", "2026-01-01", "a", put("a.md", text), put("x.md", "alt")),
		on(2, "main", "2026-01-02", "b", "R a.md b.md", "D x.md"),
		on(3, "main", "2026-01-03", "c", put("a.md", "ein anderes"), put("x.md", "neu")),
		on(4, "main", "2026-01-04", "d", "R b.md c/b.md"),
	)
	got := log.Follow([]string{"c/b.md", "a.md", "x.md", "none.md"})
	var b strings.Builder
	for _, path := range []string{"c/b.md", "a.md", "x.md", "none.md"} {
		fmt.Fprint(&b, path, ":")
		for _, s := range got[path] {
			fmt.Fprintf(&b, " %s %s %t", log.Commits[s.Commit].Day.Format("02"), s.Path, s.New)
		}
		b.WriteString("\n")
	}
	want := "c/b.md: 04 c/b.md false 02 b.md false 01 a.md true\na.md: 03 a.md true\nx.md: 03 x.md true\nnone.md:\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestALogEndsAtItsCommit(t *testing.T) {
	dir := story(t, on(1, "main", "2026-01-01", "a", put("a.md", "1")), on(2, "main", "2026-01-02", "b", put("a.md", "2")))
	log, err := Read(t.Context(), dir, "main~1")
	if err != nil || len(log.Commits) != 1 {
		t.Fatal(log, err)
	}
	if versions, err := VersionsAt(t.Context(), dir, "main~1", "a.md"); err != nil || len(versions) != 1 || string(versions[0].Data) != "1" {
		t.Error(versions, err)
	}
	for _, commit := range []string{"none", "--all", "-h"} {
		if _, err := Read(t.Context(), dir, commit); err == nil || errors.Is(err, ErrNone) {
			t.Errorf("commit %s: %v", commit, err)
		}
	}
	var memory Memory
	first, err := memory.Read(t.Context(), dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := memory.Read(t.Context(), dir, "main"); err != nil || again != first {
		t.Error("the same commit was read twice", err)
	}
	if other, err := memory.Read(t.Context(), dir, "main~1"); err != nil || len(other.Commits) != 1 {
		t.Error("another commit was not read", err)
	}
}

func TestWhatTookLongIsKeptForTheNextRun(t *testing.T) {
	dir := story(t, on(1, "main", "2026-01-01", "a\n\nAenderung: x", put("a.md", "1")), on(2, "main", "2026-01-02", "b", put("a.md", "2")))
	var file []byte
	worked := 0
	run := func(commit string, m *Memory) (string, string) {
		t.Helper()
		m.Kept, m.Keep = func() []byte { return file }, func(b []byte) error { file = b; return nil }
		log, err := m.Read(t.Context(), dir, commit)
		if err != nil {
			t.Fatal(err)
		}
		name := log.Commits[len(log.Commits)-1].Changes[0].Blob
		facts, err := log.Facts(t.Context(), "k", []string{name, name}, func(data []byte) string { worked++; return "fact " + string(data) })
		if err != nil {
			t.Fatal(err)
		}
		return summary(log), facts[name]
	}
	var first Memory
	want, fact := run("main", &first)
	first.save()
	for name, m := range map[string]*Memory{"the same run": &first, "the next one": {}} {
		if got, again := run("main", m); got != want || again != fact || fact != "fact 1" || worked != 1 {
			t.Errorf("%s: %s %s, worked out %d times", name, got, again, worked)
		}
	}
	if got, again := run("main~1", &Memory{}); !strings.HasSuffix(want, got) || got == want || again != fact || worked != 1 {
		t.Errorf("another commit: %s %s, worked out %d times", got, again, worked)
	}
	file = []byte("spoiled")
	if got, again := run("main", &Memory{}); got != want || again != fact || worked != 2 {
		t.Errorf("a spoiled file: %s %s, worked out %d times", got, again, worked)
	}
}

func TestALogOfAFolderBelowTheRepositoryIsThatOfTheFolder(t *testing.T) {
	r := newRepository(t)
	site := filepath.Join(r.dir, "portal")
	if err := os.Mkdir(site, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(site, "a.md"), []byte("1"), 0o644); err != nil {
		t.Fatal(err)
	}
	r.git("add", "portal")
	r.commit("2026-05-01", "eins")
	log, err := Read(t.Context(), site, Head)
	if err != nil || summary(log) != "2026-05-01 +a.md []\n" {
		t.Error(summary(log), err)
	}
}

func TestWithoutAHistoryThereIsNoLog(t *testing.T) {
	if _, err := Read(t.Context(), t.TempDir(), Head); !errors.Is(err, ErrNone) {
		t.Error("no repository:", err)
	}
	r := newRepository(t)
	if _, err := Read(t.Context(), r.dir, Head); !errors.Is(err, ErrNone) {
		t.Error("no commit:", err)
	}
	r.commit("2026-05-01", "eins")
	r.commit("2026-05-02", "zwei")
	clone := filepath.Join(t.TempDir(), "clone")
	r.git("clone", "--quiet", "--depth=1", "file://"+r.dir, clone)
	if _, err := Read(t.Context(), clone, Head); !errors.Is(err, ErrShallow) {
		t.Error("shallow:", err)
	}
}

func TestBlobsComeOnceAndGiantsNever(t *testing.T) {
	log := readStory(t, on(1, "main", "2026-01-01", "a", put("a.md", "eins"), put("b.md", strings.Repeat("x", MaxBytes+1)), put("c.md", "")))
	blobs := map[string]string{}
	var names []string
	for _, c := range log.Commits[0].Changes {
		blobs[c.Blob] = c.Path
		names = append(names, c.Blob)
	}
	var got []string
	err := log.Blobs(t.Context(), append(names, strings.Repeat("1", 40)), func(name string, data []byte) {
		got = append(got, fmt.Sprint(blobs[name], " ", data != nil, " ", len(data)))
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"a.md true 4": true, "b.md false 0": true, "c.md true 0": true, " false 0": true}
	for _, line := range got {
		delete(want, line)
	}
	if len(got) != 4 || len(want) != 0 {
		t.Error(got)
	}
}

func TestTheNewestMessageSaysWhatIsRefused(t *testing.T) {
	log := readStory(t,
		on(1, "main", "2026-01-01", "a\n\nAenderung: ruf an: a@example.org", put("a.md", "1")),
		on(2, "main", "2026-01-02", "b\n\nAenderung: gut\nRolle: Erika  muster\nAenderung: schlecht\u202e", put("a.md", "2")),
	)
	if !cmp.Equal(log.Refused, []Refusal{{Line: 5, Reason: Hidden}}) {
		t.Error(log.Refused)
	}
	if p := log.Commits[0].Parts[0]; p.Role != "" || p.Name != "Erika Muster" || len(p.Notes) != 1 {
		t.Errorf("an author's name is no role: %+v", p)
	}
}
