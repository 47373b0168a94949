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
	opt := shards.Options{Stable: b.opt.Portable, Kept: func(name string) bool {
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

// makes reports whether a path is one of the build's.
func (b *build) makes(s *snapshot) func(path string) bool {
	made := map[string]bool{}
	for _, f := range b.shards.Files {
		made[f.Path] = true
	}
	return func(path string) bool { return made[path] || s.makes(path) }
}

// liveShards are the shards of a session, made when somebody searches.
type liveShards struct {
	mu    sync.Mutex
	snap  *snapshot // of which files were made
	files map[string][]byte
	// digest is that of what can be found in files, kept are its documents.
	digest string
	kept   map[[32]byte]search.Document
}

// get returns a shard of the site as it stands in snap; all that ask meanwhile
// wait for the same run.
func (l *liveShards) get(ctx context.Context, snap *snapshot, path string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.snap != snap {
		texts := snap.texts()
		if digest := texts.Digest(); digest != l.digest {
			if err := l.make(ctx, texts); err != nil {
				return nil, err
			}
			l.digest = digest
		}
		l.snap = snap
	}
	return l.files[strings.TrimPrefix(path, shardsDir)], nil
}

// make makes all shards, from the texts it knows where pages stayed the same.
func (l *liveShards) make(ctx context.Context, texts *Texts) error {
	builder, err := search.NewBuilder(texts.Options())
	if err != nil {
		return err
	}
	into := &keeping{Index: builder, before: l.kept, kept: map[[32]byte]search.Document{}}
	if err := texts.Add(ctx, into); err != nil {
		return err
	}
	ix, err := builder.Finish(ctx)
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	err = shards.Write(ctx, ix, shards.Options{Stable: texts.snap.opt.Portable}, func(name string, body []byte) error {
		files[name] = body
		return nil
	})
	if err == nil {
		l.files, l.kept = files, into.kept
	}
	return err
}

// keeping is an Index that knows the documents of the run before.
type keeping struct {
	Index
	before map[[32]byte]search.Document

	mu   sync.Mutex
	kept map[[32]byte]search.Document
}

// Kept implements Index.
func (k *keeping) Kept(key [32]byte) (search.Document, bool) {
	d, ok := k.before[key]
	return d, ok
}

// Add implements Index.
func (k *keeping) Add(d search.Document) error {
	if d.Key != ([32]byte{}) {
		k.mu.Lock()
		k.kept[d.Key] = d
		k.mu.Unlock()
	}
	return k.Index.Add(d)
}
