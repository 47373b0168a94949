// Package sample holds what one run of a program cost.
//
// Samples are lines of JSON in a log, so that runs of several programs can be
// interleaved by a shell script and looked at together afterwards.
package sample

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// Sample is one run, or the median of several.
type Sample struct {
	Name string `json:"name"`
	// CPU is User and Sys together: the measure for judgement. All times are
	// in seconds.
	CPU  float64 `json:"cpu"`
	User float64 `json:"user"`
	Sys  float64 `json:"sys"`
	Wall float64 `json:"wall"`
	// RSS is the most memory the program had, in MiB.
	RSS  float64 `json:"rss"`
	Runs int     `json:"runs,omitempty"`
}

// Run runs a command and tells what it cost. Its output goes to standard error.
func Run(name string, args ...string) (Sample, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	start := time.Now()
	err := cmd.Run()
	if cmd.ProcessState == nil {
		return Sample{}, fmt.Errorf("run %s: %w", args[0], err)
	}
	s := Sample{
		Name: name, Wall: time.Since(start).Seconds(),
		User: cmd.ProcessState.UserTime().Seconds(), Sys: cmd.ProcessState.SystemTime().Seconds(),
	}
	s.CPU = s.User + s.Sys
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.RSS = float64(usage.Maxrss) / 1024 // Linux counts in KiB
	}
	if err != nil {
		return s, fmt.Errorf("run %s: %w", args[0], err)
	}
	return s, nil
}

// Append adds a sample to a log.
func Append(log string, s Sample) error {
	line, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// Read returns the samples of a log by name, none if there is no log.
func Read(log string) (map[string][]Sample, error) {
	f, err := os.Open(log)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all := map[string][]Sample{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var s Sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("read %s: %w", log, err)
		}
		all[s.Name] = append(all[s.Name], s)
	}
	return all, lines.Err()
}

// Median takes the middle of every figure by itself.
func Median(runs []Sample) Sample {
	middle := func(get func(Sample) float64) float64 {
		values := make([]float64, len(runs))
		for i, s := range runs {
			values[i] = get(s)
		}
		slices.Sort(values)
		n := len(values)
		return (values[(n-1)/2] + values[n/2]) / 2
	}
	return Sample{
		Name: runs[0].Name, Runs: len(runs),
		CPU:  middle(func(s Sample) float64 { return s.CPU }),
		User: middle(func(s Sample) float64 { return s.User }),
		Sys:  middle(func(s Sample) float64 { return s.Sys }),
		Wall: middle(func(s Sample) float64 { return s.Wall }),
		RSS:  middle(func(s Sample) float64 { return s.RSS }),
	}
}
