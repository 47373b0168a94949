// Package i18n is the message catalogue: the words of the portal, of the
// diagnostics and of the command line, in one flat YAML file a language.
//
// i18n/de.yaml maps a key to a text with {placeholders}:
//
//	diag.yaml-tab: "Zeile ist mit einem Tabulator eingerückt"
//	list.count.one: "{n} Seite"
//	list.count.other: "{n} Seiten"
//
// A key that is missing shows as "[key]" and is remembered, so that a build can
// report it; it never stops one. Dates and numbers are written with the
// catalogue's own words ("date.*", "number.*"), so a language is a file, not
// code.
package i18n

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// Folder is the folder of the catalogues inside a site.
const Folder = "i18n"

// Catalogue holds the messages of one language. It is safe for concurrent use.
type Catalogue struct {
	lang     string
	messages map[string]string

	mu      sync.Mutex
	missing map[string]bool
}

// Error says why a catalogue could not be read, problem by problem.
type Error struct{ Problems diag.List }

// Error shows the first problem and counts the others.
func (e *Error) Error() string {
	p := e.Problems[0]
	text := fmt.Sprintf("%s:%d:%d: %s", p.Path, p.Line, p.Col, p.ID)
	if len(e.Problems) > 1 {
		text += fmt.Sprintf(" (and %d more)", len(e.Problems)-1)
	}
	return text
}

// Load reads i18n/<lang>.yaml. lang is a language code such as "de". The error
// wraps fs.ErrNotExist when there is no such file, or is an *Error.
func Load(fsys fs.FS, lang string) (*Catalogue, error) { return LoadFrom(fsys, Folder, lang) }

// LoadFrom is Load for a site whose catalogues lie in another folder.
func LoadFrom(fsys fs.FS, folder, lang string) (*Catalogue, error) {
	if !isCode(lang) {
		return nil, fmt.Errorf("load messages: %q is not a language code: %w", lang, fs.ErrNotExist)
	}
	path := folder + "/" + lang + ".yaml"
	src, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, fmt.Errorf("load messages: %w", err)
	}
	at := strict.Source{Path: path, FirstLine: 1}
	node, problems := strict.Parse(src, at)
	messages := map[string]string{}
	problems.Add(strict.Decode(node, at, &messages, strict.Options{})...)
	if problems.HasErrors() {
		return nil, fmt.Errorf("load messages: %w", &Error{problems.Sorted()})
	}
	return New(lang, messages), nil
}

// New returns a catalogue of the given messages, which it keeps.
func New(lang string, messages map[string]string) *Catalogue {
	return &Catalogue{lang: lang, messages: messages, missing: map[string]bool{}}
}

// isCode reports whether lang is safe as a file name: "de", "de-AT".
func isCode(lang string) bool {
	if len(lang) < 2 || len(lang) > 12 {
		return false
	}
	return strings.Trim(lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") == "" && lang[0] != '-'
}

// Overlay returns a catalogue with the messages of over in front of those of
// c, in the language of over. A site changes single words this way.
func (c *Catalogue) Overlay(over *Catalogue) *Catalogue {
	messages := maps.Clone(c.messages)
	maps.Copy(messages, over.messages)
	return New(over.lang, messages)
}

// Lang returns the language code that was loaded.
func (c *Catalogue) Lang() string { return c.lang }

// Has reports whether there is a message for key. It does not count as using it.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.messages[key]
	return ok
}

// Keys returns all keys, sorted.
func (c *Catalogue) Keys() []string { return slices.Sorted(maps.Keys(c.messages)) }

// Missing returns the keys that were asked for in vain, sorted.
func (c *Catalogue) Missing() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.missing))
}

// Digest returns a SHA-256 of the language and all messages in hexadecimal: it
// is part of the key of everything that was rendered with the catalogue.
func (c *Catalogue) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", c.lang)
	for _, key := range c.Keys() {
		fmt.Fprintf(h, "%q %q\n", key, c.messages[key])
	}
	return hex.EncodeToString(h.Sum(nil))
}
