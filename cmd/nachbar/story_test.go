package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kaaw/nachbar"
)

var update = flag.Bool("update", false, "write what commands print into the stories that compare it")

// sources is the folder of the module; stories run in folders of their own.
var sources string

func TestMain(m *testing.M) {
	if _, err := fs.Stat(nachbar.Defaults(), "static/assets/nachbar.css"); err != nil {
		fmt.Fprintln(os.Stderr, "the style sheets and scripts are not bundled yet: run make assets first")
		os.Exit(1)
	}
	if abs, err := filepath.Abs("../.."); err == nil {
		sources = abs
	}
	testscript.Main(m, map[string]func(){"nachbar": main})
}

// The stories in testdata read like sessions at a terminal. Besides the words
// of package testscript they use those below.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"remember":  remember,
			"unchanged": unchanged,
			"follows":   follows,
			"listen":    listen,
			"serve":     serve,
			"hosts":     hosts,
			"push":      push,
			"handbook":  handbook,
			"fetch":     fetch,
			"await":     await,
			"hears":     hears,
			"stop":      stop,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}

// exits STATUS COMMAND… runs a command that has to end with that exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	status := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		status = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

// file is what makes an untouched file recognisable.
type file struct {
	body string
	at   time.Time
}

func read(ts *testscript.TestScript, dir string) map[string]file {
	files := map[string]file{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		body, err := os.ReadFile(name)
		below, _ := filepath.Rel(root, name)
		files[filepath.ToSlash(below)] = file{string(body), info.ModTime()}
		return err
	}))
	return files
}

// What stories keep from one command to the next, by their folders.
var (
	memory  sync.Map // folder → map[string]file
	running sync.Map // folder of the story → *served
)

// remember DIR notes the files of a folder with content and time.
func remember(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: remember DIR")
	}
	memory.Store(ts.MkAbs(args[0]), read(ts, args[0]))
}

// unchanged DIR [FILE…] checks that nothing in a folder changed since it was
// remembered, except the files named, which all have to have changed; FILE may
// be a folder with a slash, of which something has.
func unchanged(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: unchanged DIR [FILE...]")
	}
	known, ok := memory.Load(ts.MkAbs(args[0]))
	if !ok {
		ts.Fatalf("%s was not remembered", args[0])
	}
	before, after := known.(map[string]file), read(ts, args[0])
	var changed []string
	for name, now := range after {
		if then, ok := before[name]; !ok || then != now {
			changed = append(changed, name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			changed = append(changed, name)
		}
	}
	for i, name := range changed {
		for _, folder := range args[1:] {
			if strings.HasSuffix(folder, "/") && strings.HasPrefix(name, folder) {
				changed[i] = folder
			}
		}
	}
	slices.Sort(changed)
	changed = slices.Compact(changed)
	want := slices.Sorted(slices.Values(args[1:]))
	if !slices.Equal(changed, want) {
		ts.Fatalf("changed are %q, want %q", changed, want)
	}
}

var (
	tag  = regexp.MustCompile(`<(?:a|link|script|img|form)\b[^>]*>`)
	goes = regexp.MustCompile(`\s(?:href|src|action)="([^"]*)"`)
)

// follows DIR checks that every link of every page in DIR names a file that is
// there, as a browser needs it that opens pages from a folder.
func follows(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: follows DIR")
	}
	links := 0
	for name, page := range read(ts, args[0]) {
		if !strings.HasSuffix(name, ".html") || name == "404.html" {
			continue
		}
		for _, t := range tag.FindAllString(page.body, -1) {
			for _, m := range goes.FindAllStringSubmatch(t, -1) {
				target, _, _ := strings.Cut(m[1], "#")
				if target == "" || strings.Contains(target, ":") {
					continue
				}
				links++
				info, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), filepath.FromSlash(filepath.Dir(name)), filepath.FromSlash(target)))
				if err != nil || !info.Mode().IsRegular() {
					ts.Fatalf("%s: %s opens no file: %v", name, m[1], err)
				}
			}
		}
	}
	if links == 0 {
		ts.Fatalf("%s has no links", args[0])
	}
}
