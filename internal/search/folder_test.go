package search

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// write makes an index in a folder and returns the folder.
func write(t testing.TB, docs ...Document) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	w, err := NewWriter(dir, portalOptions, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if err := w.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(context.Background()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenTellsAMissingIndexFromADamagedOne(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing index: %v", err)
	}
	dir := write(t, portal...)
	name := filepath.Join(dir, contentsFile)
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range [][]byte{nil, file[:len(file)/2], append(bytes.Clone(file), 0), bytes.Replace(file, []byte("Handbuch"), []byte("Handbush"), 1)} {
		if err := os.WriteFile(name, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, errDamaged) {
			t.Errorf("damaged index: %v", err)
		}
	}
}

func TestASiteWithoutPagesHasAnIndex(t *testing.T) {
	e, err := Open(write(t))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if r := ask(t, e, "Übung"); r.Total != 0 {
		t.Errorf("total %d", r.Total)
	}
}

func TestAnAbortedIndexLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	w, err := NewWriter(filepath.Join(parent, "index"), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	w, err = NewWriter(filepath.Join(parent, "index"), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Add(portal[0]); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.Finish(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	left, err := os.ReadDir(parent)
	if err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestOfTwoWritersTheFirstWins(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	var writers [2]*Writer
	for i := range writers {
		w, err := NewWriter(dir, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Add(portal[i]); err != nil {
			t.Fatal(err)
		}
		writers[i] = w
	}
	for _, w := range writers {
		if err := w.Finish(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	e, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if e.Len() != 1 || e.Document(0).URL != portal[0].URL {
		t.Errorf("%d documents, first %s", e.Len(), e.Document(0).URL)
	}
}

func TestDocumentsAreTakenOverWholeByTheirKey(t *testing.T) {
	d := portal[1]
	d.Key = [32]byte{1}
	e, err := Open(write(t, d, portal[2]))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if got, ok := e.Kept(d.Key); !ok || !reflect.DeepEqual(got, d) {
		t.Errorf("kept %t %+v, want %+v", ok, got, d)
	}
	for _, key := range [][32]byte{{}, {2}} {
		if _, ok := e.Kept(key); ok {
			t.Errorf("key %v is known", key)
		}
	}
}

func TestTwoReadersCanOpenAnIndex(t *testing.T) {
	dir := write(t, portal...)
	for range 2 {
		e, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
	}
}

func TestContentsSurviveTheFile(t *testing.T) {
	ix := build(t, portalOptions, portal...)
	c, err := decodeContents(ix.encode())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c.docs, ix.docs) || !reflect.DeepEqual(c.words, ix.words) || c.lexicon != ix.lexicon {
		t.Error("documents or words differ")
	}
	if !reflect.DeepEqual(c.idents, ix.idents) || !reflect.DeepEqual(c.roots, ix.roots) || !reflect.DeepEqual(c.pieces, ix.pieces) || !reflect.DeepEqual(c.opt.Synonyms, ix.opt.Synonyms) {
		t.Error("identifiers, pieces or synonyms differ")
	}
}

func FuzzContents(f *testing.F) {
	file := build(f, portalOptions, portal...).encode()
	f.Add(file[len(indexMagic) : len(file)-crc32.Size])
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, middle []byte) {
		file := append([]byte(indexMagic), middle...)
		file = binary.LittleEndian.AppendUint32(file, crc32.ChecksumIEEE(file))
		if c, err := decodeContents(file); err == nil {
			newEngine(c, memory{&Index{}})
		} else if !errors.Is(err, errDamaged) {
			t.Errorf("error %v", err)
		}
	})
}
