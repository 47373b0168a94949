// Package pdf makes PDF files from strangers harmless: it reads all objects of
// a file, refuses those that do something, and writes the pages anew.
//
// The parser is pdfcpu, so that object streams, names with "#4a", hybrid tables
// and repaired files are seen as they are, not searched for words. Refused is
// what runs, fetches, sends or carries something: scripts, actions other than
// leading to a place or to an address of the web, actions when a file or page
// is opened, files inside, XFA forms, media, three dimensions, streams kept
// elsewhere, encryption.
//
// What is written is a function of what was read: objects in the order in which
// the catalogue leads to them, one table, no older versions, nothing that
// nothing leads to, nothing behind the end. Metadata, remarks of reviewers,
// signatures (which would be broken) and data of programs are left out. A file
// that Clean has written is written the same way again: Clean reads what it has
// written, and refuses a file that reads differently then.
//
// Budgets stand before and around the parser: 64 MiB, 200,000 objects, 32 MiB
// of unpacked objects, two seconds of its time.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/kaaw/nachbar/internal/office/parts"
)

// Budgets of one file.
const (
	maxObjects = 200_000
	maxDecoded = 32 << 20 // bytes of a stream of objects
	maxDepth   = 64       // of arrays and dictionaries in each other
	maxTime    = 2 * time.Second
	headRange  = 1024
)

// Trait is something in a file besides its pages.
type Trait string

// The traits. An Active one has Clean refuse the file, the others are left out.
const (
	Author    Trait = "author"    // a name in the metadata
	Metadata  Trait = "metadata"  // programs, dates and the like
	Remark    Trait = "remark"    // of reviewers
	Signature Trait = "signature" //
	Older     Trait = "older"     // versions that were written over
	Tail      Trait = "tail"      // bytes before or behind the file
	Link      Trait = "link"      // to an address without a scheme
	Program   Trait = "program"   // data that a program keeps for itself
)

// Result is a file that was written anew.
type Result struct {
	Data   []byte
	Traits []Trait // sorted
}

// Clean reads a file and writes it anew. The error is a *parts.Error if the
// file is at fault, else that of the context.
func Clean(ctx context.Context, src []byte) (Result, error) {
	start := bytes.Index(src[:min(len(src), headRange)], []byte("%PDF-"))
	switch {
	case start < 0:
		return Result{}, damaged(errors.New("no header"))
	case len(src) > parts.MaxFile:
		return Result{}, parts.Exceeded("office-size", "max", parts.Mebibytes(parts.MaxFile))
	case start > 0:
		return Result{}, &parts.Error{Reason: parts.Unreadable, ID: "clean-polyglot", Args: map[string]string{"place": "0"}}
	case bytes.Count(src, []byte("endobj")) > maxObjects:
		return Result{}, parts.Exceeded("pdf-objects", "max", fmt.Sprint(maxObjects))
	}
	limited, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	once, err := rewrite(limited, src)
	if err != nil {
		return Result{}, refusal(ctx, limited, err)
	}
	for range maxRounds {
		again, err := rewrite(limited, once.Data)
		if err != nil {
			return Result{}, refusal(ctx, limited, err)
		}
		if bytes.Equal(once.Data, again.Data) {
			return once, nil
		}
		once.Data = again.Data
	}
	return Result{}, damaged(errors.New("it reads differently each time"))
}

// maxRounds is how often a file is read again to see that it was understood.
const maxRounds = 3

// rewrite reads a file and writes it.
func rewrite(ctx context.Context, src []byte) (Result, error) {
	file, err := read(ctx, src)
	if err != nil {
		return Result{}, err
	}
	w := &writer{ctx: ctx, table: file.XRefTable, traits: framing(src)}
	if catalogue, ok := w.resolve(*file.Root).(types.Dict); !ok || catalogue["Pages"] == nil {
		return Result{}, errors.New("no pages")
	}
	data, err := w.write(file)
	slices.Sort(w.traits)
	return Result{Data: data, Traits: slices.Compact(w.traits)}, err
}

// refusal tells what ended the reading of a file.
func refusal(ctx, limited context.Context, err error) error {
	var known *parts.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return err
	case limited.Err() != nil:
		return parts.Exceeded("office-time", "max", maxTime.String())
	}
	return damaged(err)
}

func damaged(err error) error { return parts.Damaged("PDF", err) }

// read has the parser read all objects. It does not get to see an encrypted
// file as an open one, and keeps no folder of settings.
func read(ctx context.Context, src []byte) (file *model.Context, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			file, err = nil, fmt.Errorf("parser gave up: %v", cause)
		}
	}()
	limits := model.DefaultResourceLimits()
	limits.MaxStreamBytes, limits.MaxDecodeBytes = parts.MaxFile, maxDecoded
	limits.MaxObjectCount, limits.MaxXRefEntries, limits.MaxObjectStreamCount = maxObjects, maxObjects, maxObjects
	limits.MaxObjectStreamFirst, limits.MaxRecursionDepth = 4<<20, maxDepth
	file, err = pdfcpu.ReadWithContext(ctx, bytes.NewReader(src), &model.Configuration{
		Cmd:      model.MERGECREATE, // which may not read encrypted files
		Reader15: true, ValidationMode: model.ValidationRelaxed, Offline: true, Eol: types.EolLF, Limits: limits,
	})
	switch {
	case err != nil && encrypted(err), err == nil && file.Encrypt != nil, directEncryption.Match(src):
		return nil, parts.EncryptedFile()
	case err != nil:
		return nil, err
	case file.Root == nil:
		return nil, errors.New("no catalogue")
	case len(file.Table) > maxObjects:
		return nil, parts.Exceeded("pdf-objects", "max", fmt.Sprint(maxObjects))
	}
	return file, nil
}

// encrypted reports whether the parser stopped at a password or at a scheme of
// encryption that it does not know.
func encrypted(err error) bool {
	for _, known := range []error{pdfcpu.ErrWrongPassword, pdfcpu.ErrEncrypted, pdfcpu.ErrMalformedEncryption, pdfcpu.ErrUnsupportedEncryptionFeature} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// directEncryption is a way to tell of encryption that the parser passes over.
var directEncryption = regexp.MustCompile(`/Encrypt\s*<<`)

// framing notes what stands before, behind and between the versions of a file.
func framing(src []byte) []Trait {
	var traits []Trait
	end := bytes.LastIndex(src, []byte("%%EOF"))
	if end < 0 || len(bytes.TrimSpace(src[end+len("%%EOF"):])) > 0 {
		traits = append(traits, Tail)
	}
	if versions := bytes.Count(src, []byte("\nstartxref")) + bytes.Count(src, []byte("\rstartxref")); versions > 1 && !bytes.Contains(src[:min(len(src), headRange)], []byte("/Linearized")) || versions > 2 {
		traits = append(traits, Older)
	}
	return traits
}
