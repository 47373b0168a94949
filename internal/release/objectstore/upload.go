package objectstore

import (
	"context"
	"crypto/md5" // what object stores list as ETag; integrity rests on SHA-256
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"

	"github.com/kaaw/nachbar/internal/release"
	"github.com/kaaw/nachbar/internal/tlp"
)

// Options of an upload.
type Options struct {
	// Audiences are those to upload. Nil takes all that are labelled
	// TLP:CLEAR: buckets are often open to everybody.
	Audiences []string
	// Progress is told how many objects are done; nil tells nobody. It is
	// called by one goroutine at a time.
	Progress func(done, total int)
}

// Uploaded says what an upload did.
type Uploaded struct {
	Sent   int   // objects that were uploaded
	Copied int   // objects that the server copied from the release before
	Kept   int   // objects that an upload of this release had left already
	Bytes  int64 // of what was uploaded
}

// ErrNoAudience is returned if there is nothing that may be uploaded.
var ErrNoAudience = errors.New("the release has no audience for everybody")

// Upload brings a release of a store on a disk into the object store and points
// to it. It may be repeated.
func (s *Store) Upload(ctx context.Context, r release.Release, opt Options) (Uploaded, error) {
	m := r.Manifest
	var err error
	if m.Audiences, err = chosen(r, opt.Audiences); err != nil {
		return Uploaded{}, fmt.Errorf("upload release %s: %w", r.ID, err)
	}
	u := &upload{store: s, manifest: m, dir: r.Dir, progress: opt.Progress}
	if err := u.run(ctx); err != nil {
		return u.done, fmt.Errorf("upload release %s: %w", r.ID, err)
	}
	return u.done, nil
}

// chosen are the audiences to upload.
func chosen(r release.Release, names []string) ([]release.Audience, error) {
	var out []release.Audience
	for _, a := range r.Audiences {
		open := false
		if names == nil {
			var manifest struct{ Audience string }
			body, err := fs.ReadFile(r.FS(a.Name), "manifest.json")
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(body, &manifest); err != nil {
				return nil, fmt.Errorf("read manifest.json of %s: %w", a.Name, err)
			}
			label, err := tlp.Parse(manifest.Audience)
			open = err == nil && label == tlp.Clear
		}
		if open || slices.Contains(names, a.Name) {
			out = append(out, a)
		}
	}
	if len(out) == 0 || names != nil && len(out) != len(names) {
		return nil, ErrNoAudience
	}
	return out, nil
}

// upload is the upload of one release.
type upload struct {
	store    *Store
	manifest release.Manifest
	dir      string
	progress func(done, total int)

	files  []*file
	before map[string]earlier // objects of the release that is current, by SHA-256
	there  map[string]object  // objects of this release

	mu   sync.Mutex
	done Uploaded
	n    int
}

// file is one file of the release.
type file struct {
	audience, path string
	name           string // on the disk
	sum            string // SHA-256
	size           int64
	md5            string
}

func (f *file) key() string { return f.audience + "/" + f.path }

// earlier is an object of the release before.
type earlier struct{ key, etag string }

func (u *upload) run(ctx context.Context) error {
	if err := u.list(); err != nil {
		return err
	}
	if err := u.look(ctx); err != nil {
		return err
	}
	if err := u.sendAll(ctx); err != nil {
		return err
	}
	if err := u.verify(ctx); err != nil {
		return err
	}
	body, err := u.manifest.Bytes()
	if err != nil {
		return err
	}
	if err := u.store.putSmall(ctx, u.store.releaseKey(u.manifest.ID, manifestKey), manifestKey, body); err != nil {
		return err
	}
	return u.store.point(ctx, u.manifest, body)
}

// list finds the files of the release by their checksums.
func (u *upload) list() error {
	for _, a := range u.manifest.Audiences {
		dir := filepath.Join(u.dir, a.Name)
		body, err := os.ReadFile(filepath.Join(dir, sumsKey))
		if err != nil {
			return err
		}
		if digest(body) != a.Sums {
			return &release.DamagedError{Findings: []release.Finding{{Audience: a.Name, Path: sumsKey, Kind: release.Changed}}}
		}
		sums := parseSums(body, a.Sums)
		for _, path := range slices.Sorted(maps.Keys(sums)) {
			u.files = append(u.files, &file{
				audience: a.Name, path: path, name: filepath.Join(dir, filepath.FromSlash(path)), sum: sums[path],
			})
		}
	}
	return nil
}

