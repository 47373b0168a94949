package release

import (
	"fmt"
	"strings"
)

// MinKeep is the fewest releases that a store keeps: the current one and the
// one before it.
const MinKeep = 2

// Clean removes old releases: of all but the newest keep, those that are
// neither current nor the one before it. They are out of the way when it
// returns, and gone when Close does.
func (l *Lock) Clean(keep int) (removed []string, err error) {
	s := l.store
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	current, err := s.currentID()
	if err != nil {
		return nil, err
	}
	previous := before(ids, current)
	for i, id := range ids {
		if i < max(keep, MinKeep) || id == current || id == previous {
			continue
		}
		if err := l.Record(EventCleaned, id, "", ""); err != nil {
			return removed, err
		}
		if err := s.disk.Rename(s.path(releasesDir, id), s.path(releasesDir, trashPrefix+id)); err != nil {
			return removed, fmt.Errorf("remove release %s: %w", id, err)
		}
		removed = append(removed, id)
	}
	if len(removed) == 0 {
		return nil, nil
	}
	if err := s.disk.Sync(s.path(releasesDir)); err != nil { // else a release that lost files could come back
		return removed, fmt.Errorf("remove releases: %w", err)
	}
	s.sweep()
	return removed, nil
}

// throwAwayDrafts moves what publishers that died have left behind out of the
// way.
func (l *Lock) throwAwayDrafts() error {
	s := l.store
	entries, err := s.disk.ReadDir(s.path(releasesDir))
	if err != nil {
		return fmt.Errorf("list releases: %w", err)
	}
	trash := false
	for _, e := range entries {
		id, isDraft := strings.CutPrefix(e.Name(), draftPrefix)
		if isDraft {
			to := s.path(releasesDir, trashPrefix+"entwurf-"+id)
			if err := s.disk.RemoveAll(to); err != nil {
				return err
			}
			if err := s.disk.Rename(s.path(releasesDir, e.Name()), to); err != nil {
				return err
			}
		}
		trash = trash || isDraft || strings.HasPrefix(e.Name(), trashPrefix)
	}
	if trash {
		s.sweep()
	}
	return s.disk.RemoveAll(s.path(currentLink + ".neu"))
}

// sweep empties the trash in the background, one sweeper at a time. What it
// does not get done the next lock starts again.
func (s *Store) sweep() {
	s.sweepers.Go(func() {
		s.sweeping.Lock()
		defer s.sweeping.Unlock()
		entries, err := s.disk.ReadDir(s.path(releasesDir))
		if err != nil {
			return
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), trashPrefix) {
				_ = s.disk.RemoveAll(s.path(releasesDir, e.Name())) // the next one tries again
			}
		}
	})
}
