package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/office/form"
)

// checkFormats refuses a format that a command does not know.
func (a *app) checkFormats(given, known []string) error {
	for _, format := range given {
		if !slices.Contains(known, format) {
			return usageError{message: a.t("cmd.copy.format", "format", format, "known", strings.Join(known, ", "))}
		}
	}
	return nil
}

// filled is an office file on its way to a folder.
type filled struct {
	name   string
	form   *form.Form
	values map[string]string
}

// writeForms writes a file in each format into a folder, which is made where it
// is missing, and names them. what says in errors what is written.
func (a *app) writeForms(what, folder string, formats []string, fill func(format string) (filled, error)) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	for _, format := range formats {
		f, err := fill(format)
		if err != nil {
			return err
		}
		data, err := f.form.Bytes(f.values)
		if err != nil {
			return fmt.Errorf("write %s: %w", what, err)
		}
		name := filepath.Join(folder, f.name)
		if err := writeWhole(name, data); err != nil {
			return fmt.Errorf("write %s: %w", what, err)
		}
		a.say(name)
	}
	return nil
}
