package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/bsc/report"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/site"
)

type reportFlags struct {
	kinds, formats             []string
	previous, round, out, date string
}

var (
	reportKinds   = []string{report.Short, report.Long}
	reportFormats = []string{report.ODT, report.DOCX, "html", "xlsx", "oscal"}
)

func (a *app) bscReportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use: "report FILE", Short: a.t("cmd.bsc.report.short"), Long: a.t("cmd.bsc.report.long"), Args: a.between(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.reports(args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.kinds, "kind", reportKinds, a.t("cmd.flag.bsc.report.kind"))
	flags.StringSliceVar(&f.formats, "format", []string{report.ODT}, a.t("cmd.flag.bsc.report.format"))
	flags.StringVar(&f.previous, "previous", "", a.t("cmd.flag.bsc.report.previous"))
	flags.StringVar(&f.round, "round", "", a.t("cmd.flag.bsc.report.round"))
	flags.StringVar(&f.date, "date", "", a.t("cmd.flag.bsc.report.date"))
	flags.StringVarP(&f.out, "output", "o", ".", a.t("cmd.flag.copies"))
	return cmd
}

// reports makes all files of a sheet before it writes any.
func (a *app) reports(file string, f reportFlags) error {
	if err := a.reportUsage(f); err != nil {
		return err
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	in, problems, err := a.reportInput(s, file, f)
	if err != nil {
		return err
	}
	if problems.HasErrors() {
		return a.finish(site.Result{Problems: problems}, "text")
	}
	files, err := reportFiles(in, f)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	for _, file := range files {
		name := filepath.Join(f.out, file.name)
		if err := writeWhole(name, file.data); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		a.say(name)
	}
	return a.finish(site.Result{Problems: problems}, "text")
}

func (a *app) reportUsage(f reportFlags) error {
	for _, kind := range f.kinds {
		if !slices.Contains(reportKinds, kind) {
			return usageError{message: a.t("cmd.bsc.report.kind", "kind", kind, "known", strings.Join(reportKinds, ", "))}
		}
	}
	if err := a.checkFormats(f.formats, reportFormats); err != nil {
		return err
	}
	_, err := a.copyDay(f.date)
	return err
}

// reportInput reads all that the reports are made of.
func (a *app) reportInput(s *survey, file string, f reportFlags) (*report.Input, diag.List, error) {
	words, problems, err := report.LoadWords(s.opt.FS, path.Join(s.conf.Data, report.WordsFile))
	if err != nil {
		return nil, nil, err
	}
	sheet, found, err := readAnswers(file, s.catalogues)
	if err != nil {
		return nil, nil, err
	}
	problems.Add(found...)
	if sheet == nil {
		return nil, problems, nil
	}
	day, err := a.copyDay(f.date)
	if err != nil {
		return nil, nil, err
	}
	c := s.catalogues[sheet.Catalogue]
	in := &report.Input{Catalogue: c, Sheet: sheet, Words: words, Portal: s.conf.BaseURL, Date: day.Format(time.DateOnly), Pages: helpPages(s, c)}
	if f.previous != "" {
		previous, found, err := readAnswers(f.previous, s.catalogues)
		if err != nil {
			return nil, nil, err
		}
		problems.Add(found...)
		if previous != nil && previous.Catalogue != c.ID && previous.Catalogue != c.Predecessor {
			return nil, nil, usageError{
				a.t("cmd.bsc.report.other", "file", f.previous, "id", previous.Catalogue, "with", c.ID), a.t("cmd.bsc.report.other.hint"),
			}
		}
		in.Previous = previous
	}
	in.Release, err = a.readRound(f.round, c)
	return in, problems, err
}

// readAnswers reads an answer sheet, or what the self-check handed out.
func readAnswers(file string, all bsc.Catalogues) (*bsc.Sheet, diag.List, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, fmt.Errorf("read answer sheet: %w", err)
	}
	name := filepath.ToSlash(file)
	if strings.EqualFold(filepath.Ext(file), ".json") {
		sheet, problems := report.ReadJSON(name, src, all)
		return sheet, problems, nil
	}
	return bsc.ReadSheet(name, src, all)
}

// readRound reads a published round; one of another catalogue is no use, which
// is told.
func (a *app) readRound(file string, c *bsc.Catalogue) (*disclosure.Release, error) {
	if file == "" {
		return nil, nil
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read round: %w", err)
	}
	r, err := disclosure.ReadRelease(src)
	if err != nil {
		return nil, usageError{a.t("cmd.bsc.report.round", "file", file, "what", err.Error()), a.t("cmd.bsc.report.round.hint")}
	}
	if r.Catalogue != c.ID {
		fmt.Fprintln(a.err, diag.Clean(a.t("cmd.bsc.report.round.other", "round", r.Round, "id", r.Catalogue)))
	}
	return r, nil
}

// outFile is a file to be written.
type outFile struct {
	name string
	data []byte
}

// reportFiles makes the files that are asked for. Measures and assessment
// results are the same for both kinds of reports.
func reportFiles(in *report.Input, f reportFlags) ([]outFile, error) {
	owner := exchange.Profile{"kommune.name": in.Sheet.Member}
	models := map[string]report.Model{report.Short: report.ShortReport(in), report.Long: report.LongReport(in)}
	names := map[string]string{report.Short: "kurzbericht", report.Long: "langbericht"}
	var files []outFile
	add := func(name, ending string, data []byte, err error) error {
		files = append(files, outFile{owner.FileName(name, ending), data})
		return err
	}
	for _, format := range f.formats {
		switch format {
		case "xlsx":
			data, err := report.XLSX(in)
			if err := add("massnahmen", format, data, err); err != nil {
				return nil, err
			}
		case "oscal":
			data, err := report.OSCAL(in)
			if err := add("pruefergebnis", "json", data, err); err != nil {
				return nil, err
			}
		default:
			for _, kind := range f.kinds {
				data, err := reportText(models[kind], format, in.Words)
				if err := add(names[kind], format, data, err); err != nil {
					return nil, err
				}
			}
		}
	}
	return files, nil
}

func reportText(m report.Model, format string, w report.Words) ([]byte, error) {
	if format == "html" {
		return report.HTML(m, w)
	}
	return report.Write(m, format, w)
}
