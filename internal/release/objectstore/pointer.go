package objectstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/release"
)

// Rollback points to another release, after a look at whether all its objects
// are there. "" is the release before the current one.
func (s *Store) Rollback(ctx context.Context, id string) (release.Release, error) {
	list, err := s.List(ctx)
	if err != nil {
		return release.Release{}, err
	}
	p, err := s.Pointer(ctx)
	if err != nil {
		return release.Release{}, err
	}
	known := make([]string, len(list))
	for i, r := range list {
		known[i] = r.ID
	}
	if id == "" {
		if id = before(known, p.Release); id == "" {
			return release.Release{}, release.ErrNone
		}
	}
	i := slices.Index(known, id)
	if i < 0 {
		return release.Release{}, &release.UnknownReleaseError{ID: id, Known: known}
	}
	_, manifest, err := s.read(ctx, id)
	if err != nil {
		return release.Release{}, err
	}
	if found, err := s.present(ctx, list[i].Manifest); err != nil || len(found) > 0 {
		if err == nil {
			err = &release.DamagedError{Findings: found}
		}
		return release.Release{}, fmt.Errorf("roll back to release %s: %w", id, err)
	}
	list[i].Current = true
	return list[i], s.point(ctx, list[i].Manifest, manifest)
}

// before is the newest release before one.
func before(ids []string, current string) string {
	for _, id := range ids {
		if release.Number(id) < release.Number(current) {
			return id
		}
	}
	return ""
}

// present looks whether all objects of a release are listed.
func (s *Store) present(ctx context.Context, m release.Manifest) ([]release.Finding, error) {
	objects, err := s.objects(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	var found []release.Finding
	for _, a := range m.Audiences {
		sums, err := s.sums(ctx, m.ID, a)
		if missing(err) || errors.Is(err, errSums) {
			found = append(found, release.Finding{Audience: a.Name, Path: sumsKey, Kind: release.Changed})
			continue
		}
		if err != nil {
			return nil, err
		}
		size := int64(0)
		for path := range sums {
			o, ok := objects[a.Name+"/"+path]
			if !ok {
				found = append(found, release.Finding{Audience: a.Name, Path: path, Kind: release.Missing})
			}
			size += o.size
		}
		if len(found) == 0 && size != a.Bytes {
			found = append(found, release.Finding{Audience: a.Name, Path: ".", Kind: release.Changed})
		}
	}
	return found, nil
}

// point makes a release the current one: one object that is replaced, then the
// page that leads on.
func (s *Store) point(ctx context.Context, m release.Manifest, manifest []byte) error {
	p := Pointer{Release: m.ID, Manifest: digest(manifest), Time: s.now().UTC().Truncate(time.Second)}
	for _, a := range m.Audiences {
		p.Audiences = append(p.Audiences, PointerEntry{a.Name, releasesKey + m.ID + "/" + a.Name + "/", a.Sums})
	}
	body, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return fmt.Errorf("point to release %s: %w", m.ID, err)
	}
	if err := s.putSmall(ctx, s.key(pointerKey), pointerKey, append(body, '\n')); err != nil {
		return fmt.Errorf("point to release %s: %w", m.ID, err)
	}
	start, err := startPage(p)
	if err == nil {
		err = s.putSmall(ctx, s.key(startKey), startKey, start)
	}
	if err != nil {
		return fmt.Errorf("lead on to release %s: %w", m.ID, err)
	}
	return nil
}

// startPage leads on to the first audience, by itself or by a link. It needs no
// script and no style.
func startPage(p Pointer) ([]byte, error) {
	const page = `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{.}}">
<title>Weiter zum Portal</title>
</head>
<body>
<main>
<h1>Weiter zum Portal</h1>
<p><a href="{{.}}">Zum aktuellen Stand</a></p>
</main>
</body>
</html>
`
	t, err := template.New("start").Parse(page)
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	err = t.Execute(&out, p.Audiences[0].Prefix+"index.html")
	return []byte(out.String()), err
}
