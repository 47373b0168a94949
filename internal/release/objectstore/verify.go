package objectstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"

	"github.com/kaaw/nachbar/internal/release"
)

// errSums says that a list of checksums is not that of the release.
var errSums = errors.New("not the checksums of the release")

// sums is the list of checksums of an audience, by path.
func (s *Store) sums(ctx context.Context, id string, a release.Audience) (map[string]string, error) {
	body, err := s.get(ctx, s.releaseKey(id, a.Name+"/"+sumsKey), maxSums)
	if err != nil {
		return nil, err
	}
	if digest(body) != a.Sums {
		return nil, errSums
	}
	return parseSums(body, a.Sums), nil
}

// parseSums reads a pruefsummen.txt, whose own checksum is among the result.
func parseSums(body []byte, own string) map[string]string {
	sums := map[string]string{sumsKey: own}
	for line := range strings.Lines(string(body)) {
		sum, path, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && len(sum) == 64 && fs.ValidPath(path) {
			sums[path] = sum
		}
	}
	return sums
}

// Verify fetches every object of a release and compares it with its checksum,
// and the manifest with the pointer. "" is the current release.
func (s *Store) Verify(ctx context.Context, id string) (release.Report, error) {
	p, err := s.Pointer(ctx)
	if err != nil && (id == "" || !errors.Is(err, release.ErrNone)) {
		return release.Report{}, err
	}
	if id == "" {
		id = p.Release
	}
	report := release.Report{ID: id, Findings: []release.Finding{}}
	m, body, err := s.read(ctx, id)
	if missing(err) {
		known, listErr := s.ids(ctx)
		if listErr != nil || !slices.Contains(known, id) {
			return release.Report{}, errors.Join(listErr, &release.UnknownReleaseError{ID: id, Known: known})
		}
		report.Findings = append(report.Findings, release.Finding{Path: manifestKey, Kind: release.Missing})
		return report, nil
	}
	if err != nil {
		return release.Report{}, err
	}
	v := &verifier{store: s, report: report}
	if p.Release == id && p.Manifest != digest(body) {
		v.add("", manifestKey, release.Changed)
	}
	if err := v.run(ctx, m); err != nil {
		return release.Report{}, fmt.Errorf("verify release %s: %w", id, err)
	}
	slices.SortFunc(v.report.Findings, func(a, b release.Finding) int {
		return strings.Compare(a.Audience+"/"+a.Path, b.Audience+"/"+b.Path)
	})
	return v.report, nil
}

// verifier collects what is wrong.
type verifier struct {
	store  *Store
	mu     sync.Mutex
	report release.Report
}

func (v *verifier) add(audience, path, kind string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.report.Findings = append(v.report.Findings, release.Finding{Audience: audience, Path: path, Kind: kind})
}

func (v *verifier) run(ctx context.Context, m release.Manifest) error {
	objects, err := v.store.objects(ctx, m.ID)
	if err != nil {
		return err
	}
	delete(objects, manifestKey)
	for _, a := range m.Audiences {
		v.report.Files += a.Files
		v.report.Bytes += a.Bytes
		sums, err := v.store.sums(ctx, m.ID, a)
		if missing(err) || errors.Is(err, errSums) {
			kind := release.Changed
			if missing(err) {
				kind = release.Missing
			}
			v.add(a.Name, sumsKey, kind)
			maps.DeleteFunc(objects, func(path string, _ object) bool { return strings.HasPrefix(path, a.Name+"/") })
			continue
		}
		if err != nil {
			return err
		}
		if err := v.audience(ctx, m.ID, a.Name, sums, objects); err != nil {
			return err
		}
	}
	for path := range objects {
		v.add("", path, release.Additional)
	}
	return nil
}

// audience fetches all objects of one audience and takes them out of objects.
func (v *verifier) audience(ctx context.Context, id, name string, sums map[string]string, objects map[string]object) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan string)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for path := range todo {
				if err := v.object(ctx, id, name, path, sums[path]); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, path := range slices.Sorted(maps.Keys(sums)) {
		if _, ok := objects[name+"/"+path]; !ok {
			v.add(name, path, release.Missing)
			continue
		}
		delete(objects, name+"/"+path)
		if ctx.Err() == nil {
			todo <- path
		}
	}
	close(todo)
	wg.Wait()
	return context.Cause(ctx)
}

// object fetches one object and holds it to its checksum.
func (v *verifier) object(ctx context.Context, id, audience, path, wanted string) error {
	o, err := v.store.client.GetObject(ctx, v.store.at.Bucket, v.store.releaseKey(id, audience+"/"+path), minio.GetObjectOptions{})
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, o)
	switch err = errors.Join(err, o.Close()); {
	case missing(err):
		v.add(audience, path, release.Missing)
	case err != nil:
		return err
	case hex.EncodeToString(sum.Sum(nil)) != wanted:
		v.add(audience, path, release.Changed)
	}
	return nil
}

// Clean removes old releases, and what uploads that were cut off left: of all
// but the newest keep, those that are neither current nor the one before it.
// The manifest goes first: a release that lost objects is none.
func (s *Store) Clean(ctx context.Context, keep int) (removed []string, err error) {
	p, err := s.Pointer(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := s.ids(ctx)
	if err != nil {
		return nil, err
	}
	var complete []string
	for _, r := range list {
		complete = append(complete, r.ID)
	}
	stay := map[string]bool{p.Release: true, before(complete, p.Release): true}
	for _, id := range complete[:min(len(complete), max(keep, release.MinKeep))] {
		stay[id] = true
	}
	for _, id := range ids {
		if stay[id] {
			continue
		}
		if err := s.remove(ctx, id); err != nil {
			return removed, fmt.Errorf("remove release %s: %w", id, err)
		}
		removed = append(removed, id)
	}
	return removed, nil
}

// remove removes all objects of a release.
func (s *Store) remove(ctx context.Context, id string) error {
	if err := s.client.RemoveObject(ctx, s.at.Bucket, s.releaseKey(id, manifestKey), minio.RemoveObjectOptions{}); err != nil {
		return err
	}
	objects, err := s.objects(ctx, id)
	if err != nil {
		return err
	}
	todo := make(chan minio.ObjectInfo, len(objects))
	for path := range objects {
		todo <- minio.ObjectInfo{Key: s.releaseKey(id, path)}
	}
	close(todo)
	var errs []error
	for failed := range s.client.RemoveObjects(ctx, s.at.Bucket, todo, minio.RemoveObjectsOptions{}) {
		errs = append(errs, failed.Err)
	}
	return errors.Join(errs...)
}
