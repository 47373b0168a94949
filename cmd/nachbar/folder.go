package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/office/text"
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
	names, err := members(root)
	if err != nil {
		return "", opt, err
	}
	a.log.Kept, a.log.Keep = keptHistory(dir, version)
	return dir, site.Options{
		Members:  names,
		FS:       overlay.New(os.DirFS(root), nachbar.Defaults(), "layouts", "static", "i18n", "data"),
		Defaults: nachbar.Defaults(),
		Today:    time.Now(),
		Version:  version,
		Store:    decodedFiles(dir, version),

		Documents: text.NewReader(""),
		History: func(ctx context.Context, file string) ([]history.Version, error) {
			return history.Versions(ctx, root, file)
		},
		Log: func(ctx context.Context) (*history.Log, error) { return a.log.Read(ctx, root, history.Head) },
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
