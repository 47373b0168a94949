package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stampFile remembers the last run. It lies beside the libraries, so that a
// fresh install bundles anew.
const stampFile = "web/node_modules/.cache/bundle"

// inputs are the files that decide what a bundle contains. The libraries are
// covered by the lock file.
var inputs = append([]struct{ dir, suffix string }{
	{"web/css", ".css"},
	{"web/bundle", ".go"},
	{"web/purge.mjs", ""},
	{"web/package-lock.json", ""},
	{"go.sum", ""},
}, kernUsers...)

// inputDigest hashes the names and contents of all inputs.
func inputDigest(root string) (string, error) {
	names, err := filesOf(root, inputs)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return "", fmt.Errorf("reading an input of the bundle: %w", err)
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(text))
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// upToDate reports whether the last run had the same inputs and all that it
// wrote is still there.
func upToDate(root, digest string) bool {
	text, err := os.ReadFile(filepath.Join(root, stampFile))
	if err != nil {
		return false
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if lines[0] != digest {
		return false
	}
	for _, line := range lines[1:] {
		size, name, _ := strings.Cut(line, " ")
		info, err := os.Stat(filepath.Join(root, "static", name))
		if err != nil || fmt.Sprint(info.Size()) != size {
			return false
		}
	}
	return true
}

// stamp remembers the inputs and the written files with their sizes.
func stamp(root, digest string, files map[string][]byte) error {
	var b strings.Builder
	b.WriteString(digest + "\n")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%d %s\n", len(files[name]), name)
	}
	path := filepath.Join(root, stampFile)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("remembering the bundle: %w", err)
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
