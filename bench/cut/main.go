// Command cut makes a site of any number of short pages out of a folder of long
// texts in Markdown, and queries for it.
//
//	cut -in LAWS/content -pages 10000 -out bench/work/cut10k
//
// Every text is cut at headings and paragraphs into pieces of about 2,700
// bytes, the size of a page of a portal; of all pieces every n-th becomes a
// page, so that sites of different size are alike. queries.json in the folder
// holds 100 pairs of words, each from one page, chosen by a seeded generator:
// words that a person could look for, neither everywhere nor unique.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	in := flag.String("in", "", "folder of Markdown files")
	pages := flag.Int("pages", 10000, "number of pages")
	out := flag.String("out", "", "folder to write, must not exist")
	flag.Parse()
	if err := run(*in, *pages, *out); err != nil {
		fmt.Fprintln(os.Stderr, "cut:", err)
		os.Exit(1)
	}
}

func run(in string, pages int, out string) error {
	if in == "" || out == "" || pages < 1 {
		return fmt.Errorf("wants -in FOLDER -out FOLDER")
	}
	if _, err := os.Stat(out); err == nil {
		return fmt.Errorf("%s exists", out)
	}
	all, err := readPieces(in)
	if err != nil {
		return err
	}
	if len(all) < pages {
		return fmt.Errorf("the texts make %d pages, not %d", len(all), pages)
	}
	chosen := make([]piece, pages)
	for i := range chosen {
		chosen[i] = all[i*len(all)/pages]
	}
	if err := writeSite(out, chosen); err != nil {
		return err
	}
	body, err := json.MarshalIndent(queries(chosen), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "queries.json"), append(body, '\n'), 0o666)
}

// settings of the site; without search the peer's input is made.
const settings = `title: Gesetze in Stücken
language: de
baseURL: https://portal.example.org/
strict: false
tlp: CLEAR
audiences: [{name: oeffentlich, tlp: CLEAR}]
search: %t
`

func writeSite(out string, chosen []piece) error {
	for _, p := range chosen {
		name := filepath.Join(out, "content", p.folder, p.name+".md")
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		text := fmt.Sprintf("---\ntitle: %q\n---\n\n%s", p.title, p.text)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return err
		}
	}
	for name, search := range map[string]bool{"nachbar.yaml": true, "without-search.yaml": false} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(fmt.Sprintf(settings, search)), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// clean makes a text one that a title can be.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == '\\' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
