package content

import (
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// VersionsDir is the folder beside a template's index.md that holds what it
// said in each released version: 1.0.0.json. Nothing in it is published.
const VersionsDir = "versions"

// Released is the file of a released version of a template.
type Released struct {
	Version Version
	Source  string
	Size    int64
}

// release takes the released versions out of the files of a template's folder
// VersionsDir and orders them by age. Other files there are reported: a version
// with a wrong name would be missing without a word.
func (a *assembly) release(files []Attachment, p *Page) {
	for _, file := range files {
		name := path.Base(file.Source)
		number, found := strings.CutSuffix(name, ".json")
		version, err := ParseVersion(number)
		if !found || err != nil {
			a.problems.Add(a.grade(diag.New("version-bad-name", file.Source, 0, "name", name)))
			continue
		}
		p.Released = append(p.Released, Released{version, file.Source, file.Size})
	}
	slices.SortFunc(p.Released, func(a, b Released) int { return a.Version.Compare(b.Version) })
}
