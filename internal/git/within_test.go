package git

import (
	"errors"
	"os/exec"
	"testing"
)

func TestAnAnswerIsReadUpToItsBound(t *testing.T) {
	out, err := RunWithin(t.Context(), t.TempDir(), 64, "version")
	if err != nil || len(out) < len("git version") {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := RunWithin(t.Context(), t.TempDir(), 3, "version"); !errors.Is(err, ErrTooMuch) {
		t.Error(err)
	}
	var exit *exec.ExitError
	if _, err := RunWithin(t.Context(), t.TempDir(), 64, "log"); !errors.As(err, &exit) || len(exit.Stderr) == 0 {
		t.Error(err)
	}
}
