package publish

import (
	"context"
	"errors"
	"io/fs"
)

// errLeak ends a publish whose draft holds something that an audience must not
// see; what it is, the problems say.
var errLeak = errors.New("a draft holds what is withheld from its audience")

// verifier looks at each audience of a draft as it stands on the disk, before it
// is shown. It is called for several audiences at once.
func (r *round) verifier(ctx context.Context) func(audience string, files fs.FS) error {
	return func(audience string, files fs.FS) error {
		for _, e := range r.builds {
			if e.audience.Name != audience {
				continue
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
