package bsc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
)

// maxSheetBytes is the size of the largest file with answers.
const maxSheetBytes = 16 << 20

// ReadFunc reads one sheet; name is what problems call it.
type ReadFunc func(name string, data []byte, all Catalogues) (*Sheet, diag.List, error)

// Collected are the sheets of a round as they were handed in.
type Collected struct {
	Round *Round
	// Files are the names of the sheets' files, by the place that problems name.
	// They may tell whose they are.
	Files map[string]string
}

// ReadRound reads a round of the private folder: the file <id>.csv if it was
// counted before, else one sheet for each member from the folder <id>. Problems
// name sheets by number ("2026/#17"), never by file or member. Sheets stay in the order of
// their files; the catalogue is that of the first one, Table refuses the others.
func ReadRound(ctx context.Context, private fs.FS, id string, all Catalogues, read ReadFunc) (*Collected, diag.List, error) {
	src, err := fs.ReadFile(private, id+".csv")
	switch {
	case err == nil:
		r, problems := ReadRoundCSV(id, src, all)
		return &Collected{Round: r}, problems, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, nil, fmt.Errorf("read round %s: %w", id, err)
	}
	return collect(ctx, private, id, all, read)
}

// collect reads all sheets of a folder.
func collect(ctx context.Context, private fs.FS, id string, all Catalogues, read ReadFunc) (*Collected, diag.List, error) {
	sheets, files, problems, err := Collect(ctx, private, id, func(name string, data []byte) (*Sheet, diag.List, error) { return read(name, data, all) })
	if err != nil {
		return nil, nil, err
	}
	c := &Collected{Round: &Round{ID: id, Sheets: sheets}, Files: files}
	if len(sheets) > 0 {
		c.Round.Catalogue = all[sheets[0].Catalogue]
	}
	return c, problems, nil
}

// Collect reads all files of a private folder; files are their names by the
// place that problems name. Without any the problem is bsc-round-none.
func Collect[S any](ctx context.Context, private fs.FS, id string, read func(name string, data []byte) (*S, diag.List, error)) (sheets []*S, files map[string]string, problems diag.List, err error) {
	entries, err := fs.ReadDir(private, id)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, diag.List{diag.New("bsc-round-none", id, 0, "file", id+".csv")}, nil
	}
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read round %s: %w", id, err)
	}
	files = map[string]string{}
	for n, entry := range sheetFiles(entries) {
		if err := ctx.Err(); err != nil {
			return nil, nil, nil, err
		}
		place := SheetPlace(id, n)
		files[place] = entry.Name()
		s, found, err := readOne(private, path.Join(id, entry.Name()), place, entry, read)
		if err != nil {
			return nil, nil, nil, err
		}
		problems.Add(found...)
		if s != nil {
			sheets = append(sheets, s)
		}
	}
	if len(sheets) == 0 && !problems.HasErrors() {
		problems.Add(diag.New("bsc-round-none", id, 0, "file", id+".csv"))
	}
	return sheets, files, problems, nil
}

// sheetFiles are the files that can be sheets, by name.
func sheetFiles(entries []fs.DirEntry) []fs.DirEntry {
	return slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		return e.IsDir() || strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$")
	})
}

func readOne[S any](private fs.FS, file, place string, entry fs.DirEntry, read func(name string, data []byte) (*S, diag.List, error)) (*S, diag.List, error) {
	if info, err := entry.Info(); err == nil && info.Size() > maxSheetBytes {
		return nil, diag.List{diag.New("bsc-round-large", place, 0, "max", strconv.Itoa(maxSheetBytes>>20))}, nil
	}
	src, err := fs.ReadFile(private, file)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", place, errors.Unwrap(err))
	}
	return read(place+path.Ext(file), src)
}
