package leak

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"index/suffixarray"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/german"
)

// Options say what to collect secrets from.
type Options struct {
	// Full holds all files of a site, Visible those that the audience may see.
	// Both may be of one kind that makes files of others (package derived).
	Full, Visible fs.FS
	// Folders are those that hold withheld files: the content and data folders.
	// Inputs are all files and folders that the site is made of.
	Folders, Inputs []string
	// Texts are withheld texts that stand in no file, by where they come from:
	// messages of commits.
	Texts map[string][]string
	// Public are texts that are no secret although no visible file has them.
	Public []string
	// Extract reads title and text of a document (PDF, office files); nil reads
	// no PDF.
	Extract func(ctx context.Context, name string, src []byte) (title, text string, err error)
}

// Collect finds out what must not be in a tree for the audience. The error is
// one of reading the file systems.
func Collect(ctx context.Context, opt Options) (*Secrets, error) {
	c := &collection{
		Secrets: Secrets{phrases: map[uint64]int32{}, terms: map[string]int32{}, files: map[[32]byte]int32{}, public: map[[32]byte]bool{}, opt: opt},
		singles: map[uint64]string{},
	}
	withheld, err := c.withheld()
	if err != nil {
		return nil, err
	}
	for _, name := range withheld {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		src, err := fs.ReadFile(opt.Full, name)
		if err != nil {
			return nil, fmt.Errorf("collect secrets: %w", err)
		}
		c.file(ctx, name, src)
	}
	for _, from := range slices.Sorted(keys(opt.Texts)) {
		c.at(from)
		for _, text := range opt.Texts[from] {
			c.prose([]byte(text), bodyWord)
		}
	}
	if c.Empty() {
		return &c.Secrets, nil
	}
	if err := c.subtract(ctx); err != nil {
		return nil, err
	}
	c.seen = newBloom(c.phrases)
	return &c.Secrets, nil
}

func keys[V any](m map[string]V) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// collection is Secrets that are being collected.
type collection struct {
	Secrets
	source     int32
	singles    map[uint64]string // words that are secrets on their own, as they are written
	vocabulary bytes.Buffer      // words of public files, a line each
	known      map[uint64]bool   // those in vocabulary
}

// at begins a source.
func (c *collection) at(name string) {
	c.source = int32(len(c.sources))
	c.sources = append(c.sources, name)
}

// withheld are the files of Folders that the audience does not have, sorted.
func (c *collection) withheld() ([]string, error) {
	var names []string
	for _, folder := range c.opt.Folders {
		err := c.walk(c.opt.Full, folder, func(name string) error {
			if _, err := fs.Stat(c.opt.Visible, name); err != nil {
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// walk visits all regular files of a folder.
func (c *collection) walk(fsys fs.FS, folder string, visit func(name string) error) error {
	if _, err := fs.Stat(fsys, folder); err != nil {
		return nil // a site without data
	}
	err := fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		return visit(name)
	})
	if err != nil {
		return fmt.Errorf("collect secrets: %w", err)
	}
	return nil
}

// subtract takes away what the audience may see anyway.
func (c *collection) subtract(ctx context.Context) error {
	c.known = map[uint64]bool{}
	visit := func(name string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		src, err := fs.ReadFile(c.opt.Visible, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(src)
		delete(c.files, sum)
		c.public[sum] = true
		c.allow([]byte(name))
		for _, sum := range members(src) {
			delete(c.files, sum)
		}
		for _, text := range c.texts(ctx, name, src) {
			c.allow(text)
		}
		if markup(src) || bytes.HasPrefix(src, []byte("PK")) {
			return nil // their marks are no secrets
		}
		c.allow(src)
		return nil
	}
	for _, input := range c.opt.Inputs {
		if err := c.walk(c.opt.Visible, input, visit); err != nil {
			return err
		}
	}
	for _, text := range c.opt.Public {
		c.allow([]byte(text))
	}
	c.dropForms()
	return nil
}

// allow takes the words of a public text from the secrets.
func (c *collection) allow(text []byte) {
	var hashes [longest]uint64
	n := 0
	eachWord(text, false, func(w *word) {
		at := n % longest
		hashes[at] = w.hash
		n++
		run := uint64(0)
		for k := range min(n, longest) {
			run = roll(run, hashes[(at-k+longest)%longest])
			delete(c.phrases, run)
		}
		if w.letters >= minName && len(c.singles) > 0 && !c.known[w.hash] {
			c.known[w.hash] = true
			c.vocabulary.Write(w.text)
			c.vocabulary.WriteByte('\n')
		}
	})
}

// dropForms takes away single words that are parts or forms of public ones, and
// lists the forms of those that are left.
func (c *collection) dropForms() {
	public := suffixarray.New(bytes.ToLower(c.vocabulary.Bytes()))
	folded := suffixarray.New([]byte(foldLines(c.vocabulary.String())))
	for hash, written := range c.singles {
		run := roll(0, hash)
		source, left := c.phrases[run]
		if !left {
			continue
		}
		all := forms([]byte(written))
		if len(public.Lookup([]byte(written), 1)) > 0 || len(folded.Lookup([]byte(all[0]), 1)) > 0 {
			delete(c.phrases, run)
			continue
		}
		for _, form := range all {
			if len(form) >= minName && len(folded.Lookup([]byte(form), 1)) == 0 {
				c.terms[form] = source
			}
		}
	}
}

func foldLines(words string) string {
	var b strings.Builder
	for line := range strings.Lines(words) {
		b.WriteString(german.Fold(strings.TrimSuffix(line, "\n")))
		b.WriteByte('\n')
	}
	return b.String()
}

// file takes up the secrets of one file.
func (c *collection) file(ctx context.Context, name string, src []byte) {
	c.at(name)
	if len(src) >= minFile {
		c.files[sha256.Sum256(src)] = c.source
	}
	c.name(name)
	switch {
	case strings.HasSuffix(name, ".md"):
		c.page(name, src)
	default:
		for _, text := range c.texts(ctx, name, src) {
			c.prose(text, bodyWord)
		}
		for _, sum := range members(src) {
			c.files[sum] = c.source
		}
	}
}

// name takes up the name of a file and its address, without the folder that all
// share and with and without its ending.
func (c *collection) name(name string) {
	_, below, ok := strings.Cut(name, "/")
	if !ok {
		below = name
	}
	below = strings.TrimSuffix(strings.TrimSuffix(below, ".md"), "/index")
	below = strings.TrimSuffix(below, "/_index")
	for _, part := range []string{below, strings.TrimSuffix(below, path.Ext(below)), path.Base(below)} {
		c.prose([]byte(part), minName)
		c.whole([]byte(part))
	}
}
