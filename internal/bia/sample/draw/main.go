// Draw writes BIA workbooks of invented municipalities into a folder, to try
// "nachbar bia aggregate" with. Run it in the portal's folder:
//
//	go run ./internal/bia/sample/draw -seed 1 -o /tmp/privat/2026
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bia/sample"
	"github.com/kaaw/nachbar/internal/i18n"
)

func main() {
	seed := flag.Uint64("seed", 1, "the same seed gives the same workbooks")
	members := flag.Int("n", sample.Members, "number of municipalities")
	out := flag.String("o", "", "folder to write to, outside the repository")
	flag.Parse()
	if err := draw(*seed, *members, *out); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func draw(seed uint64, members int, out string) error {
	if out == "" {
		return fmt.Errorf("name a folder with -o")
	}
	c, problems, err := bia.Load(os.DirFS("."), "data/prozesse")
	if err != nil || problems.HasErrors() {
		return fmt.Errorf("load processes: %v %v", err, problems)
	}
	text, err := i18n.Load(os.DirFS("."), "de")
	if err != nil {
		return fmt.Errorf("load words: %w", err)
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	for i, w := range sample.Draw(seed, members, c) {
		form, err := bia.WorkbookForm(w.Room(), "xlsx", text.T)
		if err != nil {
			return err
		}
		data, err := form.Bytes(w.Values())
		if err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
		if err := os.WriteFile(filepath.Join(out, fmt.Sprintf("beispiel-%02d.xlsx", i+1)), data, 0o600); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	return nil
}
