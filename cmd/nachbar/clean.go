package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// cleanLimit is the time after which one file is given up.
const cleanLimit = 30 * time.Second

func (a *app) cleanCommand() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use: "clean FILE…", Short: a.t("cmd.clean.short"), Long: a.t("cmd.clean.long"), Args: a.between(1, 10_000),
		RunE: func(cmd *cobra.Command, files []string) error { return a.clean(cmd.Context(), files, out, format) },
	}
	cmd.Flags().StringVarP(&out, "output", "o", "", a.t("cmd.flag.clean.output"))
	cmd.Flags().StringVar(&format, "format", "text", a.t("cmd.flag.clean.format"))
	return cmd
}

// cleaned says what became of one file.
type cleaned struct {
	File    string            `json:"file"`
	Status  string            `json:"status"` // clean or rejected
	Output  string            `json:"output,omitempty"`
	Removed []cleanedFinding  `json:"removed"`
	Reason  map[string]string `json:"reason,omitempty"` // id, message, hint
}

type cleanedFinding struct {
	clean.Finding
	Text string `json:"text"`
}

// clean cleans files one after the other. Every file is either clean or
// rejected; with one rejected the exit status is that of problems in content.
func (a *app) clean(ctx context.Context, files []string, out, format string) error {
	if format != "text" && format != "json" {
		return usageError{message: a.t("cmd.clean.format", "format", format)}
	}
	var reports []cleaned
	taken := map[string]bool{}
	rejected := false
	for _, name := range files {
		report, data, err := a.cleanFile(ctx, name)
		if err != nil {
			return err
		}
		if report.Status == "clean" && out != "" {
			if report.Output, err = a.keepClean(out, report.Output, files, taken, data); err != nil {
				return err
			}
		} else {
			report.Output = ""
		}
		rejected = rejected || report.Status == "rejected"
		reports = append(reports, report)
		if format == "text" {
			a.printCleaned(report)
		}
	}
	if format == "json" {
		enc := json.NewEncoder(a.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(reports); err != nil {
			return fmt.Errorf("print report: %w", err)
		}
	}
	if rejected {
		return exitError(exitContent)
	}
	return nil
}

// cleanFile cleans one file; the error is one of the environment. Output is the
// name for the clean file.
func (a *app) cleanFile(ctx context.Context, name string) (cleaned, []byte, error) {
	report := cleaned{File: name, Status: "rejected", Removed: []cleanedFinding{}}
	src, err := readBounded(name)
	var refusal *parts.Error
	if err == nil {
		limited, cancel := context.WithTimeout(ctx, cleanLimit)
		defer cancel()
		var res clean.Result
		if res, err = clean.File(limited, filepath.Base(name), src); err == nil {
			report.Status = "clean"
			report.Output = fitting(filepath.Base(name), res.Ext)
			for _, f := range res.Findings {
				report.Removed = append(report.Removed, cleanedFinding{f, a.t("clean." + f.ID)})
			}
			return report, res.Data, nil
		}
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			err = parts.Exceeded("office-time", "max", cleanLimit.String())
		}
	}
	if !errors.As(err, &refusal) {
		return report, nil, fmt.Errorf("clean %s: %w", name, err)
	}
	problem := clean.Refusal(name, refusal)
	message, hint := diag.Text(problem, a.text)
	report.Reason = map[string]string{"id": problem.ID, "message": message, "hint": hint}
	return report, nil, nil
}

// readBounded reads a regular file that is not larger than files may be.
func readBounded(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &parts.Error{Reason: parts.Unsupported, ID: "clean-unknown"}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, parts.MaxFile+1))
	if err == nil && len(src) > parts.MaxFile {
		return nil, parts.Exceeded("office-size", "max", parts.Mebibytes(parts.MaxFile))
	}
	return src, err
}

// fitting is a name with the suffix of the content; ".jpeg" fits as ".jpg" does.
func fitting(name, ext string) string {
	old := filepath.Ext(name)
	if strings.EqualFold(old, ext) || ext == ".jpg" && strings.EqualFold(old, ".jpeg") {
		return name
	}
	return strings.TrimSuffix(name, old) + ext
}

// keepClean writes a clean file into the folder out, under a name that no
// other file of this run has, and never over one of the files themselves.
func (a *app) keepClean(out, name string, files []string, taken map[string]bool, data []byte) (string, error) {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return "", fmt.Errorf("write clean file: %w", err)
	}
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	target := filepath.Join(out, name)
	for n := 2; taken[strings.ToLower(target)]; n++ {
		target = filepath.Join(out, fmt.Sprintf("%s-%d%s", stem, n, ext))
	}
	taken[strings.ToLower(target)] = true
	if there, err := os.Stat(target); err == nil {
		same := func(file string) bool {
			info, err := os.Stat(file)
			return err == nil && os.SameFile(there, info)
		}
		if slices.ContainsFunc(files, same) {
			return "", usageError{message: a.t("cmd.clean.over", "file", target), hint: a.t("cmd.clean.over.hint")}
		}
	}
	if err := writeWhole(target, data); err != nil {
		return "", fmt.Errorf("write clean file: %w", err)
	}
	return target, nil
}

// printCleaned prints what became of a file: a line for it, and one for
// everything that was left out.
func (a *app) printCleaned(r cleaned) {
	switch {
	case r.Status == "rejected":
		fmt.Fprintf(a.out, "rejected %s: %s %s\n", diag.Clean(r.File), r.Reason["id"], r.Reason["message"])
		if r.Reason["hint"] != "" {
			fmt.Fprintf(a.out, "  hint: %s\n", r.Reason["hint"])
		}
		return
	case r.Output != "":
		fmt.Fprintf(a.out, "clean %s → %s\n", diag.Clean(r.File), diag.Clean(r.Output))
	default:
		fmt.Fprintf(a.out, "clean %s\n", diag.Clean(r.File))
	}
	for _, f := range r.Removed {
		line := "  " + a.t("clean.class."+string(f.Class)) + ": " + f.Text
		if f.Count > 1 {
			line += fmt.Sprintf(" × %d", f.Count)
		}
		if f.Part != "" {
			line += " (" + diag.Clean(f.Part) + ")"
		}
		if f.Detail != "" {
			line += ": " + diag.Clean(f.Detail)
		}
		fmt.Fprintln(a.out, line)
	}
}
