package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/kaaw/nachbar/internal/git"
	"github.com/kaaw/nachbar/internal/printer"
	"github.com/kaaw/nachbar/internal/search/browser"
)

// environment finds words for what the machine refuses.
func (a *app) environment(err error) (message, hint string) {
	path := pathOf(err)
	var refused *git.RefusedError
	var program *exec.Error
	switch {
	case errors.Is(err, context.Canceled):
		return a.t("cmd.interrupted"), ""
	case errors.Is(err, browser.ErrNoNode):
		return a.t("cmd.eval.node"), a.t("cmd.eval.node.hint")
	case errors.Is(err, printer.ErrNoBrowser):
		return a.t("cmd.pdf.browser"), a.t("cmd.pdf.browser.hint")
	case errors.As(err, &refused):
		return a.t("cmd.git.refused", "said", refused.Said), a.t("cmd.git.refused.hint")
	case errors.As(err, &program) && program.Name == "git":
		return a.t("cmd.git.missing"), a.t("cmd.git.missing.hint")
	case path == "":
		return err.Error(), ""
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return a.t("cmd.io.permission", "path", path), a.t("cmd.io.permission.hint")
	case errors.Is(err, syscall.ENOSPC):
		return a.t("cmd.io.space", "path", path), a.t("cmd.io.space.hint")
	case errors.Is(err, syscall.ENOTDIR):
		return a.t("cmd.io.folder", "path", filepath.Dir(path)), a.t("cmd.io.folder.hint")
	case errors.Is(err, fs.ErrNotExist):
		return a.t("cmd.io.missing", "path", path), a.t("cmd.io.missing.hint")
	}
	return err.Error(), ""
}

// pathOf is the file an error of the disk is about, "" for other errors.
func pathOf(err error) string {
	var one *fs.PathError
	var two *os.LinkError
	switch {
	case errors.As(err, &one):
		return one.Path
	case errors.As(err, &two):
		return two.New
	}
	return ""
}

// checkAddr refuses an address that no machine has: no port, or one that is
// no number up to 65535.
func (a *app) checkAddr(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return usageError{a.t("cmd.addr-bad", "addr", addr), a.t("cmd.addr-bad.hint")}
	}
	return nil
}
