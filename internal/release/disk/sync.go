package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// syncOne waits for one file or folder.
func syncOne(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncEach waits for everything below dir, and for the name of dir itself.
func syncEach(dir string) error {
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() && !entry.Type().IsRegular() {
			return err
		}
		return syncOne(name)
	})
	if err != nil {
		return err
	}
	return syncOne(filepath.Dir(dir))
}
