package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/kaaw/nachbar/internal/view"
)

// The files that describe a build. They carry no time and no commit: equal
// content gives equal bytes.
const (
	manifestFile  = "manifest.json"
	checksumsFile = "pruefsummen.txt"
)

// manifest describes a build to programs.
type manifest struct {
	Generator string              `json:"generator"`
	Title     string              `json:"title"`
	Audience  string              `json:"audience"`
	Language  string              `json:"language"`
	Portable  bool                `json:"portable,omitempty"`
	Pages     int                 `json:"pages"`
	Content   string              `json:"content"` // SHA-256 over all outputs
	Files     []manifestFileEntry `json:"files"`
}

type manifestFileEntry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// writeManifest adds manifest.json and pruefsummen.txt, the latter in the
// format of sha256sum, over all other files.
func (b *build) writeManifest(s *snapshot) error {
	paths := slices.Sorted(maps.Keys(b.records))
	m := manifest{
		Generator: "nachbar", Title: s.model.Conf.Title, Audience: s.model.Audience,
		Language: s.model.Text.Lang(), Portable: b.opt.Portable, Pages: len(s.model.Tree.Pages),
		Files: make([]manifestFileEntry, 0, len(paths)),
	}
	all := sha256.New()
	for _, path := range paths {
		rec := b.records[path]
		sum := hex.EncodeToString(rec.Sum[:])
		m.Files = append(m.Files, manifestFileEntry{path, rec.Size, sum})
		fmt.Fprintf(all, "%s  %s\n", sum, path)
	}
	m.Content = hex.EncodeToString(all.Sum(nil))
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	if err := b.putGenerated(manifestFile, append(body, '\n')); err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, path := range slices.Sorted(maps.Keys(b.records)) {
		rec := b.records[path]
		fmt.Fprintf(&sums, "%x  %s\n", rec.Sum, path)
	}
	return b.putGenerated(checksumsFile, sums.Bytes())
}

func (b *build) putGenerated(path string, body []byte) error {
	rec := &Record{Digest: view.DigestText("made at the end of every build"), Sum: sha256.Sum256(body), Size: int64(len(body))}
	var changed bool
	var err error
	if rec.Stamp, changed, err = b.sink.Put(path, body); err != nil {
		return err
	}
	b.keep(&artefact{path: path}, rec, true, changed)
	return nil
}
