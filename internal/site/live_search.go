package site

import (
	"context"
	"strings"

	"github.com/kaaw/nachbar/internal/fresh"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
)

// liveSearch is the search of a session: made when somebody searches, from the
// texts it knows where pages stayed the same. The engine and the shards are of
// one index.
type liveSearch struct {
	index  *fresh.Value[*liveIndex]
	shards *fresh.Value[*liveShards]
}

// liveIndex is the index of what can be found, whose digest it has.
type liveIndex struct {
	digest string
	stable bool // what the names of shards are
	index  *search.Index
	engine *search.Engine
}

// liveShards are the shards of an index, by name. They have its digest.
type liveShards struct {
	digest string
	files  map[string][]byte
}

// newLiveSearch searches what texts returns.
func newLiveSearch(texts func() *Texts) *liveSearch {
	l := &liveSearch{}
	l.index = fresh.New(func(ctx context.Context, before *liveIndex) (*liveIndex, error) {
		return indexTexts(ctx, texts(), before)
	})
	l.shards = fresh.New(func(ctx context.Context, before *liveShards) (*liveShards, error) {
		ix, err := l.index.Get(ctx)
		if err != nil || before != nil && before.digest == ix.digest {
			return before, err
		}
		return shardsOf(ctx, ix)
	})
	return l
}

// changed says that the texts may be others.
func (l *liveSearch) changed() {
	l.index.Changed() // first: shards that are made from now on are of the new one
	l.shards.Changed()
}

func (l *liveSearch) close() {
	l.shards.Close()
	l.index.Close()
}

// shard returns an output of the search, nil if there is none of that name.
func (l *liveSearch) shard(ctx context.Context, path string) ([]byte, error) {
	all, err := l.shards.Get(ctx)
	if err != nil {
		return nil, err
	}
	return all.files[strings.TrimPrefix(path, shardsDir)], nil
}

// indexTexts makes the index of texts, or returns the one before if nothing
// that can be found has changed.
func indexTexts(ctx context.Context, t *Texts, before *liveIndex) (*liveIndex, error) {
	digest := t.Digest()
	if before != nil && before.digest == digest {
		return before, nil
	}
	builder, err := search.NewBuilder(t.Options())
	if err != nil {
		return nil, err
	}
	into := keeping{Builder: builder}
	if before != nil {
		into.before = before.engine
	}
	if err := t.Add(ctx, into); err != nil {
		return nil, err
	}
	index, err := builder.Finish(ctx)
	if err != nil {
		return nil, err
	}
	return &liveIndex{digest, t.snap.opt.Portable, index, search.NewEngine(index)}, nil
}

func shardsOf(ctx context.Context, ix *liveIndex) (*liveShards, error) {
	files := map[string][]byte{}
	err := shards.Write(ctx, ix.index, shards.Options{Stable: ix.stable}, func(name string, body []byte) error {
		files[name] = body
		return nil
	})
	return &liveShards{ix.digest, files}, err
}

// keeping is an Index in memory that takes over texts from the one before.
type keeping struct {
	*search.Builder
	before *search.Engine // may be nil
}

// Kept implements Index.
func (k keeping) Kept(key [32]byte) (search.Document, bool) {
	if k.before == nil {
		return k.Builder.Kept(key)
	}
	return k.before.Kept(key)
}
