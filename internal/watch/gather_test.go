package watch

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

const (
	quiet   = 15 * time.Millisecond
	longest = 200 * time.Millisecond
)

// gathering runs test beside gather in a bubble of artificial time.
func gathering(t *testing.T, test func(in chan<- []string, out <-chan Batch)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in, out := make(chan []string), make(chan Batch)
		go gather(ctx, in, out, quiet, longest)
		test(in, out)
		cancel()
		synctest.Wait()
	})
}

func TestBatchComesOnceQuiet(t *testing.T) {
	gathering(t, func(in chan<- []string, out <-chan Batch) {
		start := time.Now()
		in <- []string{"b", "a"}
		time.Sleep(10 * time.Millisecond)
		in <- []string{"a", "c"}
		batch := <-out
		if !slices.Equal(batch.Paths, []string{"a", "b", "c"}) {
			t.Errorf("paths = %q, want a b c once each", batch.Paths)
		}
		if took := time.Since(start); took != 10*time.Millisecond+quiet {
			t.Errorf("batch came after %v, want the quiet time after the last change", took)
		}
	})
}

func TestBatchComesAtLastWhileChangesGoOn(t *testing.T) {
	gathering(t, func(in chan<- []string, out <-chan Batch) {
		start := time.Now()
		done := make(chan struct{})
		go func() {
			defer close(done)
			for time.Since(start) < longest-time.Millisecond {
				in <- []string{"log"}
				time.Sleep(5 * time.Millisecond)
			}
		}()
		<-out
		if took := time.Since(start); took != longest {
			t.Errorf("batch came after %v, want %v", took, longest)
		}
		<-done
	})
}

func TestChangesGatherWhileReceiverIsBusy(t *testing.T) {
	gathering(t, func(in chan<- []string, out <-chan Batch) {
		in <- []string{"a"}
		time.Sleep(time.Second) // due, but nobody takes it
		in <- []string{"b"}
		time.Sleep(time.Second)
		if batch := <-out; !slices.Equal(batch.Paths, []string{"a", "b"}) {
			t.Errorf("paths = %q, want a and b in one batch", batch.Paths)
		}
		select {
		case batch := <-out:
			t.Errorf("a second batch came: %q", batch.Paths)
		case <-time.After(time.Second):
		}
	})
}

func TestNextBatchHoldsNothingOfTheLast(t *testing.T) {
	gathering(t, func(in chan<- []string, out <-chan Batch) {
		in <- []string{"a"}
		<-out
		in <- []string{"b"}
		if batch := <-out; !slices.Equal(batch.Paths, []string{"b"}) {
			t.Errorf("paths = %q, want b alone", batch.Paths)
		}
	})
}
