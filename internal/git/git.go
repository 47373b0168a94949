// Package git runs the program git so that neither a repository nor the
// environment can make it do anything but answer.
//
// Settings of the repository cannot make git run other programs: hooks, pagers,
// monitors, filters and signatures are switched off. It asks nobody for
// passwords, and a GIT_DIR of another repository is none of ours.
//
// # From a repository to files
//
// Fetch brings a bare mirror up to date: nothing is ever checked out, so no
// path of a commit meets the disk. Resolve finds the commit of a branch, and
// Open shows the files of one commit as an fs.FS: one listing, which knows the
// size of every file, and blobs that are read when somebody asks. Only regular
// files can be opened; links, submodules and whatever else a tree can name are
// listed with their type, so that the checks of the site report them by name.
package git

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Run runs git in dir with in as its input, nil for none, and returns what it
// writes. The error is that of exec.Cmd.Output: exec.ErrNotFound without git,
// an *exec.ExitError with what git said when it failed.
func Run(ctx context.Context, dir string, in io.Reader, args ...string) ([]byte, error) {
	cmd := command(ctx, dir, args...)
	cmd.Stdin = in
	return cmd.Output()
}

// grace is how long git may tidy up after it was told to stop.
const grace = 2 * time.Second

// command prepares git in dir. It ends with ctx, and so do programs that it
// started, at the latest when the pipes are closed.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	safe := []string{"-C", dir, "--no-pager", "--literal-pathspecs", "--no-optional-locks",
		"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.quotePath=false", "-c", "log.showSignature=false"}
	cmd := exec.CommandContext(ctx, "git", append(safe, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = grace
	for _, pair := range os.Environ() { // another repository's GIT_DIR is none of ours
		if !strings.HasPrefix(pair, "GIT_") && !strings.HasPrefix(pair, "LC_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1")
	return cmd
}
