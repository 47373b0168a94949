package main

import (
	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
)

type sheetFlags struct {
	catalogue, out string
	formats        []string
}

func (a *app) bscSheetCommand() *cobra.Command {
	var f sheetFlags
	cmd := &cobra.Command{
		Use: "sheet", Short: a.t("cmd.bsc.sheet.short"), Long: a.t("cmd.bsc.sheet.long"), Args: a.between(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.sheets(f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.catalogue, "catalogue", "", a.t("cmd.flag.bsc.catalogue"))
	flags.StringSliceVar(&f.formats, "format", bsc.SheetFormats(), a.t("cmd.flag.bsc.sheet.format"))
	flags.StringVarP(&f.out, "output", "o", ".", a.t("cmd.flag.copies"))
	return cmd
}

// sheets writes empty answer sheets.
func (a *app) sheets(f sheetFlags) error {
	if err := a.checkFormats(f.formats, bsc.SheetFormats()); err != nil {
		return err
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	c, err := a.catalogue(s, f.catalogue)
	if err != nil {
		return err
	}
	return a.writeForms("answer sheet", f.out, f.formats, func(format string) (filled, error) {
		form, err := bsc.SheetForm(c, format, s.words.T)
		return filled{bsc.SheetName(c, format), form, nil}, err
	})
}
