package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
)

// write replaces static/assets and static/licenses with files.
func write(root string, files map[string][]byte) error {
	for _, dir := range []string{"assets", "licenses"} {
		if err := os.RemoveAll(filepath.Join(root, "static", dir)); err != nil {
			return fmt.Errorf("clearing the last bundle: %w", err)
		}
	}
	for name, content := range files {
		path := filepath.Join(root, "static", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("writing the bundle: %w", err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return fmt.Errorf("writing the bundle: %w", err)
		}
	}
	return nil
}

// report prints one line a file: its size and its size on a compressed
// connection, in bytes.
func report(out io.Writer, files map[string][]byte) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "bytes\tgzip\t file\t")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(w, "%d\t%d\t static/%s\t\n", len(files[name]), gzipSize(files[name]), name)
	}
	w.Flush()
}

func gzipSize(content []byte) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(content)
	z.Close()
	return b.Len()
}
