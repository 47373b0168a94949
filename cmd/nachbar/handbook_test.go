package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// handbook CHAPTER FILE writes the commands of a chapter of the handbook into a
// file: its blocks marked "sh", one after the other.
func handbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: handbook CHAPTER FILE")
	}
	text, err := os.ReadFile(filepath.Join(sources, "docs", "handbuch", args[0]))
	ts.Check(err)
	var commands strings.Builder
	inside := false
	for line := range strings.Lines(string(text)) {
		switch strings.TrimSpace(line) {
		case "```sh":
			inside = true
		case "```":
			inside = false
		default:
			if inside {
				commands.WriteString(line)
			}
		}
	}
	if commands.Len() == 0 {
		ts.Fatalf("%s has no block of commands", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(commands.String()), 0o666))
}