// look finds what is there: objects of the current release to copy from, and
// of an upload that was cut off.
func (u *upload) look(ctx context.Context) error {
	there, err := u.store.objects(ctx, u.manifest.ID)
	if err != nil {
		return err
	}
	u.there = there
	if _, complete := there[manifestKey]; complete {
		if _, body, err := u.store.read(ctx, u.manifest.ID); err != nil {
			return err
		} else if mine, err := u.manifest.Bytes(); err != nil || digest(mine) != digest(body) {
			return errors.Join(err, errors.New("another release of this number is there"))
		}
	}
	p, err := u.store.Pointer(ctx)
	if errors.Is(err, release.ErrNone) || err == nil && p.Release == u.manifest.ID {
		return nil
	}
	if err != nil {
		return err
	}
	return u.lookBack(ctx, p.Release)
}

// lookBack finds the objects of the release before. Without its lists of
// checksums nothing is copied.
func (u *upload) lookBack(ctx context.Context, id string) error {
	m, _, err := u.store.read(ctx, id)
	if missing(err) {
		return nil // there is nothing to copy from
	}
	if err != nil {
		return err
	}
	objects, err := u.store.objects(ctx, id)
	if err != nil {
		return err
	}
	u.before = map[string]earlier{}
	for _, a := range m.Audiences {
		sums, err := u.store.sums(ctx, id, a)
		if err != nil {
			continue // as above
		}
		for path, sum := range sums {
			if o, ok := objects[a.Name+"/"+path]; ok {
				u.before[sum+" "+filepath.Base(path)] = earlier{u.store.releaseKey(id, a.Name+"/"+path), o.etag}
			}
		}
	}
	return nil
}

// sendAll brings all objects there, several at a time.
func (u *upload) sendAll(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan *file)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for f := range todo {
				if err := u.send(ctx, f); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, f := range u.files {
		if ctx.Err() != nil {
			break
		}
		todo <- f
	}
	close(todo)
	wg.Wait()
	return context.Cause(ctx)
}

// send brings one object there: it stays, is copied, or is uploaded.
func (u *upload) send(ctx context.Context, f *file) error {
	if err := f.measure(); err != nil {
		return err
	}
	key := u.store.releaseKey(u.manifest.ID, f.key())
	if o, ok := u.there[f.key()]; ok && o.size == f.size && o.etag == f.md5 {
		u.count(func(d *Uploaded) { d.Kept++ })
		return nil
	}
	// The checksum says that the bytes should be the same, the ETag that they are.
	if from, ok := u.before[f.sum+" "+filepath.Base(f.path)]; ok && from.etag == f.md5 {
		_, err := u.store.client.CopyObject(ctx,
			minio.CopyDestOptions{Bucket: u.store.at.Bucket, Object: key},
			minio.CopySrcOptions{Bucket: u.store.at.Bucket, Object: from.key, MatchETag: from.etag})
		if err == nil {
			u.count(func(d *Uploaded) { d.Copied++ })
			return nil
		}
	}
	body, err := os.Open(f.name)
	if err != nil {
		return err
	}
	err = u.store.put(ctx, key, f.path, f.sum, body, f.size)
	if err = errors.Join(err, body.Close()); err != nil {
		return err
	}
	u.count(func(d *Uploaded) { d.Sent++; d.Bytes += f.size })
	return nil
}

// measure reads the file and holds it to its checksum.
func (f *file) measure() error {
	in, err := os.Open(f.name)
	if err != nil {
		return err
	}
	defer in.Close()
	sum, etag := sha256.New(), md5.New()
	if f.size, err = io.Copy(io.MultiWriter(sum, etag), in); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.sum {
		return &release.DamagedError{Findings: []release.Finding{{Audience: f.audience, Path: f.path, Kind: release.Changed}}}
	}
	f.md5 = hex.EncodeToString(etag.Sum(nil))
	return nil
}

func (u *upload) count(add func(*Uploaded)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	add(&u.done)
	u.n++
	if u.progress != nil {
		u.progress(u.n, len(u.files))
	}
}

// verify lists what is there and holds it to the files.
func (u *upload) verify(ctx context.Context) error {
	objects, err := u.store.objects(ctx, u.manifest.ID)
	if err != nil {
		return err
	}
	var found []release.Finding
	for _, f := range u.files {
		o, ok := objects[f.key()]
		switch {
		case !ok:
			found = append(found, release.Finding{Audience: f.audience, Path: f.path, Kind: release.Missing})
		case o.size != f.size || isMD5(o.etag) && o.etag != f.md5:
			found = append(found, release.Finding{Audience: f.audience, Path: f.path, Kind: release.Changed})
		}
		delete(objects, f.key())
	}
	delete(objects, manifestKey)
	for _, path := range slices.Sorted(maps.Keys(objects)) {
		found = append(found, release.Finding{Path: path, Kind: release.Additional})
	}
	if len(found) > 0 {
		return &release.DamagedError{Findings: found}
	}
	return nil
}

// isMD5 reports whether an ETag may be the MD5 of an object: those of encrypted
// ones need not be.
func isMD5(etag string) bool { return len(etag) == 32 && strings.Trim(etag, "0123456789abcdef") == "" }
