package site

import (
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/tlp"
	"github.com/kaaw/nachbar/internal/view"
)

// roundLabel gives the files of published rounds in the data folder their labels:
// those for everybody are CLEAR, all others are for members.
func roundLabel(data string) func(name string) tlp.Label {
	folders := []string{path.Join(data, bsc.Dir, view.RoundsDir) + "/", path.Join(data, bia.RoundsDir) + "/"}
	return func(name string) tlp.Label {
		for _, folder := range folders {
			if file, ok := strings.CutPrefix(name, folder); ok && !strings.HasSuffix(file, view.PublicEnd) {
				return tlp.Amber
			}
		}
		return 0
	}
}
