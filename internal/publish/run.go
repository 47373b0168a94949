package publish

import (
	"context"
	"errors"

	"github.com/kaaw/nachbar/internal/release"
)

// Run publishes the newest commit. The error is one of the environment: disk,
// network, git; what is wrong with the commit is in the result.
//
// A wish is left before anybody asks for the lock, and is looked for after the
// lock was given back: whoever finds the lock taken knows that its holder will
// see the wish.
func Run(ctx context.Context, opt Options) (Result, error) {
	if _, err := opt.Store.Wish(); err != nil {
		return Result{}, err
	}
	result := Result{Outcome: HandedOver}
	for wait := !opt.Leave; ; wait = false {
		lock, err := opt.lock(ctx, wait)
		if errors.Is(err, release.ErrBusy) {
			return result, nil
		}
		if err != nil {
			return result, err
		}
		next, err := opt.grant(ctx, lock)
		if err = errors.Join(err, lock.Unlock()); err != nil {
			return next, err
		}
		result = after(result, next)
		if pending, err := opt.Store.Pending(); err != nil || !pending {
			return result, err
		}
	}
}

// grant publishes the newest commit and with it grants all wishes that were
// made before it was looked for. Where git or the disk fails they stay.
func (o *Options) grant(ctx context.Context, lock *release.Lock) (Result, error) {
	open, err := lock.Open()
	if err != nil {
		return Result{}, err
	}
	result, err := o.once(ctx, lock)
	if err == nil {
		err = o.upload(ctx, &result)
	}
	if err != nil {
		return result, err
	}
	return result, lock.Grant(open)
}

// after is the result of two rounds: what was published stays told when the
// second round found nothing newer.
func after(first, second Result) Result {
	if first.Outcome == Published && second.Outcome == Unchanged {
		return first
	}
	return second
}

func (o *Options) lock(ctx context.Context, wait bool) (*release.Lock, error) {
	if wait {
		return o.Store.Lock(ctx, o.Waiting)
	}
	return o.Store.TryLock()
}
