// Command report turns a log of samples into a table of medians and holds it
// against the goals.
//
//	report -log bench/work/results.jsonl > bench/results/latest.txt
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/kaaw/nachbar/bench/sample"
)

func main() {
	log := flag.String("log", "", "file of samples")
	flag.Parse()
	if err := run(*log, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run(log string, w io.Writer) error {
	all, err := sample.Read(log)
	if err != nil {
		return err
	}
	medians := map[string]sample.Sample{}
	for name, runs := range all {
		medians[name] = sample.Median(runs)
	}
	if err := table(w, medians); err != nil {
		return err
	}
	return judge(w, medians)
}

// table prints the medians.
func table(w io.Writer, medians map[string]sample.Sample) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "medians\truns\tcpu s\tuser s\tsys s\twall s\trss MiB\t")
	for _, name := range slices.Sorted(maps.Keys(medians)) {
		m := medians[name]
		fmt.Fprintf(t, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f\t\n", name, m.Runs, m.CPU, m.User, m.Sys, m.Wall, m.RSS)
	}
	return t.Flush()
}

// judge prints every goal whose samples are there.
func judge(w io.Writer, medians map[string]sample.Sample) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\ngoal\tmeasured\tallowed\t")
	for _, g := range goals() {
		value, ok := g.value(medians)
		if !ok {
			continue
		}
		verdict := "met"
		if value > g.most {
			verdict = "MISSED"
		}
		fmt.Fprintf(t, "%s\t%.3f\t≤ %.3f %s\t%s\n", g.what, value, g.most, g.unit, verdict)
	}
	return t.Flush()
}
