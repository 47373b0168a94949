package hook

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// Runner does one thing, one at a time. Whoever asks while it is being done gets
// it done once more afterwards, together with all others.
type Runner struct {
	do  func(ctx context.Context) error
	log *slog.Logger

	wanted chan struct{}
	mu     sync.Mutex
	state  State
}

// State is what became of the runs.
type State struct {
	Running bool
	Last    time.Time // the end of the last run
	Err     error     // of the last run
	OK      int
	Failed  int
}

// NewRunner returns a Runner whose Run has to be started. Errors of do are
// logged; log may be nil.
func NewRunner(do func(ctx context.Context) error, log *slog.Logger) *Runner {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Runner{do: do, log: log, wanted: make(chan struct{}, 1)}
}

// Start wants a run that begins after now.
func (r *Runner) Start() {
	select {
	case r.wanted <- struct{}{}:
	default: // one is waiting already
	}
}

// Run does what is wanted until ctx ends; a run that goes on then is told so.
func (r *Runner) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wanted:
			r.set(func(s *State) { s.Running = true })
			err := r.do(ctx)
			if err != nil {
				r.log.Error("publish after a push failed; the release before stays", "error", err)
			}
			r.set(func(s *State) {
				s.Running, s.Last, s.Err = false, time.Now(), err
				if err != nil {
					s.Failed++
				} else {
					s.OK++
				}
			})
		}
	}
}

func (r *Runner) set(change func(*State)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.state)
}

// State is what became of the runs so far.
func (r *Runner) State() State {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}
