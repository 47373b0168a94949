package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	for _, format := range f.formats {
		if !slices.Contains(bsc.SheetFormats(), format) {
			return usageError{message: a.t("cmd.copy.format", "format", format, "known", strings.Join(bsc.SheetFormats(), ", "))}
		}
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	c, err := a.catalogue(s, f.catalogue)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.out, 0o777); err != nil {
		return fmt.Errorf("write answer sheet: %w", err)
	}
	for _, format := range f.formats {
		form, err := bsc.SheetForm(c, format, s.words.T)
		if err != nil {
			return err
		}
		data, err := form.Bytes(nil)
		if err != nil {
			return fmt.Errorf("write answer sheet: %w", err)
		}
		name := filepath.Join(f.out, bsc.SheetName(c, format))
		if err := writeWhole(name, data); err != nil {
			return fmt.Errorf("write answer sheet: %w", err)
		}
		a.say(name)
	}
	return nil
}
