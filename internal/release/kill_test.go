//go:build unix

package release

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/release/disk"
	"github.com/kaaw/nachbar/internal/release/disk/disktest"
)

// childEnv makes the test program a publisher: "DIR POINT", where POINT is the
// change of the disk before which it dies, -POINT one that it dies in the
// middle of, and 0 never: it publishes until it is killed.
const childEnv = "NACHBAR_TEST_PUBLISHER"

func TestMain(m *testing.M) {
	if task, ok := os.LookupEnv(childEnv); ok {
		os.Exit(publisher(task))
	}
	os.Exit(m.Run())
}

// hasty is the disk of this machine without the syncs, which are of no use to
// somebody who is killed: the system lives on.
type hasty struct{ disk.Real }

func (hasty) Sync(string) error    { return nil }
func (hasty) SyncAll(string) error { return nil }

// publisher is what the child does. It exits with 9 if there are fewer changes
// than its point, and with 8 if the change has no middle.
func publisher(task string) int {
	dir, number, _ := strings.Cut(task, " ")
	point, err := strconv.Atoi(number)
	if err != nil {
		return 2
	}
	n := 0
	die := func() { // SIGKILL is delivered before the call returns
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	s, err := OpenStore(dir, Options{Now: clock, Disk: disktest.Hook{Disk: hasty{}, Before: func(op, name string) error {
		switch op {
		case "open", "lstat", "readdir", "readlink":
			return nil // whoever dies before reading dies before the next change
		}
		n++
		switch writes := op == "write" || op == "append"; {
		case point > 0 && n == point, point < 0 && n == -point+1:
			die()
		case point < 0 && n == -point && writes:
			return errors.New("cut off") // half of it is written
		case point < 0 && n == -point:
			os.Exit(8)
		}
		return nil
	}}})
	if err != nil {
		return 3
	}
	fmt.Println("ready")
	for version := 2; version == 2 || point == 0; version++ {
		l, err := s.TryLock()
		if err != nil {
			return 4
		}
		if _, err := publishLocked(l, version); err != nil {
			return 5
		}
		if _, err := l.Clean(MinKeep); err != nil {
			return 6
		}
		if err := errors.Join(s.Close(), l.Unlock()); err != nil {
			return 7
		}
	}
	return 9
}

// startPublisher starts the child and returns when it begins to work, or died.
func startPublisher(t *testing.T, dir string, point int) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", childEnv, dir, point))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil && point == 0 {
		t.Fatalf("the publisher did not start: %v", err)
	}
	return cmd
}

// afterKill looks at what a publisher left, and goes on. It returns how long
// the next one needed until it could work.
func afterKill(t *testing.T, dir string) time.Duration {
	t.Helper()
	s, err := OpenStore(dir, Options{Now: clock, Disk: hasty{}})
	if err != nil {
		t.Fatal(err)
	}
	current, err := s.Current()
	if err != nil {
		t.Fatalf("no current release: %v", err)
	}
	if report, err := s.verify(t.Context(), current.ID); err != nil || len(report.Findings) > 0 {
		t.Fatalf("the current release %s is not as it was published: %v %v", current.ID, report.Findings, err)
	}
	started := time.Now()
	l, err := s.TryLock()
	if err != nil {
		t.Fatalf("start again: %v", err)
	}
	ready := time.Since(started)
	r, err := publishLocked(l, 7)
	if err == nil {
		_, err = l.Clean(MinKeep)
	}
	if err = errors.Join(err, l.Unlock(), s.Close()); err != nil {
		t.Fatalf("publish again: %v", err)
	}
	if report, err := s.verify(t.Context(), r.ID); err != nil || len(report.Findings) > 0 {
		t.Fatalf("the next release is not as it was published: %v %v", report.Findings, err)
	}
	if got := tree(t, s.path(releasesDir)); strings.Contains(got, ".neu-") || strings.Contains(got, ".weg-") {
		t.Fatalf("left over: %s", got)
	}
	if _, err := s.Log(); err != nil {
		t.Fatal(err)
	}
	return ready
}

func TestAPublisherKilledBeforeOrInAnyOperationLeavesACompleteRelease(t *testing.T) {
	s := newStore(t)
	l, err := s.TryLock()
	if err == nil {
		_, err = publishLocked(l, 1)
	}
	if err = errors.Join(err, l.Unlock()); err != nil {
		t.Fatal(err)
	}
	points, slowest := 0, time.Duration(0)
	for point, ended := 1, false; !ended; point++ {
		for _, at := range []int{point, -point} {
			cmd := startPublisher(t, s.Dir(), at)
			var exit *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &exit) {
				t.Fatalf("at %d the publisher ended with %v", at, err)
			}
			if ended = exit.ExitCode() == 9; ended || exit.ExitCode() == 8 {
				break
			}
			if status, ok := exit.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
				t.Fatalf("at %d the publisher ended with %v", at, exit)
			}
			points++
			slowest = max(slowest, afterKill(t, s.Dir()))
		}
	}
	if points < 30 {
		t.Errorf("only %d points", points)
	}
	if slowest > 2*time.Second {
		t.Errorf("starting again took %v", slowest)
	}
	t.Logf("%d points, starting again took at most %v", points, slowest)
}

func TestAPublisherKilledAtAnyTimeLeavesACompleteRelease(t *testing.T) {
	kills := 30
	if soak() {
		kills = 1000
	}
	s := newStore(t)
	l, err := s.TryLock()
	if err == nil {
		_, err = publishLocked(l, 1)
	}
	if err = errors.Join(err, l.Unlock()); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	slowest := time.Duration(0)
	for range kills {
		cmd := startPublisher(t, s.Dir(), 0)
		time.Sleep(time.Duration(random.IntN(20_000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		slowest = max(slowest, afterKill(t, s.Dir()))
	}
	if slowest > 2*time.Second {
		t.Errorf("starting again took %v", slowest)
	}
	t.Logf("%d kills, starting again took at most %v", kills, slowest)
}
