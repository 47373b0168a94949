// Command measure runs a program and adds what it cost to a log.
//
//	measure -log results.jsonl -name nachbar-laws -- bin/nachbar build …
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/kaaw/nachbar/bench/sample"
)

func main() {
	log := flag.String("log", "", "file that the sample is added to")
	name := flag.String("name", "", "name of the sample")
	flag.Parse()
	if err := run(*log, *name, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(log, name string, args []string) error {
	if log == "" || name == "" || len(args) == 0 {
		return fmt.Errorf("wants -log FILE -name NAME -- COMMAND")
	}
	s, err := sample.Run(name, args...)
	if err != nil {
		return err
	}
	fmt.Printf("%-24s cpu %7.2f s  wall %7.2f s  rss %6.0f MiB\n", name, s.CPU, s.Wall, s.RSS)
	return sample.Append(log, s)
}
