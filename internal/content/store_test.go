package content

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/kaaw/nachbar/internal/privacy"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// folderOf writes files that are older than the store's doubts.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text, time.Now().Add(-time.Hour))
	}
	return dir
}

func write(t *testing.T, dir, name, text string, modified time.Time) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(full, modified, modified); err != nil {
		t.Fatal(err)
	}
}

// memory is a Store that counts.
type memory struct {
	data  []byte
	saved int
}

func (m *memory) store(version string) *Store {
	return &Store{Version: version, Read: func() []byte { return m.data }, Save: func(data []byte) error {
		m.data, m.saved = data, m.saved+1
		return nil
	}}
}

// loadFolder reads a folder with a store.
func loadFolder(t *testing.T, dir string, store *Store, lenient bool) (*Loader, *Tree, string) {
	t.Helper()
	label := tlp.Clear
	l := NewLoader(os.DirFS(dir), Options{Dir: "content", Max: label, DefaultLabel: &label, Lenient: lenient, Store: store})
	tree, problems, err := l.Load(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return l, tree, fmt.Sprint(problems)
}

const rich = `---
title: Übung
description: Kurz
date: 2027-01-14
lastmod: 2027-01-15T09:30
tags: [a, b]
aliases: [/alt/]
weight: 3
slug: uebung
layout: eigen
kind: event
tlp: CLEAR
role: [bcm]
toc: false
review: {every: 24m, last: 2026-10-01, role: IT}
start: 2027-01-14T09:00
end: 2027-01-14T10:00+01:00
place: Rathaus
seats: 12
series: x
for: [it]
organizer: KAAW
repeat: {every: 2w, until: 2027-06-30, except: [2027-04-01]}
unbekannt: 1
---
Text
`

const templateKeys = `id: plan
version: 1.0.0
changes: [{version: 1.0.0, date: 2027-01-01, class: pruefen, why: neu}]
purpose: p
bcms: [reaktiv]
license: CC0-1.0
usedBy: 3
filledTlp: RED
basedOn: ['liste@1.0.0']
cover: false
fields: [{id: a, label: A, type: auswahl, choices: [x], personal: true}]
sheet: {tables: [{id: a, title: A, columns: [{id: b, title: B, type: auswahl, choices: [x], colors: {x: rot}}], rows: [{key: '1', b: x}], blank: 3}]}
`

const section = `---
title: S
cascade: {tlp: CLEAR, toc: true, role: [bcm], bcms: [reaktiv], kind: guide, layout: x, review: {every: 1y, last: 2026-01-01}}
---
`

func TestEveryFieldOfAFileComesBackFromTheStore(t *testing.T) {
	for name, src := range map[string]string{"event": rich, "section": section, "guide": "---\ntitle: G\nstep: \"7\"\nbcms: [aufbau]\ntlp: FALSCH\n---\n", "empty": "",
		"template": "---\ntitle: V\n" + "kind: template\n" + templateKeys + "---\n", "process": "---\ntitle: P\nkind: process\nprocess: 01-01\n---\n", "survey": "---\ntitle: T\nkind: survey\ntopic: T05\ncatalogue: c\nround: r\n---\n"} {
		f := decodeFile("content/x.md", []byte(src), Guide, nil, true)
		f.hash, f.size, f.titleKey = [32]byte{1}, 7, "uebung"
		s := f.stored()
		again := s.file(f.source, f.fallback)
		if !reflect.DeepEqual(f, again) {
			t.Errorf("%s: got %+v, want %+v", name, again, f)
		}
	}
	whole := reflect.ValueOf(stored{
		Front: Common{Title: "x"}, Guide: &GuideKeys{}, Event: &EventKeys{}, Template: &TemplateKeys{}, Survey: &SurveyKeys{}, Process: &ProcessKeys{}, FrontHash: [16]byte{1}, Hash: [32]byte{1}, Size: 1,
		BodyOffset: 1, BodyLine: 1, BodyEmpty: true, Mislabelled: true, TitleKey: "x", Problems: decodeFile("x", nil, Plain, nil, false).problems,
	})
	for i := range whole.NumField() {
		if whole.Field(i).IsZero() {
			t.Errorf("the field %s is not covered", whole.Type().Field(i).Name)
		}
	}
	if got, want := whole.NumField()+2, reflect.TypeFor[file]().NumField()-1+reflect.TypeFor[keys]().NumField(); got != want {
		t.Errorf("the store knows %d of %d fields of a file", got, want)
	}
}

func TestAFileFromTheStoreIsTheFileThatWasDecoded(t *testing.T) {
	dir := folderOf(t, map[string]string{"content/s/_index.md": section, "content/s/a.md": rich, "content/vorlagen/plan.md": "---\ntitle: V\ntlp: CLEAR\n" + templateKeys + "---\n"})
	store := (&memory{}).store("1")
	sh, err := store.open(Options{Lenient: true})
	if err != nil {
		t.Fatal(err)
	}
	sh.now = time.Now().Add(time.Hour)
	l, _, _ := loadFolder(t, dir, nil, true)
	for source, f := range l.files {
		j := job{source, f.fallback, stamp{Size: 1, ModTime: 1, Change: 1}}
		sh.put(j, f)
		book, found := sh.find(j)
		if got := sh.open(book, j); !found || !reflect.DeepEqual(got, f) {
			t.Errorf("%s: got %+v, want %+v", source, got, f)
		}
		j.stamp.Change++
		if _, found := sh.find(j); found {
			t.Errorf("%s: found with another time", source)
		}
	}
}

// age makes the store believe that the files in it were old when it was made:
// the change time of a file cannot be set.
func age(t *testing.T, m *memory, dir string) {
	t.Helper()
	store := m.store("1")
	sh, err := store.open(Options{Lenient: false})
	if err != nil {
		t.Fatal(err)
	}
	sh.now = time.Now().Add(time.Hour)
	l := NewLoader(os.DirFS(dir), Options{Dir: "content", Max: tlp.Clear})
	folders, err := l.walk()
	if err != nil {
		t.Fatal(err)
	}
	l.shelf = sh
	seen := map[string]bool{}
	if err := l.decode(context.Background(), folders, seen); err != nil {
		t.Fatal(err)
	}
	if err := sh.close(seen); err != nil || m.saved == 0 {
		t.Fatalf("saved %d times, error %v", m.saved, err)
	}
}

func TestATreeFromTheStoreIsTheTreeOfTheFiles(t *testing.T) {
	dir := folderOf(t, map[string]string{"content/_index.md": "---\ntitle: H\n---\n", "content/a.md": "---\ntitle: A\nfehler: 1\n---\nText\n", "content/b.md": "---\ntitle: B\n---\n"})
	m := &memory{}
	age(t, m, dir)
	_, want, wantProblems := loadFolder(t, dir, nil, false)
	l, got, problems := loadFolder(t, dir, m.store("1"), false)
	if problems != wantProblems || len(got.Pages) != len(want.Pages) {
		t.Errorf("%d pages and %s, want %d and %s", len(got.Pages), problems, len(want.Pages), wantProblems)
	}
	for i, p := range got.Pages {
		if p.Hash != want.Pages[i].Hash || p.MetaHash != want.Pages[i].MetaHash || p.BodyOffset != want.Pages[i].BodyOffset {
			t.Errorf("%s differs", p.Source)
		}
	}
	if l.shelf != nil {
		t.Error("the store stays open")
	}
	write(t, dir, "content/a.md", "---\ntitle: Z\n---\nText\n", time.Now().Add(-time.Hour))
	if _, tree, _ := loadFolder(t, dir, m.store("1"), false); tree.Page("a").Title != "Z" {
		t.Errorf("a changed file has the title %q", tree.Page("a").Title)
	}
}

func TestAStoreThatDoesNotFitIsNotUsed(t *testing.T) {
	dir := folderOf(t, map[string]string{"content/a.md": "---\ntitle: A\n---\n"})
	m := &memory{}
	age(t, m, dir)
	whole := m.data
	for name, data := range map[string][]byte{"nothing": nil, "text": []byte("store"), "a cut": whole[:len(whole)-1], "a flip": append(append([]byte{}, whole[:9]...), append([]byte{whole[9] ^ 1}, whole[10:]...)...)} {
		if _, tree, _ := loadFolder(t, dir, (&memory{data: data}).store("1"), false); tree.Page("a").Title != "A" {
			t.Errorf("%s: the title is %q", name, tree.Page("a").Title)
		}
	}
	for name, open := range map[string]func() (*shelf, error){
		"another program":      func() (*shelf, error) { return m.store("2").open(Options{Lenient: false}) },
		"another reading mode": func() (*shelf, error) { return m.store("1").open(Options{Lenient: true}) },
		"other rules":          func() (*shelf, error) { return m.store("1").open(Options{Rules: privacy.NewRules("a@b.de", nil)}) },
	} {
		if sh, err := open(); err != nil || len(sh.entries) > 0 {
			t.Errorf("%s: %d files, error %v", name, len(sh.entries), err)
		}
	}
	if sh, err := m.store("1").open(Options{Lenient: false}); err != nil || len(sh.entries) != 1 {
		t.Errorf("the same: %d files, error %v", len(sh.entries), err)
	}
}

func TestFilesThatAreStillWrittenAreReadAgain(t *testing.T) {
	dir := folderOf(t, map[string]string{"content/a.md": "---\ntitle: A\n---\n"})
	m := &memory{}
	loadFolder(t, dir, m.store("1"), false)
	if sh, err := m.store("1").open(Options{Lenient: false}); err != nil || len(sh.entries) != 0 {
		t.Errorf("%d files that changed a moment ago are taken for known, error %v", len(sh.entries), err)
	}
}

func TestFewChangesAreNotWorthSaving(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		files[fmt.Sprintf("content/p%d.md", i)] = fmt.Sprintf("---\ntitle: %d\n---\n", i)
	}
	dir := folderOf(t, files)
	m := &memory{}
	age(t, m, dir)
	before := m.saved
	write(t, dir, "content/p7.md", "---\ntitle: neu\n---\n", time.Now())
	loadFolder(t, dir, m.store("1"), false)
	if m.saved != before {
		t.Error("one change of 300 files saved the store")
	}
	for i := range 10 {
		if err := os.Remove(filepath.Join(dir, fmt.Sprintf("content/p%d.md", i))); err != nil {
			t.Fatal(err)
		}
	}
	loadFolder(t, dir, m.store("1"), false)
	if m.saved != before+1 {
		t.Errorf("ten files less saved the store %d times", m.saved-before)
	}
}

func FuzzStore(f *testing.F) {
	f.Add([]byte("nachbar"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sh, err := (&Store{Version: "1", Read: func() []byte { return data }}).open(Options{Lenient: false})
		if err != nil || len(sh.entries) > len(data) {
			t.Errorf("%d entries, error %v", len(sh.entries), err)
		}
	})
}

func TestDatesKeepTheirForm(t *testing.T) {
	for _, text := range []string{"2027-01-14", "2027-01-14T09:00", "2027-01-14T09:00:00+02:00", "2027-01-14T09:00:00Z"} {
		want, err := strict.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		form, err := want.MarshalBinary()
		var got strict.Date
		if err != nil || got.UnmarshalBinary(form) != nil || got.String() != want.String() || !got.In(time.UTC).Equal(want.In(time.UTC)) || got.HasClock() != want.HasClock() {
			t.Errorf("%s comes back as %s, error %v", text, got, err)
		}
	}
	var d strict.Date
	for _, damaged := range []string{"", "d", "xd", "zzzzzzzzz"} {
		if d.UnmarshalBinary([]byte(damaged)) == nil {
			t.Errorf("%q is taken for a date", damaged)
		}
	}
}
