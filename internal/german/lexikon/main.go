// Command lexikon builds the word list by which package german splits
// compounds.
//
//	go run ./internal/german/lexikon [-v] COUNTS.tsv
//
// COUNTS.tsv has a line for each word of a large body of German text, here of
// the federal laws, which are in the public domain (§ 5 UrhG): the word in
// lower case, how often it occurs, and how often of these with a capital letter
// inside a sentence, separated by tabs. Capitals tell nouns.
//
// The lists in the folder listen are made by hand. They add what laws do not
// speak of, such as servers and staffs, and correct what counting gets wrong.
package main

import (
	"bytes"
	"compress/flate"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "lexikon:", err)
		os.Exit(1)
	}
}

func run(args []string, out, messages io.Writer) error {
	flags := flag.NewFlagSet("lexikon", flag.ContinueOnError)
	flags.SetOutput(messages)
	target := flags.String("o", "internal/german/lexikon.bin", "`file` to write")
	verbose := flags.Bool("v", false, "print the compounds of the laws with their parts, most frequent first")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("want one file of word counts, got %d arguments", flags.NArg())
	}
	counts, err := readCounts(flags.Arg(0))
	if err != nil {
		return err
	}
	hand, err := readLists()
	if err != nil {
		return err
	}
	lex := build(counts, hand).lexicon()
	if *verbose {
		if err := printSplits(out, lex, counts); err != nil {
			return err
		}
	}
	text := lex.Format(nil)
	packed, err := pack(text)
	if err != nil {
		return err
	}
	fmt.Fprintf(messages, "lexikon: %d words, %d bytes, %d packed\n", strings.Count(text, "\n"), len(text), len(packed))
	return os.WriteFile(*target, packed, 0o644)
}

func pack(text string) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
