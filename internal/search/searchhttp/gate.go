package searchhttp

import "context"

// gate bounds how many searches are there at once, and how many of them run.
type gate struct{ inside, running chan struct{} }

func newGate(running, waiting int) *gate {
	return &gate{inside: make(chan struct{}, running+waiting), running: make(chan struct{}, running)}
}

// admit lets a search in, to be followed by leave, or tells it at once that
// there are too many.
func (g *gate) admit() bool {
	select {
	case g.inside <- struct{}{}:
		return true
	default:
		return false
	}
}

func (g *gate) leave() { <-g.inside }

// run waits for a search's turn, to be followed by done. The error is that of
// ctx.
func (g *gate) run(ctx context.Context) error {
	select {
	case g.running <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) done() { <-g.running }
