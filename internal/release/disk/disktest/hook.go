// Package disktest makes disks that fail: at any operation (Hook), and by a
// power cut that takes with it what was not synced (Memory).
package disktest

import (
	"errors"
	"io/fs"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// Hook is a disk that asks before every operation. Its methods may be called
// by one goroutine at a time only if Before may.
type Hook struct {
	disk.Disk
	// Before gets the operation and its file. If it returns an error the
	// operation is not carried out; of bytes to be written the first half is.
	Before func(op, name string) error
}

// refuse is the error of Before as the system would put it.
func (h Hook) refuse(op, name string) error {
	if err := h.Before(op, name); err != nil {
		return &fs.PathError{Op: op, Path: name, Err: err}
	}
	return nil
}

// then asks, and carries out.
func (h Hook) then(op, name string, do func() error) error {
	if err := h.refuse(op, name); err != nil {
		return err
	}
	return do()
}

// Mkdir implements disk.Disk.
func (h Hook) Mkdir(name string, perm fs.FileMode) error {
	return h.then("mkdir", name, func() error { return h.Disk.Mkdir(name, perm) })
}

// WriteFile implements disk.Disk.
func (h Hook) WriteFile(name string, body []byte, perm fs.FileMode) error {
	if err := h.refuse("write", name); err != nil {
		return errors.Join(err, h.Disk.WriteFile(name, body[:len(body)/2], perm))
	}
	return h.Disk.WriteFile(name, body, perm)
}

// Append implements disk.Disk.
func (h Hook) Append(name string, body []byte) error {
	if err := h.refuse("append", name); err != nil {
		return errors.Join(err, h.Disk.Append(name, body[:len(body)/2]))
	}
	return h.Disk.Append(name, body)
}

// Truncate implements disk.Disk.
func (h Hook) Truncate(name string, size int64) error {
	return h.then("truncate", name, func() error { return h.Disk.Truncate(name, size) })
}

// Link implements disk.Disk.
func (h Hook) Link(from, to string) error {
	return h.then("link", to, func() error { return h.Disk.Link(from, to) })
}

// Symlink implements disk.Disk.
func (h Hook) Symlink(target, name string) error {
	return h.then("symlink", name, func() error { return h.Disk.Symlink(target, name) })
}

// Rename implements disk.Disk.
func (h Hook) Rename(from, to string) error {
	return h.then("rename", to, func() error { return h.Disk.Rename(from, to) })
}

// RemoveAll implements disk.Disk.
func (h Hook) RemoveAll(name string) error {
	return h.then("remove", name, func() error { return h.Disk.RemoveAll(name) })
}

// Sync implements disk.Disk.
func (h Hook) Sync(name string) error {
	return h.then("sync", name, func() error { return h.Disk.Sync(name) })
}

// SyncAll implements disk.Disk.
func (h Hook) SyncAll(dir string) error {
	return h.then("syncfs", dir, func() error { return h.Disk.SyncAll(dir) })
}

// Open implements disk.Disk.
func (h Hook) Open(name string) (fs.File, error) {
	if err := h.refuse("open", name); err != nil {
		return nil, err
	}
	return h.Disk.Open(name)
}

// Lstat implements disk.Disk.
func (h Hook) Lstat(name string) (fs.FileInfo, error) {
	if err := h.refuse("lstat", name); err != nil {
		return nil, err
	}
	return h.Disk.Lstat(name)
}

// ReadDir implements disk.Disk.
func (h Hook) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := h.refuse("readdir", name); err != nil {
		return nil, err
	}
	return h.Disk.ReadDir(name)
}

// Readlink implements disk.Disk.
func (h Hook) Readlink(name string) (string, error) {
	if err := h.refuse("readlink", name); err != nil {
		return "", err
	}
	return h.Disk.Readlink(name)
}
