package release

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/release/disk"
	"github.com/kaaw/nachbar/internal/release/disk/disktest"
)

// soak says that the long run of a proof was asked for.
func soak() bool { return os.Getenv("NACHBAR_SOAK") != "" }

// storeOn is a store on any disk, and the lock of it, without the locks of the
// system.
func storeOn(d disk.Disk) (*Store, *Lock, error) {
	s := &Store{dir: "/srv/portal", by: "cli", now: clock, disk: d}
	if err := s.open(true); err != nil {
		return nil, nil, err
	}
	l := &Lock{store: s}
	return s, l, l.recover()
}

// small is a site whose files change in part from one version to the next.
func small(version int) (public, members files) {
	return files{
		"index.html":     fmt.Sprint("Seite ", version),
		"assets/nav.css": "bleibt immer gleich",
		"neu/" + fmt.Sprint(version%2) + "/index.html": "kommt und geht",
	}, files{"index.html": fmt.Sprint("intern ", version/2)}
}

// publishLocked makes a release of a version.
func publishLocked(l *Lock, version int) (Release, error) {
	d, err := l.Begin(Meta{Commit: fmt.Sprintf("%012d", version)})
	if err != nil {
		return Release{}, err
	}
	public, members := small(version)
	for _, tree := range []struct {
		name string
		all  files
	}{{"mitglieder", members}, {"oeffentlich", public}} {
		sink, err := d.Audience(tree.name)
		if err == nil {
			err = fill(sink, tree.all)
		}
		if err != nil {
			return Release{}, errors.Join(err, d.Abort())
		}
	}
	return d.Publish(context.Background(), nil)
}

// life is a store's: releases, a rollback, cleaning. seen is told after each
// step which release readers see.
func life(d disk.Disk, seen func(id string)) error {
	s, l, err := storeOn(d)
	if err != nil {
		return err
	}
	for version := 1; version <= 4; version++ {
		r, err := publishLocked(l, version)
		if err != nil {
			return err
		}
		seen(r.ID)
		if version == 3 {
			if r, err = l.rollback(""); err != nil {
				return err
			}
			seen(r.ID)
		}
		if _, err := l.Clean(MinKeep); err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
	}
	return nil
}

// consistent looks at a store that somebody left in any state: what readers
// see is complete, what is listed is, and so is what the log says.
func consistent(d disk.Disk) (current string, err error) {
	s := &Store{dir: "/srv/portal", by: "cli", now: clock, disk: d}
	current, err = s.currentID()
	if errors.Is(err, ErrNone) {
		current, err = "", nil
	}
	if err != nil {
		return "", err
	}
	if _, err := d.ReadDir(s.path(releasesDir)); err != nil && current == "" {
		return "", nil // not even made
	}
	list, err := s.List()
	if err != nil {
		return "", err
	}
	if current != "" && !slices.ContainsFunc(list, func(r Release) bool { return r.Current && r.ID == current }) {
		return "", fmt.Errorf("current leads to %s, which is no release", current)
	}
	for _, r := range list {
		report, err := s.verify(context.Background(), r.ID)
		if err != nil || len(report.Findings) > 0 {
			return "", fmt.Errorf("release %s: %v %w", r.ID, report.Findings, err)
		}
	}
	return current, nil
}

// goesOn starts a publisher on what is there.
func goesOn(d disk.Disk) error {
	s, l, err := storeOn(d)
	if err != nil {
		return fmt.Errorf("start again: %w", err)
	}
	r, err := publishLocked(l, 9)
	if err != nil {
		return fmt.Errorf("publish again: %w", err)
	}
	if err := s.Close(); err != nil {
		return err
	}
	if current, err := consistent(d); err != nil || current != r.ID {
		return fmt.Errorf("after publishing again: current is %q, %w", current, err)
	}
	if _, err := s.Log(); err != nil {
		return fmt.Errorf("after publishing again: %w", err)
	}
	entries, err := d.ReadDir(s.path(releasesDir))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			return fmt.Errorf("left over: %s", e.Name())
		}
	}
	return err
}

func TestAPowerCutAnywhereLeavesACompleteReleaseAndWhatTheLogSays(t *testing.T) {
	m := disktest.NewMemory()
	type step struct {
		changes int
		id      string
	}
	var steps []step // what was promised when
	if err := life(m, func(id string) { steps = append(steps, step{m.Changes(), id}) }); err != nil {
		t.Fatal(err)
	}
	rounds := 1
	if soak() {
		rounds = 40
	}
	random := rand.New(rand.NewPCG(1, 2))
	states := 0
	for n := range m.Changes() + 1 {
		promised, coming := "", steps[0].id
		for i, s := range steps {
			if s.changes < n { // a sync right after change n may not have been reached
				promised, coming = s.id, steps[min(i+1, len(steps)-1)].id
			}
		}
		for _, loss := range losses(m.Pending(n), rounds, random) {
			states++
			after := m.Crash(n, loss)
			current, err := consistent(after)
			if err == nil && current != promised && current != coming {
				err = fmt.Errorf("%q is current", current)
			}
			if err == nil && (soak() || states%4 == 0) {
				err = goesOn(after)
			}
			if err != nil {
				t.Fatalf("power fails after change %d of %d, %s was promised: %v", n, m.Changes(), promised, err)
			}
		}
	}
	t.Logf("%d prefixes, %d states of the disk", m.Changes()+1, states)
}

// losses are ways in which pending changes may be lost: all, none, each alone,
// all but each, half of each, and some at random.
func losses(pending []int, rounds int, random *rand.Rand) []disktest.Loss {
	all := func(fate int) disktest.Loss { return func(int) int { return fate } }
	out := []disktest.Loss{all(0), all(1), all(2)}
	singles := [][2]int{{0, 1}, {1, 0}}
	if soak() {
		singles = append(singles, [2]int{2, 1})
	}
	for _, one := range pending {
		for _, fates := range singles {
			out = append(out, func(i int) int {
				if i == one {
					return fates[0]
				}
				return fates[1]
			})
		}
	}
	if len(pending) == 0 {
		return out[:1]
	}
	for range rounds {
		fates := map[int]int{}
		for _, i := range pending {
			fates[i] = random.IntN(3)
		}
		out = append(out, func(i int) int { return fates[i] })
	}
	return out
}
