// Command draw writes the answers of invented municipalities, so that an editor
// can try how a round is counted: go run ./internal/bsc/sample/draw -o private.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/sample"
)

func main() {
	seed := flag.Uint64("seed", 1, "start of the chance: the same seed gives the same answers")
	out := flag.String("o", "private", "folder for one CSV file a round")
	flag.Parse()
	if err := draw(*seed, *out); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

func draw(seed uint64, out string) error {
	all, problems, err := bsc.Load(os.DirFS("."), "data/"+bsc.Dir)
	if err != nil {
		return err
	}
	if problems.HasErrors() {
		return fmt.Errorf("the catalogues have %d problems: run nachbar check", len(problems))
	}
	rounds, err := sample.Draw(sample.Default(seed), all)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o700); err != nil {
		return err
	}
	for _, r := range rounds {
		file := filepath.Join(out, r.ID+".csv")
		if err := os.WriteFile(file, r.CSV(), 0o600); err != nil {
			return err
		}
		fmt.Println(file, len(r.Sheets))
	}
	return nil
}
