package release

import (
	"errors"
	"fmt"
	"path/filepath"
)

// show makes r the current release: one rename of a link, which readers see
// either before or after, then a line of the log. If anything fails the
// release before is current again.
func (l *Lock) show(r Release, event string) error {
	s := l.store
	before, err := s.currentID()
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	if err = s.pointTo(r.ID); err == nil {
		if err = l.recordShown(event, r, before); err == nil {
			return nil
		}
	}
	return errors.Join(err, s.pointBack(before))
}

// pointTo leads the link to a release. The link is on the disk under another
// name before it takes the place of the old one.
func (s *Store) pointTo(id string) error {
	temp := s.path(currentLink + ".neu")
	err := s.disk.RemoveAll(temp)
	if err == nil {
		err = s.disk.Symlink(filepath.Join(releasesDir, id), temp)
	}
	if err == nil {
		err = s.disk.Sync(s.dir)
	}
	if err == nil {
		err = s.disk.Rename(temp, s.path(currentLink))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("switch to release %s: %w", id, err), s.disk.RemoveAll(temp))
	}
	if err := s.disk.Sync(s.dir); err != nil {
		return fmt.Errorf("switch to release %s: %w", id, err)
	}
	return nil
}

// pointBack undoes a switch that failed, unless it did not get that far.
func (s *Store) pointBack(before string) error {
	now, err := s.currentID()
	switch {
	case errors.Is(err, ErrNone) && before == "", err == nil && now == before:
		return nil
	case err != nil && !errors.Is(err, ErrNone):
		return err
	case before == "":
		return errors.Join(s.disk.RemoveAll(s.path(currentLink)), s.disk.Sync(s.dir))
	}
	return s.pointTo(before)
}
