package site

import (
	"cmp"
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/shards"
	"github.com/kaaw/nachbar/internal/view"
)

// The shards of the search lie beside the page with its results. How many there
// are and what they are called is known when all texts are: they are no
// artefacts.
const (
	shardsDir  = view.SearchPath + "/"
	shardsRoot = shardsDir + shards.Root
)

// shardSet is what a build keeps of the shards for the next one.
type shardSet struct {
	// Digest is that of what can be found.
	Digest string
	Files  []shardFile // by path
}

type shardFile struct {
	Path  string
	Sum   [32]byte // of the file
	Size  int64
	Stamp Stamp
}

// isShard reports whether a path is taken by the search.
func (s *snapshot) isShard(path string) bool {
	return s.model.Conf.HasSearch() && (path == shardsRoot || strings.HasPrefix(path, shardsDir+"d/"))
}

// planSearch keeps the shards of the build before if they still hold, or starts
// to collect what will be found.
func (b *build) planSearch(s *snapshot) error {
	if _, dry := b.sink.(nowhere); dry || !s.model.Conf.HasSearch() {
		return nil
	}
	b.texts = s.texts()
	b.shards.Digest = b.texts.Digest()
	if old := &b.old.shards; old.Digest == b.shards.Digest && b.intact(old.Files) {
		b.shards = *old
		for i := range old.Files {
			b.count(&Record{Size: old.Files[i].Size}, false, false)
		}
		return nil
	}
	var err error
	b.search, err = search.NewBuilder(b.texts.Options())
	return err
}

func (b *build) intact(files []shardFile) bool {
	return !slices.ContainsFunc(files, func(f shardFile) bool { return !b.sink.Intact(f.Path, f.Stamp) })
}

// makeShards writes the shards of what was collected.
func (b *build) makeShards(ctx context.Context) error {
	if b.search == nil {
		return nil
	}
	ix, err := b.search.Finish(ctx)
	if err != nil {
		return err
	}
	old := map[string]shardFile{}
	for _, f := range b.old.shards.Files {
		old[f.Path] = f
	}
	var mu sync.Mutex // packing goes on while names are asked for
	add := func(f shardFile, made, changed bool) {
		b.count(&Record{Size: f.Size}, made, changed)
		mu.Lock()
		defer mu.Unlock()
		b.shards.Files = append(b.shards.Files, f)
	}
	opt := shards.Options{Stable: b.opt.Portable, Scale: shardScale(b.opt.Portable), Kept: func(name string) bool {
		f, ok := old[shardsDir+name]
		if ok = ok && b.sink.Intact(f.Path, f.Stamp); ok {
			add(f, false, false)
		}
		return ok
	}}
	err = shards.Write(ctx, ix, opt, func(name string, body []byte) error {
		f := shardFile{Path: shardsDir + name, Sum: sha256.Sum256(body), Size: int64(len(body))}
		stamp, changed, err := b.sink.Put(f.Path, body)
		f.Stamp = stamp
		add(f, true, changed)
		return err
	})
	slices.SortFunc(b.shards.Files, func(x, y shardFile) int { return cmp.Compare(x.Path, y.Path) })
	return err
}

// shardScale is the size of shards: large ones on a stick.
func shardScale(portable bool) int {
	if portable {
		return 8
	}
	return 1
}

// makes reports whether a path is one of the build's.
func (b *build) makes(s *snapshot) func(path string) bool {
	made := map[string]bool{}
	for _, f := range b.shards.Files {
		made[f.Path] = true
	}
	return func(path string) bool { return made[path] || s.makes(path) }
}
