package release

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// Wish is the wish that what is newest now be published. Wishes are numbered;
// one release grants all that were made before it looked for its commit. So a
// storm of pushes ends with the newest commit, few builds, and nobody waiting
// for a release that somebody else has made already:
//
//	wish, err := store.Wish()
//	lock, err := store.Lock(ctx, nil)
//	if granted, err := lock.Granted(wish); granted { … } // somebody else did it
//	open, err := lock.Open()
//	… fetch, build, publish …
//	err = lock.Grant(open)
type Wish int64

const (
	wishFile     = "wishes.json"
	wishLockFile = "wishes.lock"
)

// wishes is the file of that name. Both numbers change together: an old copy,
// as a power cut may bring back, grants nothing that was not wished.
type wishes struct {
	Made    Wish `json:"made"`
	Granted Wish `json:"granted"`
}

// Wish leaves a wish.
func (s *Store) Wish() (Wish, error) {
	var mine Wish
	err := s.changeWishes(func(w *wishes) {
		w.Made++
		mine = w.Made
	})
	return mine, err
}

// Granted reports whether a release was made since the wish.
func (l *Lock) Granted(wish Wish) (bool, error) {
	var granted bool
	err := l.store.changeWishes(func(w *wishes) { granted = w.Granted >= wish })
	return granted, err
}

// Open is the newest wish. Commits that are looked for from now on are those
// that were wished for.
func (l *Lock) Open() (Wish, error) {
	var newest Wish
	err := l.store.changeWishes(func(w *wishes) { newest = w.Made })
	return newest, err
}

// Grant marks all wishes up to one as granted. The next publisher that waited
// has nothing to do.
func (l *Lock) Grant(wish Wish) error {
	return l.store.changeWishes(func(w *wishes) { w.Granted = max(w.Granted, min(wish, w.Made)) })
}

// changeWishes changes the file under a lock of its own, which is held for an
// instant only.
func (s *Store) changeWishes(change func(*wishes)) error {
	lock, err := os.OpenFile(s.path(stateDir, wishLockFile), os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return fmt.Errorf("leave a wish: %w", err)
	}
	for {
		ok, err := tryLock(lock)
		if err != nil {
			return errors.Join(fmt.Errorf("leave a wish: %w", err), lock.Close())
		}
		if ok {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return errors.Join(s.rewriteWishes(change), lock.Close())
}

func (s *Store) rewriteWishes(change func(*wishes)) error {
	name := s.path(stateDir, wishFile)
	var w wishes
	body, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("leave a wish: %w", err)
	}
	if json.Unmarshal(body, &w) != nil { // lost in a power cut, with all who wished
		w = wishes{}
	}
	old := w
	if change(&w); w == old {
		return nil
	}
	if body, err = json.Marshal(w); err == nil {
		err = os.WriteFile(name+".tmp", body, 0o640)
	}
	if err == nil {
		err = os.Rename(name+".tmp", name)
	}
	if err != nil {
		return fmt.Errorf("leave a wish: %w", err)
	}
	return nil
}
