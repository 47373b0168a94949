package release

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// describe counts the files of a tree that was built.
func (t *audienceTree) describe(name string) (Audience, error) {
	body, err := disk.ReadFile(t.disk, filepath.Join(t.dir, sumsFile), maxSums)
	if err != nil {
		return Audience{}, fmt.Errorf("read checksums of %q: %w", name, err)
	}
	a := Audience{Name: name, Sums: digest(body), Files: 1, Bytes: int64(len(body))}
	for line := range strings.Lines(string(body)) {
		_, path, ok := parseSum(line)
		if !ok {
			return Audience{}, fmt.Errorf("read checksums of %q: no line of checksums: %.80q", name, line)
		}
		info, err := t.disk.Lstat(filepath.Join(t.dir, filepath.FromSlash(path)))
		if err != nil {
			return Audience{}, err
		}
		a.Files++
		a.Bytes += info.Size()
	}
	return a, nil
}
