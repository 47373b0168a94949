//go:build unix

package host

import "golang.org/x/sys/unix"

// reserved are the open files that are no connections.
const reserved = 128

// connLimit is how many connections there may be: as many as wanted, and fewer if
// the process may not open so many files.
func connLimit(wanted int) int {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur > 1<<30 {
		return wanted
	}
	return min(wanted, max(int(limit.Cur)-reserved, int(limit.Cur)/2, 1))
}
