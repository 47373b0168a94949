// Command bombs feeds a checker files that are made to exhaust it and measures
// what each costs beyond a harmless page.
//
//	bombs -log results.jsonl -bin bin/nachbar -work bench/work/bombs
//
// Every bomb is a site of one page. "nachbar check" has to refuse or to survive
// it; the sample is the difference to the same site with a harmless page, the
// smallest of some runs, because everything that disturbs a run adds to it.
package main

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/kaaw/nachbar/bench/sample"
)

func main() {
	log := flag.String("log", "", "file that the samples are added to")
	bin := flag.String("bin", "bin/nachbar", "the program")
	work := flag.String("work", "", "folder for the sites")
	runs := flag.Int("runs", 5, "runs of each bomb")
	flag.Parse()
	if err := run(*log, *bin, *work, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bombs:", err)
		os.Exit(1)
	}
}

func run(log, bin, work string, runs int) error {
	calm, err := cost(bin, filepath.Join(work, "harmless"), page("title: Ruhig", "Text.\n"), runs)
	if err != nil {
		return err
	}
	worst := sample.Sample{Name: "bomb-worst"}
	all := bombs()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s, err := cost(bin, filepath.Join(work, name), all[name], runs)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		s.Name = "bomb-" + name
		s.CPU, s.User, s.Sys = max(0, s.CPU-calm.CPU), max(0, s.User-calm.User), max(0, s.Sys-calm.Sys)
		s.Wall, s.RSS = max(0, s.Wall-calm.Wall), max(0, s.RSS-calm.RSS)
		fmt.Printf("%-32s %7d bytes  cpu %6.0f ms  rss %4.0f MiB\n", s.Name, len(all[name]), s.CPU*1000, s.RSS)
		if err := sample.Append(log, s); err != nil {
			return err
		}
		worst.CPU, worst.Wall, worst.RSS = max(worst.CPU, s.CPU), max(worst.Wall, s.Wall), max(worst.RSS, s.RSS)
	}
	return sample.Append(log, worst)
}

// cost checks a site of one page and returns the least of what it took.
func cost(bin, site, text string, runs int) (sample.Sample, error) {
	dir := filepath.Join(site, "content")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return sample.Sample{}, err
	}
	for name, text := range map[string]string{
		filepath.Join(site, "nachbar.yaml"): "title: Probe\nlanguage: de\ntlp: CLEAR\naudiences: [{name: oeffentlich, tlp: CLEAR}]\n",
		filepath.Join(dir, "_index.md"):     page("title: Start", "Text.\n"),
		filepath.Join(dir, "bombe.md"):      text,
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			return sample.Sample{}, err
		}
	}
	least := sample.Sample{CPU: math.Inf(1), User: math.Inf(1), Sys: math.Inf(1), Wall: math.Inf(1), RSS: math.Inf(1), Runs: runs}
	for range runs {
		s, err := sample.Run("", bin, "check", "--quiet", "-C", site)
		if exit := (*exec.ExitError)(nil); err != nil && !asRefusal(err, &exit) {
			return s, err
		}
		least.CPU, least.User, least.Sys = min(least.CPU, s.CPU), min(least.User, s.User), min(least.Sys, s.Sys)
		least.Wall, least.RSS = min(least.Wall, s.Wall), min(least.RSS, s.RSS)
	}
	return least, nil
}
