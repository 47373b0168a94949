package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bia"
)

type biaSheetFlags struct {
	class, out                string
	processes, areas, formats []string
}

func (a *app) biaSheetCommand() *cobra.Command {
	var f biaSheetFlags
	cmd := &cobra.Command{
		Use: "sheet", Short: a.t("cmd.bia.sheet.short"), Long: a.t("cmd.bia.sheet.long"), Args: a.between(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.biaSheets(f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.class, "class", "", a.t("cmd.flag.bia.class"))
	flags.StringSliceVar(&f.processes, "process", nil, a.t("cmd.flag.bia.process"))
	flags.StringSliceVar(&f.areas, "area", nil, a.t("cmd.flag.bia.area"))
	flags.StringSliceVar(&f.formats, "format", bia.WorkbookFormats(), a.t("cmd.flag.bia.format"))
	flags.StringVarP(&f.out, "output", "o", ".", a.t("cmd.flag.copies"))
	return cmd
}

// biaSheets writes prefilled workbooks.
func (a *app) biaSheets(f biaSheetFlags) error {
	if err := a.checkFormats(f.formats, bia.WorkbookFormats()); err != nil {
		return err
	}
	if f.class != "" && !knownClass(f.class) {
		return usageError{message: a.t("cmd.bia.class", "class", f.class)}
	}
	s, err := a.analysis()
	if err != nil {
		return err
	}
	ids, err := a.chosen(s.catalogue, f)
	if err != nil {
		return err
	}
	book := bia.Prefilled(s.catalogue, ids)
	book.Class = f.class
	values := book.Values()
	return a.writeForms("BIA workbook", f.out, f.formats, func(format string) (filled, error) {
		form, err := bia.WorkbookForm(book.Room(), format, s.words.T)
		return filled{"bia-bogen." + format, form, values}, err
	})
}

// chosen are the ids of the processes that flags select: those of the named ones
// and areas, all if none is named; of these the ones of the size class.
func (a *app) chosen(c *bia.Catalogue, f biaSheetFlags) ([]string, error) {
	var ids []string
	unknown := func(id string) error {
		return usageError{a.t("cmd.bia.unknown", "id", id), a.t("cmd.bia.unknown.hint")}
	}
	for _, id := range f.processes {
		if c.Process(id) == nil {
			return nil, unknown(id)
		}
		ids = append(ids, id)
	}
	for _, id := range f.areas {
		area := c.Area(id)
		if area == nil {
			return nil, unknown(id)
		}
		for _, p := range area.Processes {
			ids = append(ids, p.ID)
		}
	}
	if len(f.processes)+len(f.areas) == 0 {
		ids = c.IDs()
	}
	if f.class != "" {
		has := c.For(f.class)
		ids = slices.DeleteFunc(ids, func(id string) bool { return !slices.Contains(has, id) && !slices.Contains(f.processes, id) })
	}
	if len(ids) == 0 {
		return nil, usageError{message: a.t("cmd.bia.empty")}
	}
	return ids, nil
}
