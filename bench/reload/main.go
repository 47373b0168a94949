// Command reload measures how long an editor waits: from saving a page to the
// moment a browser that shows it has been told to load it again and has it.
//
//	reload -log results.jsonl -name portal-reload -bin bin/nachbar -site DIR -file content/a.md -page /a/
//
// It starts "nachbar serve", opens the page and its stream of events as the
// script of the preview does, and saves the file again and again, each time
// with another word at its end. The file is put back at the end.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/kaaw/nachbar/bench/sample"
)

type options struct {
	log, name, bin, site, file, page string
	edits                            int
	busy                             bool
}

func main() {
	var o options
	flag.StringVar(&o.log, "log", "", "file that the samples are added to")
	flag.StringVar(&o.name, "name", "", "name of the samples")
	flag.StringVar(&o.bin, "bin", "bin/nachbar", "the program")
	flag.StringVar(&o.site, "site", "", "folder of the site")
	flag.StringVar(&o.file, "file", "", "Markdown file below it that is saved")
	flag.StringVar(&o.page, "page", "", "path of its page, such as /a/")
	flag.IntVar(&o.edits, "edits", 15, "how often it is saved")
	flag.BoolVar(&o.busy, "busy", false, "do not wait until the check behind the scenes is done")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "reload:", err)
		os.Exit(1)
	}
}

func run(o options) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Minute)
	defer cancel()
	file := filepath.Join(o.site, filepath.FromSlash(o.file))
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	server, err := start(ctx, o.bin, o.site)
	if err != nil {
		return err
	}
	defer server.stop()
	defer func() {
		if restored := os.WriteFile(file, text, 0o666); err == nil {
			err = restored
		}
	}()
	for i := range o.edits {
		if !o.busy {
			server.settle()
		}
		marker := fmt.Sprintf("Änderung%dEnde", i)
		s, err := server.edit(ctx, o.page, file, fmt.Sprintf("%s\n%s\n", text, marker), marker)
		if err != nil {
			return fmt.Errorf("edit %d: %w", i, err)
		}
		s.Name = o.name
		fmt.Printf("%-24s %6.0f ms, of which %4.0f ms of CPU\n", o.name, s.Wall*1000, s.CPU*1000)
		if err := sample.Append(o.log, s); err != nil {
			return err
		}
	}
	return nil
}
