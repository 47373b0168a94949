package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/release/disk"
)

// Rollback shows an earlier release, or a later one, to readers. "" is the
// release before the current one; ErrNone says that there is none. The files
// must all be there; Verify reads them, too.
func (s *Store) Rollback(ctx context.Context, id string) (Release, error) {
	l, err := s.Lock(ctx, nil)
	if err != nil {
		return Release{}, err
	}
	r, err := l.rollback(id)
	return r, errors.Join(err, l.Unlock())
}

func (l *Lock) rollback(id string) (Release, error) {
	s := l.store
	ids, err := s.ids()
	if err != nil {
		return Release{}, err
	}
	current, err := s.currentID()
	if err != nil {
		return Release{}, err
	}
	if id == "" {
		if id = before(ids, current); id == "" {
			return Release{}, ErrNone
		}
	}
	if !slices.Contains(ids, id) {
		return Release{}, &UnknownReleaseError{id, ids}
	}
	r, err := s.read(id)
	if err != nil {
		return Release{}, err
	}
	if err := s.present(r); err != nil {
		return Release{}, fmt.Errorf("roll back to release %s: %w", id, err)
	}
	if id != current {
		if err := l.show(r, EventRolledBack); err != nil {
			return Release{}, err
		}
	}
	r.Current = true
	return r, nil
}

// before is the release before the current one; "" without one. ids are the
// newest first.
func before(ids []string, current string) string {
	for _, id := range ids {
		if Number(id) < Number(current) {
			return id
		}
	}
	return ""
}

// present looks whether the files of a release are there, without reading
// them: a rollback is in a hurry.
func (s *Store) present(r Release) error {
	for _, a := range r.Audiences {
		dir := filepath.Join(r.Dir, a.Name)
		sums, err := disk.ReadFile(s.disk, filepath.Join(dir, sumsFile), maxSums)
		if err != nil {
			return err
		}
		if digest(sums) != a.Sums {
			return &DamagedError{Findings: []Finding{{a.Name, sumsFile, Changed}}}
		}
		size := int64(len(sums))
		for line := range strings.Lines(string(sums)) {
			_, path, ok := parseSum(line)
			if !ok {
				continue
			}
			info, err := s.disk.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
			if errors.Is(err, fs.ErrNotExist) {
				return &DamagedError{Findings: []Finding{{a.Name, path, Missing}}}
			}
			if err != nil {
				return err
			}
			size += info.Size()
		}
		if size != a.Bytes {
			return &DamagedError{Findings: []Finding{{a.Name, ".", Changed}}}
		}
	}
	return nil
}
