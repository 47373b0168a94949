package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/overlay"
	"github.com/kaaw/nachbar/internal/site"
)

// noSiteError says that no nachbar.yaml was found.
type noSiteError struct{ dir string }

func (e noSiteError) Error() string { return "no " + conf.File + " in " + e.dir + " or above" }

// siteDir is the folder of the site: -C, or the nearest parent with nachbar.yaml.
func (a *app) siteDir() (string, error) {
	start := a.dir
	if start == "" {
		var err error
		if start, err = workingDir(); err != nil {
			return "", err
		}
	}
	start, err := filepath.Abs(start)
	if err != nil {
		return "", fmt.Errorf("find site: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, conf.File)); err == nil {
			return dir, nil
		}
		if a.dir != "" || dir == filepath.Dir(dir) {
			return "", noSiteError{start}
		}
	}
}

// open finds the site and returns its folder and the options of its builds.
func (a *app) open() (dir string, opt site.Options, err error) {
	if dir, err = a.siteDir(); err != nil {
		return "", opt, err
	}
	version, err := programHash()
	if err != nil {
		return "", opt, err
	}
	// The folder itself may be a link; nothing below it may be (package content).
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", opt, fmt.Errorf("open site: %w", err)
	}
	return dir, site.Options{
		FS:      overlay.New(os.DirFS(root), nachbar.Defaults(), "layouts", "static", "i18n", "data"),
		Today:   time.Now(),
		Version: version,
	}, nil
}

// programHash identifies this very program, so that a cache of another build
// of it is never used.
func programHash() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own program: %w", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("find own program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("read own program: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// cacheFile is where the records of builds of dir into out are kept.
func cacheFile(dir, out, audience string) string {
	sum := sha256.Sum256([]byte(out + "\x00" + audience))
	return filepath.Join(dir, ".nachbar", "cache", hex.EncodeToString(sum[:8])+".gob")
}

// readCache reads a cache; one that is missing or damaged is empty.
func readCache(name string) *site.Cache {
	f, err := os.Open(name)
	if err != nil {
		return &site.Cache{}
	}
	defer f.Close()
	cache, err := site.ReadCache(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return &site.Cache{}
	}
	return cache
}

// saveCache writes a cache in one step. A folder that cannot be written to is
// no error: the next build is a full one.
func saveCache(name string, cache *site.Cache) error {
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	temp := name + ".tmp"
	f, err := os.Create(temp)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("write cache: %w", err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := errors.Join(cache.Save(w), w.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, name)
}
