package release

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// removeLeftovers removes the staging folders of builds of dir that were
// killed. Those of programs that still run stay.
func removeLeftovers(dir string) {
	prefix := tempPrefix(dir)
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return // there is nothing to tidy up
	}
	for _, e := range entries {
		pid, err := strconv.Atoi(strings.TrimPrefix(e.Name(), prefix))
		if err == nil && e.IsDir() && strings.HasPrefix(e.Name(), prefix) && !running(pid) {
			_ = os.RemoveAll(filepath.Join(filepath.Dir(dir), e.Name())) // the next build tries again
		}
	}
}

// tempPrefix is how the names of staging folders of dir begin; the number of
// the process follows.
func tempPrefix(dir string) string { return "." + filepath.Base(dir) + ".tmp-" }

// running reports whether a process is there. Where that cannot be told it is.
func running(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
