package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncAll waits for the whole file system that holds dir: one call for
// thousands of files.
func syncAll(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = unix.Syncfs(int(f.Fd()))
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) {
		return errors.Join(syncEach(dir), f.Close())
	}
	if err != nil {
		err = &os.PathError{Op: "syncfs", Path: dir, Err: err}
	}
	return errors.Join(err, f.Close())
}
