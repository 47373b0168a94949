// Command gen writes a site of any number of pages for measurements.
//
//	gen -pages 10000 -out bench/work/gen10k
//
// The site is the same for the same number of pages, on every machine: all
// choices come from one seeded generator. It is shaped like a grown portal:
// sections from a handful of pages up to a tenth of all pages in one folder,
// two levels deep where they are large, German text with headings, lists,
// tables, footnotes, notes and definitions, links between pages by file, a few
// frequent tags and many rare ones.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

func main() {
	pages := flag.Int("pages", 10000, "number of pages, section pages not counted")
	out := flag.String("out", "", "folder to write, must not exist")
	flag.Parse()
	if err := run(*pages, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(pages int, out string) error {
	if out == "" {
		return fmt.Errorf("name a folder with -out")
	}
	if _, err := os.Stat(out); err == nil {
		return fmt.Errorf("%s exists", out)
	}
	g := &generator{out: out, rng: rand.New(rand.NewPCG(200, 4)), pages: layOut(pages)}
	if err := g.write("nachbar.yaml", settings(g.pages)); err != nil {
		return err
	}
	for _, s := range sections(g.pages) {
		if err := g.write("content/"+s+"/_index.md", g.sectionPage(s)); err != nil {
			return err
		}
	}
	for i := range g.pages {
		if err := g.write("content/"+g.pages[i].file, g.page(i)); err != nil {
			return err
		}
	}
	return nil
}

// generator writes pages in order; the order is part of what makes two runs equal.
type generator struct {
	out   string
	rng   *rand.Rand
	pages []place
}

func (g *generator) write(name, text string) error {
	full := filepath.Join(g.out, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		return err
	}
	return os.WriteFile(full, []byte(text), 0o666)
}
