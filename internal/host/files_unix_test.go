//go:build unix

package host

import (
	"testing"

	"golang.org/x/sys/unix"
)

// limitFiles lowers how many files the process may open.
func limitFiles(n uint64) error {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	limit.Cur = n
	return unix.Setrlimit(unix.RLIMIT_NOFILE, &limit)
}

func TestConnectionsLeaveFilesForOtherThings(t *testing.T) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	if got := connLimit(1 << 40); uint64(got) >= limit.Cur {
		t.Errorf("%d connections with %d files", got, limit.Cur)
	}
	if got := connLimit(3); got != 3 {
		t.Errorf("%d connections instead of 3", got)
	}
}
