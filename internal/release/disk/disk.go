// Package disk is all that the release store asks of a disk.
//
// The store changes a disk only through a Disk, so that its promises can be
// tried out: a recorder replays what a power cut may leave of a log of
// operations, a failing disk refuses the n-th one (package disktest).
//
// Nothing is durable before it was synced: the bytes of a file by Sync of the
// file, names and links by Sync of their folder, everything below a folder by
// SyncAll. A Rename is one step: whoever looks sees the old or the new.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Disk is a disk. Names are paths of the operating system. Methods may be
// called by several goroutines.
type Disk interface {
	// Mkdir makes one folder, which must not exist.
	Mkdir(name string, perm fs.FileMode) error
	// WriteFile makes a file, which must not exist, with all of body.
	WriteFile(name string, body []byte, perm fs.FileMode) error
	// Append adds body to the end of a file, which is made if it is missing.
	Append(name string, body []byte) error
	// Truncate cuts a file after size bytes.
	Truncate(name string, size int64) error
	// Link gives the file from a second name.
	Link(from, to string) error
	// Symlink makes a link called name that leads to target.
	Symlink(target, name string) error
	// Rename moves a file, link or folder; a file or link at to is replaced.
	Rename(from, to string) error
	// RemoveAll removes what is there, and all below it. Nothing is no error.
	RemoveAll(name string) error
	// Sync waits until the bytes of a file, or the names in a folder, are on
	// the disk.
	Sync(name string) error
	// SyncAll waits until everything that was written below dir is.
	SyncAll(dir string) error

	// Open opens a file for reading.
	Open(name string) (fs.File, error)
	// Lstat describes a file, or a link itself.
	Lstat(name string) (fs.FileInfo, error)
	// ReadDir lists a folder by name.
	ReadDir(name string) ([]fs.DirEntry, error)
	// Readlink is where a link leads.
	Readlink(name string) (string, error)
}

// ReadFile reads all of a file of at most limit bytes.
func ReadFile(d Disk, name string, limit int64) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return body, nil
}

// Replace gives a small file new bytes in one step and waits until they are on
// the disk. temp is a free name in the folder dir that holds the file.
func Replace(d Disk, dir, temp, name string, body []byte, perm fs.FileMode) error {
	err := d.RemoveAll(temp)
	if err == nil {
		err = d.WriteFile(temp, body, perm)
	}
	if err == nil {
		err = d.Sync(temp)
	}
	if err == nil {
		err = d.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, d.RemoveAll(temp))
	}
	return d.Sync(dir)
}

// Real is the disk of this machine.
type Real struct{}

// Mkdir implements Disk.
func (Real) Mkdir(name string, perm fs.FileMode) error { return os.Mkdir(name, perm) }

// WriteFile implements Disk.
func (Real) WriteFile(name string, body []byte, perm fs.FileMode) error {
	return write(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, body, perm)
}

// Append implements Disk.
func (Real) Append(name string, body []byte) error {
	return write(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, body, 0o640)
}

func write(name string, flag int, body []byte, perm fs.FileMode) error {
	f, err := os.OpenFile(name, flag, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Close())
}

// Truncate implements Disk.
func (Real) Truncate(name string, size int64) error { return os.Truncate(name, size) }

// Link implements Disk.
func (Real) Link(from, to string) error { return os.Link(from, to) }

// Symlink implements Disk.
func (Real) Symlink(target, name string) error { return os.Symlink(target, name) }

// Rename implements Disk.
func (Real) Rename(from, to string) error { return os.Rename(from, to) }

// RemoveAll implements Disk.
func (Real) RemoveAll(name string) error { return os.RemoveAll(name) }

// Sync implements Disk.
func (Real) Sync(name string) error { return syncOne(name) }

// SyncAll implements Disk: in one call where the system has it, else file by
// file.
func (Real) SyncAll(dir string) error { return syncAll(dir) }

// Open implements Disk.
func (Real) Open(name string) (fs.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err // not a File that is nil
	}
	return f, nil
}

// Lstat implements Disk.
func (Real) Lstat(name string) (fs.FileInfo, error) { return os.Lstat(name) }

// ReadDir implements Disk.
func (Real) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Readlink implements Disk.
func (Real) Readlink(name string) (string, error) { return os.Readlink(name) }
