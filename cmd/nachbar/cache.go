package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/kept"
	"github.com/kaaw/nachbar/internal/site"
)

// cacheDir holds what makes the next run faster; it can be removed at any time.
func cacheDir(dir string) string { return filepath.Join(dir, ".nachbar", "cache") }

// decodedFiles is the store of decoded files of the site in dir.
func decodedFiles(dir, version string) *content.Store {
	return kept.Files(filepath.Join(cacheDir(dir), "files"), version, saveFile)
}

// keptHistory keeps a long history of a site for the next run; see history.Memory.
func keptHistory(dir, version string) (read func() []byte, save func([]byte) error) {
	return kept.History(filepath.Join(cacheDir(dir), "history"), version, saveFile)
}

// cacheFile is where the records of builds of dir into out are kept.
func cacheFile(dir, out, audience string) string {
	sum := sha256.Sum256([]byte(out + "\x00" + audience))
	return filepath.Join(cacheDir(dir), hex.EncodeToString(sum[:8]))
}

// saveCache writes a cache.
func saveCache(name string, cache *site.Cache) error { return saveFile(name, cache.Save) }

// saveFile writes a file of the cache in one step. A folder that cannot be
// written to is no error: the next run does without.
func saveFile(name string, write func(io.Writer) error) error {
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	temp := fmt.Sprintf("%s.%d.tmp", name, os.Getpid()) // a preview may save at the same time
	f, err := os.Create(temp)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, name)
}
