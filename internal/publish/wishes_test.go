package publish

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/kaaw/nachbar/internal/release"
)

// TestAStormOfPushesEndsWithTheNewestCommit has four builders try to publish
// after each of fifty pushes: two that go when somebody else works, two that
// wait. With NACHBAR_SOAK the builders are processes.
func TestAStormOfPushesEndsWithTheNewestCommit(t *testing.T) {
	const pushes, builders = 50, 4
	r, store := newRepository(t), newStore(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	outcomes := map[Outcome]int{}
	head := ""
	for i := range pushes {
		head = r.commit("main", portal().with("content/leitfaden/bia.md", fmt.Sprintf("---\ntitle: BIA\n---\nFassung %d.\n", i)))
		for b := range builders {
			if b >= 2 && i%10 != 9 { // those that wait are few: each holds a place in the queue
				continue
			}
			wg.Go(func() {
				outcome, err := r.builder(store, b < 2)
				if err != nil || outcome == Refused {
					t.Errorf("builder %d, push %d: %s %v", b, i, outcome, err)
				}
				mu.Lock()
				outcomes[outcome]++
				mu.Unlock()
			})
		}
	}
	wg.Wait()
	if now := shown(t, store); now.Commit != head {
		t.Errorf("readers see %s, pushed was %s", now.Commit, head)
	}
	log, err := store.Log()
	if err != nil {
		t.Fatal(err)
	}
	published := 0
	for _, e := range log {
		if e.Event == release.EventPublished {
			published++
		}
	}
	if published == 0 || published > pushes {
		t.Errorf("%d releases of %d pushes", published, pushes)
	}
	t.Logf("%d pushes, %d releases, runs ended %v", pushes, published, outcomes)
}

// builder publishes as one of many.
func (r repository) builder(store *release.Store, leave bool) (Outcome, error) {
	if os.Getenv("NACHBAR_SOAK") != "" {
		c := child{Source: r.dir, Dir: store.Dir(), Leave: leave}
		out, err := c.run()
		return Outcome(out), err
	}
	own, err := release.OpenStore(store.Dir(), release.Options{})
	if err != nil {
		return "", err
	}
	opt := r.options(own, "main")
	opt.Leave = leave
	result, err := Run(context.Background(), opt)
	if err == nil {
		err = own.Close()
	}
	return result.Outcome, err
}

// TestWhoeverGoesIsNotForgotten leaves a wish at the worst moment: the one that
// works has looked for the newest commit already.
func TestWhoeverGoesIsNotForgotten(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal())
	opt := r.options(store, "main")
	head := ""
	var once sync.Once
	opt.Progress = func(string, int, int) {
		once.Do(func() {
			head = r.commit("main", portal().with("static/neu.txt", "x"))
			late := r.options(store, "main")
			late.Leave = true
			if result, err := Run(context.Background(), late); err != nil || result.Outcome != HandedOver {
				t.Errorf("%v %v", result.Outcome, err)
			}
		})
	}
	result, err := Run(context.Background(), opt)
	if err != nil || result.Commit != head || result.Outcome != Published {
		t.Errorf("%+v %v, want %s", result, err, head)
	}
	if now := shown(t, store); now.Commit != head {
		t.Errorf("readers see %s, pushed was %s", now.Commit, head)
	}
}

func TestWhatWasRolledBackStaysSo(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	r.commit("main", portal())
	first := r.published(store, "main").Release.ID
	r.commit("main", portal().with("static/neu.txt", "x"))
	r.published(store, "main")
	if _, err := store.Rollback(context.Background(), first); err != nil {
		t.Fatal(err)
	}
	if got := r.publish(store, "main"); got.Outcome != RolledBack || got.Release.ID != first {
		t.Errorf("%+v", got)
	}
	opt := r.options(store, "main")
	opt.Force = true
	if got, err := Run(context.Background(), opt); err != nil || got.Outcome != Published {
		t.Errorf("%+v %v", got, err)
	}
	if page(t, store, "oeffentlich", "neu.txt") != "x" {
		t.Error("the commit is not shown")
	}
}

func TestReleasesThatAreTooOldGo(t *testing.T) {
	r, store := newRepository(t), newStore(t)
	opt := r.options(store, "main")
	opt.Keep = 2
	for i := range 4 {
		r.commit("main", portal().with("static/neu.txt", fmt.Sprint(i)))
		if _, err := Run(context.Background(), opt); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := store.List(); err != nil || len(list) != 2 {
		t.Errorf("%d releases %v", len(list), err)
	}
}

// child is a publish in a process of its own; see TestMain.
type child struct {
	Source, Dir string
	Leave       bool
	Env         []string
	Umask       int
	Later       int // days that its clock is ahead
}

// run starts the process and returns how it ended.
func (c child) run() (string, error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), c.Env...), "NACHBAR_TEST_CHILD="+c.encode())
	var complaint limited
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, complaint)
	}
	return string(out), nil
}

// limited keeps the beginning of what is written.
type limited []byte

func (l *limited) Write(p []byte) (int, error) {
	*l = append(*l, p[:min(len(p), max(0, 4096-len(*l)))]...)
	return len(p), nil
}
