package printer

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// destinations are the places that a PDF file names, with the number of their page
// from 1, and how many pages it has. Chromium names a place for each id that a link
// leads to.
func destinations(src []byte) (map[string]int, int, error) {
	ctx, err := pdfcpu.Read(bytes.NewReader(src), &model.Configuration{
		Reader15: true, DecodeAllStreams: false, ValidationMode: model.ValidationRelaxed, Offline: true, Limits: model.DefaultResourceLimits(),
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read the file: %w", err)
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return nil, 0, fmt.Errorf("count pages: %w", err)
	}
	root, err := ctx.Catalog()
	if err != nil {
		return nil, 0, fmt.Errorf("read the catalogue: %w", err)
	}
	named, err := ctx.DereferenceDict(root["Dests"])
	if err != nil {
		return nil, 0, fmt.Errorf("read the names of places: %w", err)
	}
	sheets := make(map[string]int, len(named))
	for name, object := range named {
		place, err := ctx.DereferenceArray(object)
		if err != nil || len(place) == 0 {
			continue
		}
		if page, ok := place[0].(types.IndirectRef); ok {
			if sheets[name], err = ctx.PageNumber(page.ObjectNumber.Value()); err != nil {
				return nil, 0, fmt.Errorf("find the page of %s: %w", name, err)
			}
		}
	}
	return sheets, ctx.PageCount, nil
}

var node = regexp.MustCompile(`\(node\d{8}\)`)

// renumbered gives the parts of the structure numbers that do not depend on what else
// the browser did before: the smallest is 1, and their order, by which a reader finds
// them, stays.
func renumbered(pdf []byte) []byte {
	numbers := map[string]string{}
	for _, found := range node.FindAll(pdf, -1) {
		numbers[string(found)] = ""
	}
	for i, old := range slices.Sorted(maps.Keys(numbers)) {
		numbers[old] = fmt.Sprintf("(node%08d)", i+1)
	}
	return node.ReplaceAllFunc(pdf, func(found []byte) []byte { return []byte(numbers[string(found)]) })
}

var clock = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)`)

// dated gives a file the date of its content instead of the time it was made. The new
// text is as long as the old: no place in the file moves.
func dated(pdf []byte, day string) []byte {
	return clock.ReplaceAllFunc(pdf, func(found []byte) []byte {
		at := bytes.Index(found, []byte("D:")) + len("D:")
		copy(found[at:], day+"000000")
		return found
	})
}
