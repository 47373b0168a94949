package objectstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/kaaw/nachbar/internal/httpheader"
	"github.com/kaaw/nachbar/internal/release"
)

// Names of objects below the prefix.
const (
	releasesKey = "releases/"
	manifestKey = "release.json"
	pointerKey  = "current.json"
	startKey    = "index.html"
	sumsKey     = "pruefsummen.txt"
	sumMeta     = "Sha256" // the checksum of an object, among its own metadata

	maxSmall = 1 << 20
	maxSums  = 256 << 20
	workers  = 8
)

// Pointer is the object current.json.
type Pointer struct {
	Release string `json:"release"`
	// Manifest is the SHA-256 of its release.json.
	Manifest  string         `json:"manifest"`
	Time      time.Time      `json:"time"` // when it was pointed to
	Audiences []PointerEntry `json:"audiences"`
}

// PointerEntry says where an audience's objects are.
type PointerEntry struct {
	Name   string `json:"name"`
	Prefix string `json:"prefix"` // from current.json on, with a slash at its end
	Sums   string `json:"sums"`   // SHA-256 of its pruefsummen.txt
}

// Store is a prefix of a bucket.
type Store struct {
	at     Location
	client *minio.Client
	now    func() time.Time
}

// Open connects to a location, and looks whether its bucket is there. now is
// the clock of the pointer; nil is time.Now.
func Open(ctx context.Context, at Location, now func() time.Time) (*Store, error) {
	client, err := minio.New(at.Endpoint, clientOptions(at))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", at, err)
	}
	if now == nil {
		now = time.Now
	}
	s := &Store{at: at, client: client, now: now}
	there, err := client.BucketExists(ctx, at.Bucket)
	if err == nil && !there {
		err = errors.New("there is no such bucket")
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", at, err)
	}
	return s, nil
}

// clientOptions say how to talk to a server.
func clientOptions(at Location) *minio.Options {
	return &minio.Options{
		Creds: credentials.NewStaticV4(at.key, at.secret, at.token), Secure: at.Secure, Region: at.Region, MaxRetries: 4,
	}
}

// key is the name of an object of the store.
func (s *Store) key(parts ...string) string {
	name := strings.Join(parts, "/")
	if s.at.Prefix == "" {
		return name
	}
	return s.at.Prefix + "/" + name
}

// releaseKey is the name of an object of a release.
func (s *Store) releaseKey(id, name string) string { return s.key(releasesKey + id + "/" + name) }

// get reads a small object; fs-like errors say which.
func (s *Store) get(ctx context.Context, key string, limit int64) ([]byte, error) {
	o, err := s.client.GetObject(ctx, s.at.Bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", key, err)
	}
	body, err := io.ReadAll(io.LimitReader(o, limit+1))
	if err == nil && int64(len(body)) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	if err = errors.Join(err, o.Close()); err != nil {
		return nil, fmt.Errorf("get %s: %w", key, err)
	}
	return body, nil
}

// missing reports whether an error says that there is no such object.
func missing(err error) bool {
	var answer minio.ErrorResponse
	return errors.As(err, &answer) && (answer.Code == minio.NoSuchKey || answer.StatusCode == 404)
}

// put writes an object of a release or beside it. path says its type.
func (s *Store) put(ctx context.Context, key, path, sum string, body io.Reader, size int64) error {
	_, err := s.client.PutObject(ctx, s.at.Bucket, key, body, size, minio.PutObjectOptions{
		ContentType: httpheader.ContentType(path), CacheControl: httpheader.Caching(path),
		UserMetadata: map[string]string{sumMeta: sum}, SendContentMd5: true, DisableMultipart: true,
	})
	if err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	return nil
}

func (s *Store) putSmall(ctx context.Context, key, path string, body []byte) error {
	return s.put(ctx, key, path, digest(body), bytes.NewReader(body), int64(len(body)))
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// Pointer reads current.json; release.ErrNone without one.
func (s *Store) Pointer(ctx context.Context) (Pointer, error) {
	body, err := s.get(ctx, s.key(pointerKey), maxSmall)
	if missing(err) {
		return Pointer{}, release.ErrNone
	}
	if err != nil {
		return Pointer{}, err
	}
	var p Pointer
	if err := json.Unmarshal(body, &p); err != nil || !release.ValidID(p.Release) {
		return Pointer{}, fmt.Errorf("read %s: no pointer to a release", s.key(pointerKey))
	}
	return p, nil
}

// read reads the manifest of a release.
func (s *Store) read(ctx context.Context, id string) (release.Manifest, []byte, error) {
	body, err := s.get(ctx, s.releaseKey(id, manifestKey), maxSmall)
	if err != nil {
		return release.Manifest{}, nil, err
	}
	m, err := release.ParseManifest(body)
	if err == nil && m.ID != id {
		err = fmt.Errorf("read %s: it is of release %s", s.releaseKey(id, manifestKey), m.ID)
	}
	return m, body, err
}

// ids are the releases, whole or not, the newest first.
func (s *Store) ids(ctx context.Context) ([]string, error) {
	var ids []string
	prefix := s.key(releasesKey)
	for o := range s.client.ListObjects(ctx, s.at.Bucket, minio.ListObjectsOptions{Prefix: prefix}) {
		if o.Err != nil {
			return nil, fmt.Errorf("list %s: %w", prefix, o.Err)
		}
		id := strings.TrimSuffix(strings.TrimPrefix(o.Key, prefix), "/")
		if strings.HasSuffix(o.Key, "/") && release.ValidID(id) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return release.Number(b) - release.Number(a) })
	return ids, ctx.Err()
}

// List is all complete releases, the newest first. Their Dir is the address of
// their objects.
func (s *Store) List(ctx context.Context) ([]release.Release, error) {
	ids, err := s.ids(ctx)
	if err != nil {
		return nil, err
	}
	p, err := s.Pointer(ctx)
	if err != nil && !errors.Is(err, release.ErrNone) {
		return nil, err
	}
	var out []release.Release
	for _, id := range ids {
		m, _, err := s.read(ctx, id)
		if missing(err) {
			continue // an upload that was cut off
		}
		if err != nil {
			return nil, err
		}
		out = append(out, release.Release{Manifest: m, Dir: s.at.String() + "/" + releasesKey + id, Current: id == p.Release})
	}
	return out, nil
}

// Has reports whether a release is there, complete.
func (s *Store) Has(ctx context.Context, id string) (bool, error) {
	_, _, err := s.read(ctx, id)
	if missing(err) {
		return false, nil
	}
	return err == nil, err
}

// Highest is the highest number of a release that is there, 0 without any: a
// publisher that lost its own store goes on from it.
func (s *Store) Highest(ctx context.Context) (int, error) {
	ids, err := s.ids(ctx)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return release.Number(ids[0]), nil
}

// object is what a list says of one.
type object struct {
	size int64
	etag string
}

// objects lists all objects below a release, by their path in it.
func (s *Store) objects(ctx context.Context, id string) (map[string]object, error) {
	out := map[string]object{}
	prefix := s.releaseKey(id, "")
	for o := range s.client.ListObjects(ctx, s.at.Bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, fmt.Errorf("list %s: %w", prefix, o.Err)
		}
		if !strings.HasSuffix(o.Key, "/") { // some servers list folders
			out[strings.TrimPrefix(o.Key, prefix)] = object{o.Size, strings.Trim(o.ETag, `"`)}
		}
	}
	return out, ctx.Err()
}
