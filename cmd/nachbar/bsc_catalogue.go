package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/site"
)

func (a *app) bscCatalogueCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "catalogue", Short: a.t("cmd.bsc.catalogue.short"), Args: cobra.ArbitraryArgs, RunE: a.onlyBelow}
	var format, file, id, dir string
	export := &cobra.Command{
		Use: "export ID", Short: a.t("cmd.bsc.catalogue.export.short"), Args: a.between(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.exportCatalogue(args[0], format, file) },
	}
	export.Flags().StringVar(&format, "format", "csv", a.t("cmd.flag.bsc.export.format"))
	export.Flags().StringVarP(&file, "output", "o", "", a.t("cmd.flag.bsc.export.out"))
	load := &cobra.Command{
		Use: "import FILE", Short: a.t("cmd.bsc.catalogue.import.short"), Long: a.t("cmd.bsc.catalogue.import.long"), Args: a.between(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importCatalogue(args[0], id, dir) },
	}
	load.Flags().StringVar(&id, "id", "", a.t("cmd.flag.bsc.import.id"))
	load.Flags().StringVarP(&dir, "output", "o", "", a.t("cmd.flag.bsc.import.out"))
	cmd.AddCommand(export, load)
	return cmd
}

// exportCatalogue writes a catalogue to a file.
func (a *app) exportCatalogue(id, format, file string) error {
	if err := a.checkFormats([]string{format}, bsc.ExportFormats()); err != nil {
		return err
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	c, err := a.catalogue(s, id)
	if err != nil {
		return err
	}
	data, err := c.Export(format)
	if err != nil {
		return err
	}
	if file == "" {
		file = bsc.ExportName(c, format)
	}
	if err := writeWhole(file, data); err != nil {
		return fmt.Errorf("export catalogue: %w", err)
	}
	a.say(file)
	return nil
}

// importCatalogue makes the files of a catalogue; with a problem nothing is
// written, and what is there stays.
func (a *app) importCatalogue(file, id, dir string) error {
	s, err := a.survey()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("import catalogue: %w", err)
	}
	c, problems, err := bsc.Import(filepath.ToSlash(file), data, id, s.catalogues)
	if err != nil {
		return err
	}
	if err := a.finish(site.Result{Problems: problems}, "text"); err != nil {
		return err
	}
	if dir == "" {
		dir = filepath.Join(s.dir, filepath.FromSlash(s.conf.Data), bsc.Dir, c.ID)
	}
	if entries, err := os.ReadDir(dir); len(entries) > 0 {
		return usageError{a.t("cmd.bsc.catalogue.exists", "dir", dir), a.t("cmd.bsc.catalogue.exists.hint")}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("import catalogue: %w", err)
	}
	return a.writeCatalogue(c, dir)
}

// writeCatalogue writes the files of a catalogue into a folder that appears when
// it is complete.
func (a *app) writeCatalogue(c *bsc.Catalogue, dir string) error {
	files, err := c.Files()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o777); err != nil {
		return fmt.Errorf("import catalogue: %w", err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".katalog-")
	if err != nil {
		return fmt.Errorf("import catalogue: %w", err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(temp, name), data, 0o666); err != nil {
			return fmt.Errorf("import catalogue: %w", errors.Join(err, os.RemoveAll(temp)))
		}
	}
	err = os.Chmod(temp, 0o755)
	if err == nil {
		if err = os.Remove(dir); errors.Is(err, fs.ErrNotExist) { // an empty one
			err = nil
		}
	}
	if err == nil {
		err = os.Rename(temp, dir)
	}
	if err != nil {
		return fmt.Errorf("import catalogue: %w", errors.Join(err, os.RemoveAll(temp)))
	}
	a.say(dir)
	return nil
}
