package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/printer"
	"github.com/kaaw/nachbar/internal/site"
	"github.com/kaaw/nachbar/internal/view"
)

type pdfFlags struct{ out, audience string }

func (a *app) pdfCommand() *cobra.Command {
	var f pdfFlags
	cmd := &cobra.Command{
		Use: "pdf SECTION", Short: a.t("cmd.pdf.short"), Long: a.t("cmd.pdf.long"), Args: a.between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.pdf(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "output", "o", "", a.t("cmd.flag.pdf"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	return cmd
}

// pdf prints the edition of a section into a file.
func (a *app) pdf(ctx context.Context, section string, f pdfFlags) error {
	if f.out == "" {
		return usageError{message: a.t("cmd.pdf.no-output")}
	}
	_, opt, cfg, err := a.openEdition(f.out, f.audience)
	if err != nil {
		return err
	}
	section = strings.Trim(section, "/")
	if !slices.ContainsFunc(cfg.Print.Sections, func(name string) bool { return strings.Trim(name, "/") == section }) {
		return usageError{a.t("cmd.pdf.section", "section", section), a.t("cmd.pdf.section.hint", "known", strings.Join(cfg.Print.Sections, ", "))}
	}
	browser, err := printer.Find(a.env)
	if err != nil {
		return err
	}
	printed, err := a.printSection(ctx, opt, browser, section)
	if err != nil {
		return err
	}
	if err := writeWhole(f.out, printed.PDF); err != nil {
		return fmt.Errorf("write %s: %w", f.out, err)
	}
	a.say(a.t("cmd.pdf.done", "out", f.out, "pages", a.text.Number(printed.Sheets), "size", a.megabytes(int64(len(printed.PDF)))))
	return nil
}

// printSection renders what the print edition needs of the site, and prints it if
// nothing is wrong with any of it.
func (a *app) printSection(ctx context.Context, opt site.Options, browser, section string) (printer.Printed, error) {
	var none printer.Printed
	session, err := site.NewSession(ctx, opt)
	if err != nil {
		return none, err
	}
	defer session.Close()
	page := view.BookOutput(section)
	var broken *site.BrokenError
	_, err = session.Output(ctx, page)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.As(err, &broken) {
		return none, err
	}
	if problems := session.Problems(); problems.HasErrors() || broken != nil {
		if broken != nil {
			problems.Add(broken.Problems()...)
		}
		return none, a.finish(site.Result{Problems: problems}, "text")
	}
	if err != nil {
		return none, usageError{a.t("cmd.pdf.none", "section", section), a.t("cmd.pdf.none.hint")}
	}
	return printer.Print(ctx, printer.Job{Browser: browser, Page: page, File: func(ctx context.Context, name string) ([]byte, error) {
		out, err := session.Output(ctx, name)
		return out.Body, err
	}})
}
