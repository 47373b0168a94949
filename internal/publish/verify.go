package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/kaaw/nachbar/internal/release"
)

// errLeak ends a publish whose draft holds something that an audience must not
// see; what it is, the problems say.
var errLeak = errors.New("a draft holds what is withheld from its audience")

// verifier looks at each audience of a draft as it stands on the disk, before it
// is shown: for secrets in all files, or in those that are new, if nothing became
// a secret since the release that readers see was found to hold none. It is
// called for several audiences at once.
func (r *round) verifier(ctx context.Context, shown release.Release) func(audience string, files fs.FS) error {
	return func(audience string, files fs.FS) error {
		for _, e := range r.builds {
			if e.audience.Name != audience {
				continue
			}
			if !r.anew && e.secrets.Within(r.cleared(audience, shown)) {
				files = newFiles{files, shown.FS(audience)}
			}
			found, err := e.secrets.Scan(ctx, files)
			if err != nil {
				return err
			}
			if e.leaks = found; found.HasErrors() {
				return errLeak
			}
		}
		return nil
	}
}

// marksName is the file with the marks of the secrets of an audience: the first
// line names the program and the release that held none of them.
func (o *Options) marksName(audience string) string { return o.state("cache", audience, "secrets") }

func (o *Options) marksHead(r release.Release) string { return o.Site.Version + " " + r.ID + "\n" }

// cleared are the marks of the secrets that a release was found not to hold, nil
// if it was not looked at.
func (r *round) cleared(audience string, shown release.Release) []byte {
	src, err := os.ReadFile(r.opt.marksName(audience))
	if err != nil || shown.ID == "" {
		return nil
	}
	marks, ok := strings.CutPrefix(string(src), r.opt.marksHead(shown))
	if !ok {
		return nil
	}
	return []byte(marks)
}

// clear notes that a release holds none of the secrets of its audiences.
func (r *round) clear(shown release.Release) error {
	var errs []error
	for _, e := range r.builds {
		errs = append(errs, saveFile(r.opt.marksName(e.audience.Name), func(w io.Writer) error {
			_, err := io.WriteString(w, r.opt.marksHead(shown)+string(e.secrets.Marks()))
			return err
		}))
	}
	return errors.Join(errs...)
}

// newFiles lists those files of a tree that are not the same files as in an
// earlier one, under a second name.
type newFiles struct {
	fs.FS
	before fs.FS
}

// ReadDir implements fs.ReadDirFS.
func (n newFiles) ReadDir(dir string) (entries []fs.DirEntry, err error) {
	all, err := fs.ReadDir(n.FS, dir)
	for _, entry := range all {
		name := entry.Name()
		if dir != "." {
			name = dir + "/" + name
		}
		if entry.IsDir() || !n.same(entry, name) {
			entries = append(entries, entry)
		}
	}
	return entries, err
}

func (n newFiles) same(entry fs.DirEntry, name string) bool {
	now, err := entry.Info()
	if err != nil {
		return false
	}
	old, err := fs.Lstat(n.before, name)
	return err == nil && now.Mode().IsRegular() && old.Mode().IsRegular() && os.SameFile(now, old)
}
