package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// start runs the program inside the test, with an environment of its own.
func start(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, errOut bytes.Buffer
	env := func(string) (string, bool) { return "", false }
	status = run(ctx, args, strings.NewReader(""), &out, &errOut, env)
	return status, out.String(), errOut.String()
}

func TestABuildThatIsInterruptedLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "portal")
	if status, _, stderr := start(t.Context(), "new", "site", dir); status != exitFine {
		t.Fatal(stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	out := filepath.Join(filepath.Dir(dir), "out")
	status, stdout, stderr := start(ctx, "build", "-C", dir, "-o", out)
	if status != exitEnvironment || stdout != "" || stderr != "nachbar: abgebrochen\n" {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(out), ".*"))
	if _, statErr := os.Stat(out); err != nil || len(left) > 0 || !errors.Is(statErr, fs.ErrNotExist) {
		t.Errorf("left are %q", left)
	}
}

func TestTheLanguageIsTakenFromFlagAndEnvironment(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		args string
		want string
	}{
		{nil, "build", "de"},
		{map[string]string{"LANG": "en_US.UTF-8"}, "build", "en"},
		{map[string]string{"LANG": "C"}, "build", "de"},
		{map[string]string{"LANG": "fr_FR"}, "build", "de"},
		{map[string]string{"LANG": "de_DE", "LC_ALL": "en_GB"}, "build", "en"},
		{map[string]string{"LANG": "en_US", "LC_MESSAGES": "de_DE"}, "build", "de"},
		{map[string]string{"LANG": "en_US", "LC_ALL": ""}, "build", "en"},
		{map[string]string{"LANG": "en_US"}, "build --lang de", "de"},
		{nil, "--lang=en build", "en"},
		{nil, "build --lang", "de"},
	} {
		env := func(name string) (string, bool) { value, ok := tt.env[name]; return value, ok }
		if got := language(strings.Fields(tt.args), env); got != tt.want {
			t.Errorf("%v %s: got %s, want %s", tt.env, tt.args, got, tt.want)
		}
	}
}

func TestErrorsOfTheMachineHaveWords(t *testing.T) {
	a, err := newApp(nil, nil, nil, func(string) (string, bool) { return "", false }, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(err error) error {
		return fmt.Errorf("write x: %w", &fs.PathError{Op: "write", Path: "public/x", Err: err})
	}
	for _, tt := range []struct {
		err           error
		message, hint string
	}{
		{at(syscall.EACCES), "für public/x fehlt die Berechtigung", "Rechte"},
		{at(syscall.EROFS), "für public/x fehlt die Berechtigung", "Rechte"},
		{at(syscall.ENOSPC), "für public/x ist auf dem Datenträger kein Platz mehr", "Platz schaffen"},
		{at(syscall.ENOTDIR), "public ist kein Ordner", "umbenennen"},
		{at(syscall.ENOENT), "public/x gibt es nicht", "Schreibweise"},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.ENOSPC}, "für b ist auf dem Datenträger kein Platz mehr", "Platz"},
		{at(syscall.EIO), "write x: write public/x: input/output error", ""},
		{errors.New("anything"), "anything", ""},
	} {
		message, hint, status := a.explain(tt.err)
		if message != tt.message || !strings.Contains(hint, tt.hint) || (hint == "") != (tt.hint == "") || status != exitEnvironment {
			t.Errorf("%v: %q, %q, %d", tt.err, message, hint, status)
		}
	}
}

func TestWithoutNodeTheSearchOfTheBrowserIsNotMeasured(t *testing.T) {
	docs := filepath.Join(t.TempDir(), "docs.jsonl")
	if err := os.WriteFile(docs, []byte(`{"id": "a", "title": "A", "body": "B"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	status, stdout, stderr := start(t.Context(), "eval", docs, docs, docs, "--engine", "browser")
	if status != exitEnvironment || stdout != "" || !strings.Contains(stderr, "läuft in Node") || !strings.Contains(stderr, "hint: ") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}
