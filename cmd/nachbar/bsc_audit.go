package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure/audit"
	"github.com/kaaw/nachbar/internal/site"
)

type auditFlags struct {
	members, site, out string
	colluding          int
	monotone, json     bool
}

func (a *app) bscAuditCommand() *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use: "audit FILE…", Short: a.t("cmd.bsc.audit.short"), Long: a.t("cmd.bsc.audit.long"), Args: a.between(1, 40),
		RunE: func(cmd *cobra.Command, args []string) error { return a.bscAudit(cmd.Context(), args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.members, "members", "", a.t("cmd.flag.bsc.audit.members"))
	flags.StringVar(&f.site, "pages", "", a.t("cmd.flag.bsc.audit.pages"))
	flags.StringVarP(&f.out, "output", "o", "", a.t("cmd.flag.bsc.audit.out"))
	flags.IntVarP(&f.colluding, "colluding", "t", 2, a.t("cmd.flag.bsc.audit.colluding"))
	flags.BoolVar(&f.monotone, "monotone", false, a.t("cmd.flag.bsc.audit.monotone"))
	flags.BoolVar(&f.json, "json", false, a.t("cmd.flag.json"))
	return cmd
}

// bscAudit attacks releases. It needs no site: everything it knows is in the
// files named.
func (a *app) bscAudit(ctx context.Context, names []string, f auditFlags) error {
	o, err := a.auditOptions(names, f)
	if err != nil {
		return err
	}
	start := time.Now()
	report, err := audit.Run(ctx, o)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return a.finish(site.Result{Problems: auditProblems(err)}, "text")
	}
	elapsed := a.t("cmd.bsc.audit.elapsed", "seconds", strconv.FormatFloat(time.Since(start).Seconds(), 'f', 1, 64))
	if f.out != "" {
		if err := writeWhole(f.out, auditText(report, f.out, elapsed)); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		a.say(f.out)
	}
	if err := a.printAudit(report, f, elapsed); err != nil {
		return err
	}
	if !report.Passed() {
		return exitError(exitContent)
	}
	return nil
}

func (a *app) printAudit(report *audit.Report, f auditFlags, elapsed string) error {
	if f.json {
		return a.printJSON(report)
	}
	if f.out == "" {
		_, err := fmt.Fprint(a.out, report.Markdown(elapsed))
		return err
	}
	key := "cmd.bsc.audit.failed"
	if report.Passed() {
		key = "cmd.bsc.audit.passed"
	}
	a.say(a.t(key, "n", strconv.Itoa(len(report.Findings)), "pages", strconv.Itoa(len(report.Unfounded))))
	return nil
}

func auditText(report *audit.Report, name, elapsed string) []byte {
	if strings.EqualFold(filepath.Ext(name), ".html") {
		return []byte(report.HTML(elapsed))
	}
	return []byte(report.Markdown(elapsed))
}

// auditProblems makes one problem of each error that was joined.
func auditProblems(err error) diag.List {
	var list diag.List
	for line := range strings.SplitSeq(err.Error(), "\n") {
		list.Add(diag.New("bsc-audit-input", "", 0, "reason", line))
	}
	return list
}

// auditOptions reads the files. A release is called by the name of its file.
func (a *app) auditOptions(names []string, f auditFlags) (audit.Options, error) {
	o := audit.Options{Colluding: f.colluding, Monotone: f.monotone}
	if f.colluding < 0 || f.colluding > audit.MaxColluding {
		return o, usageError{message: a.t("cmd.bsc.audit.colluding", "max", strconv.Itoa(audit.MaxColluding))}
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			return o, fmt.Errorf("read release: %w", err)
		}
		o.Releases = append(o.Releases, audit.Source{Name: filepath.Base(name), Data: src})
	}
	if f.members != "" {
		answers, err := readRawAnswers(os.DirFS(f.members))
		if err != nil {
			return o, err
		}
		o.Members = answers
	}
	if f.site != "" {
		if _, err := os.Stat(f.site); err != nil {
			return o, fmt.Errorf("read site: %w", err)
		}
		o.Site = os.DirFS(f.site)
	}
	return o, nil
}

// readRawAnswers reads all rounds of the private folder, <round>.csv each.
func readRawAnswers(dir fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(dir, "*.csv")
	if err != nil {
		return nil, fmt.Errorf("read answers: %w", err)
	}
	answers := map[string][]byte{}
	for _, name := range names {
		if answers[strings.TrimSuffix(name, ".csv")], err = fs.ReadFile(dir, name); err != nil {
			return nil, fmt.Errorf("read answers: %w", err)
		}
	}
	return answers, nil
}
