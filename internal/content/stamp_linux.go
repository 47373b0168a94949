package content

import (
	"io/fs"
	"syscall"
)

// changeTime is when anything about the file changed last.
func changeTime(info fs.FileInfo) int64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Ctim.Nano()
	}
	return 0
}
