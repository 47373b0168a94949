// Package git runs the program git so that neither a repository nor the
// environment can make it do anything but answer.
//
// Settings of the repository cannot make git run other programs: hooks, pagers,
// monitors, filters and signatures are switched off. It asks nobody for
// passwords, and a GIT_DIR of another repository is none of ours.
package git

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
)

// Run runs git in dir with in as its input, nil for none, and returns what it
// writes. The error is that of exec.Cmd.Output: exec.ErrNotFound without git,
// an *exec.ExitError with what git said when it failed.
func Run(ctx context.Context, dir string, in io.Reader, args ...string) ([]byte, error) {
	safe := []string{"-C", dir, "--no-pager", "--literal-pathspecs", "--no-optional-locks",
		"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.quotePath=false", "-c", "log.showSignature=false"}
	cmd := exec.CommandContext(ctx, "git", append(safe, args...)...)
	cmd.Stdin = in
	for _, pair := range os.Environ() { // another repository's GIT_DIR is none of ours
		if !strings.HasPrefix(pair, "GIT_") && !strings.HasPrefix(pair, "LC_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1")
	return cmd.Output()
}
