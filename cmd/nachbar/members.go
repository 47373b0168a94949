package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/privacy"
)

// membersFile is the local list of municipalities that no text may name, below
// the folder of the site. The folder is never part of a repository.
const membersFile = "private/kommunen.txt"

// members reads the list, if there is one.
func members(dir string) ([]string, error) {
	return readMembers(filepath.Join(dir, filepath.FromSlash(membersFile)))
}

// readMembers reads a list of municipalities; a file that is not there has none.
func readMembers(name string) ([]string, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read list of municipalities: %w", err)
	}
	defer f.Close()
	return privacy.ReadMembers(f)
}
