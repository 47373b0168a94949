package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/exchange"
	"github.com/kaaw/nachbar/internal/view"
)

// The files that describe a build. They carry no time and no commit: equal
// content gives equal bytes.
const (
	manifestFile  = "manifest.json"
	checksumsFile = "pruefsummen.txt"
)

// manifest describes a build to programs. The list of files follows, see
// appendEntry.
type manifest struct {
	Generator string `json:"generator"`
	Title     string `json:"title"`
	Audience  string `json:"audience"`
	Language  string `json:"language"`
	Portable  bool   `json:"portable,omitempty"`
	Pages     int    `json:"pages"`
	Content   string `json:"content"` // SHA-256 over all outputs
}

// entry is a line of the lists of all files.
type entry struct {
	path string
	size int64
	sum  [32]byte
}

// writeManifest adds manifest.json and pruefsummen.txt, the latter in the
// format of sha256sum, over all other files.
func (b *build) writeManifest(s *snapshot) error {
	entries := make([]entry, 0, len(s.order)+len(b.shards.Files)+1)
	for _, a := range s.order {
		rec := b.records[a.number]
		entries = append(entries, entry{a.path, rec.Size, rec.Sum})
	}
	for _, f := range b.shards.Files {
		entries = append(entries, entry{f.Path, f.Size, f.Sum})
	}
	slices.SortFunc(entries, func(x, y entry) int { return strings.Compare(x.path, y.path) })
	all := sha256.Sum256(checksums(entries))
	head, err := json.MarshalIndent(manifest{
		Generator: "nachbar", Title: s.model.Conf.Title, Audience: s.model.Audience,
		Language: s.model.Text.Lang(), Portable: b.opt.Portable, Pages: len(s.model.Tree.Pages),
		Content: hex.EncodeToString(all[:]),
	}, "", " ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	own, err := b.putGenerated(manifestFile, manifestJSON(strings.TrimSuffix(string(head), "\n}"), entries))
	if err != nil {
		return err
	}
	at, _ := slices.BinarySearchFunc(entries, manifestFile, func(e entry, path string) int { return strings.Compare(e.path, path) })
	list := checksums(slices.Insert(entries, at, own))
	if _, err = b.putGenerated(checksumsFile, list); err != nil || !b.opt.Portable {
		return err
	}
	script, err := ChecksumScript(list)
	if err != nil {
		return err
	}
	_, err = b.putGenerated(ChecksumScriptFile, script)
	return err
}

// ChecksumScriptFile is pruefsummen.txt as a script, in editions for a stick:
// the page that checks a stick cannot read other files from a folder. It is no
// part of the list, which it holds.
const ChecksumScriptFile = view.VerifyPath + "/liste.js"

// ChecksumScript makes that script of a list. web/ts/verify/list.ts reads it.
func ChecksumScript(list []byte) ([]byte, error) {
	return exchange.FormScript("pruefsummen", map[string]string{"list": string(list)})
}

// manifestJSON is the head, which lacks its last brace, and the list of files.
func manifestJSON(head string, entries []entry) []byte {
	out := make([]byte, 0, len(head)+200*len(entries))
	out = append(append(out, head...), ",\n \"files\": ["...)
	for i, e := range entries {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, "\n  {\n   \"path\": "...)
		out = appendJSON(out, e.path)
		out = append(out, ",\n   \"size\": "...)
		out = strconv.AppendInt(out, e.size, 10)
		out = append(out, ",\n   \"sha256\": \""...)
		out = hex.AppendEncode(out, e.sum[:])
		out = append(out, "\"\n  }"...)
	}
	return append(out, "\n ]\n}\n"...)
}

// appendJSON appends a text as JSON. Most paths need no escapes.
func appendJSON(dst []byte, text string) []byte {
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`"\<>&`, r) })
	if quoted, err := json.Marshal(text); !plain && err == nil {
		return append(dst, quoted...)
	}
	return append(append(append(dst, '"'), text...), '"')
}

func checksums(entries []entry) []byte {
	out := make([]byte, 0, 128*len(entries))
	for _, e := range entries {
		out = hex.AppendEncode(out, e.sum[:])
		out = append(append(append(out, "  "...), e.path...), '\n')
	}
	return out
}

// putGenerated stages a file that is made at the end of every build.
func (b *build) putGenerated(path string, body []byte) (entry, error) {
	rec := &Record{Sum: sha256.Sum256(body), Size: int64(len(body))}
	_, changed, err := b.sink.Put(path, body)
	if err != nil {
		return entry{}, err
	}
	b.count(rec, true, changed)
	return entry{path, rec.Size, rec.Sum}, nil
}
