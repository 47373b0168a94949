package history

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repository is a folder under git.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	r := repository{t, t.TempDir()}
	r.git("init", "--quiet", "--initial-branch=main")
	return r
}

func (r repository) git(args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.org")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r repository) commit(day, text string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, "stand.yaml"), []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
	r.git("add", "stand.yaml")
	r.git("commit", "--quiet", "--message=x", "--date="+day+"T12:00:00+01:00")
}

// told writes versions as "day text", one a line.
func told(t *testing.T, dir string) string {
	t.Helper()
	versions, err := Versions(t.Context(), dir, "stand.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, v := range versions {
		lines = append(lines, v.Day.Format(time.DateOnly)+" "+string(v.Data))
	}
	return strings.Join(lines, "\n")
}

func TestVersionsAreTheNewestFirst(t *testing.T) {
	r := newRepository(t)
	r.commit("2026-05-01", "eins")
	r.commit("2026-05-02", "zwei")
	r.git("commit", "--quiet", "--allow-empty", "--message=other")
	if got := told(t, r.dir); got != "2026-05-02 zwei\n2026-05-01 eins" {
		t.Error(got)
	}
}

func TestAVersionMayBeGoneAndBeEmpty(t *testing.T) {
	r := newRepository(t)
	r.commit("2026-05-01", "")
	r.git("rm", "--quiet", "stand.yaml")
	r.git("commit", "--quiet", "--message=gone")
	r.commit("2026-05-03", "wieder")
	if got := told(t, r.dir); got != "2026-05-03 wieder\n2026-05-01 " {
		t.Errorf("%q", got)
	}
}

func TestAMergeIsTheDayOfTheChange(t *testing.T) {
	r := newRepository(t)
	r.commit("2026-05-01", "eins")
	r.git("checkout", "--quiet", "-b", "side")
	r.commit("2026-05-02", "zwei")
	r.commit("2026-05-03", "drei")
	r.git("checkout", "--quiet", "main")
	r.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
	got := told(t, r.dir)
	if lines := strings.Split(got, "\n"); len(lines) != 2 || !strings.HasSuffix(lines[0], " drei") || lines[1] != "2026-05-01 eins" {
		t.Error(got)
	}
}

func TestAFileGitDoesNotKnowHasNoVersions(t *testing.T) {
	r := newRepository(t)
	if got := told(t, r.dir); got != "" {
		t.Error("without a commit:", got)
	}
	r.commit("2026-05-01", "eins")
	if versions, err := Versions(t.Context(), r.dir, "other.yaml"); err != nil || versions != nil {
		t.Error(versions, err)
	}
}

func TestOutsideARepositoryThereIsNone(t *testing.T) {
	if _, err := Versions(t.Context(), t.TempDir(), "stand.yaml"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	if _, err := Versions(t.Context(), filepath.Join(t.TempDir(), "gone"), "stand.yaml"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

func TestAShallowCloneIsNotTrusted(t *testing.T) {
	r := newRepository(t)
	r.commit("2026-05-01", "eins")
	r.commit("2026-05-02", "zwei")
	clone := filepath.Join(t.TempDir(), "clone")
	r.git("clone", "--quiet", "--depth=1", "file://"+r.dir, clone)
	if _, err := Versions(t.Context(), clone, "stand.yaml"); !errors.Is(err, ErrShallow) {
		t.Error(err)
	}
}

func TestSettingsOfTheRepositoryRunNothing(t *testing.T) {
	r := newRepository(t)
	r.commit("2026-05-01", "eins")
	ran := filepath.Join(t.TempDir(), "ran")
	program := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(program, []byte("#!/bin/sh\ntouch "+ran+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "diff.external", "gpg.program", "diff.x.textconv"} {
		r.git("config", key, program)
	}
	r.git("config", "log.showSignature", "true")
	if err := os.WriteFile(filepath.Join(r.dir, ".gitattributes"), []byte("* diff=x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := told(t, r.dir); got != "2026-05-01 eins" {
		t.Error(got)
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a program of the repository was started")
	}
}

func FuzzParseLog(f *testing.F) {
	f.Add("day 2026-05-01\n\n:000000 100644 0000 abcd A\tstand.yaml\n", "abcd blob 4\neins\n")
	f.Add(":", "x missing\n")
	f.Add("day 2026-05-01\n: a b c d", "c blob -1\n")
	f.Fuzz(func(t *testing.T, log, batch string) {
		versions, err := parseBatch([]byte(batch), parseLog([]byte(log)))
		for _, v := range versions {
			if err == nil && len(v.Data) > len(batch) {
				t.Error("bytes from nowhere")
			}
		}
	})
}
