package contribution

import (
	"context"
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// PackageFile is the entry of a package that says what its author said of it:
// the page "Beitrag einreichen" writes it.
const PackageFile = "beitrag.json"

// declared is PackageFile. Findings and sums are for people; this program looks
// for itself.
type declared struct {
	Format  string `json:"format"`
	Title   string `json:"title"`
	Origin  string `json:"origin"`
	License string `json:"license"`
	Section string `json:"section"`
	Remarks string `json:"remarks"`
}

// takeArchive takes in the entries of an archive, one by one.
func takeArchive(ctx context.Context, name string, src []byte, opt Options) ([]Result, error) {
	a, err := parts.Open(ctx, src, parts.MaxFile)
	var refusal *parts.Error
	if errors.As(err, &refusal) {
		return []Result{{Name: name, Problems: diag.List{clean.Refusal(name, refusal)}}}, nil
	}
	if err != nil {
		return nil, err
	}
	said, note := declaration(a, &opt)
	var results []Result
	for _, part := range a.Names() {
		entry := a.Original(part)
		if a.IsFolder(part) || strings.EqualFold(path.Base(entry), PackageFile) || strings.HasPrefix(entry, "__MACOSX/") {
			continue
		}
		data, err := a.Bytes(part)
		if err != nil {
			results = append(results, Result{Name: name + "/" + entry, Problems: diag.List{unreadable(name+"/"+entry, err)}})
			continue
		}
		r := Result{Name: name + "/" + entry}
		if kindOf(data) == kindArchive {
			r.Problems.Add(diag.New("import-nested", r.Name, 0))
		} else if r, err = takeFile(ctx, r.Name, data, opt); err != nil {
			return results, err
		}
		if note {
			r.note("declared", "title", said.Title, "remarks", said.Remarks)
		}
		results = append(results, r)
	}
	if len(results) == 0 {
		results = append(results, Result{Name: name, Problems: diag.List{diag.New("import-empty", name, 0)}})
	}
	return results, nil
}

func unreadable(name string, err error) diag.Problem {
	var refusal *parts.Error
	if errors.As(err, &refusal) {
		return clean.Refusal(name, refusal)
	}
	return diag.New("import-nested", name, 0)
}

// maxWords is the length of what a package says of itself.
const maxWords = 2000

// declaration reads PackageFile; what the editor says on the command line goes
// before it.
func declaration(a *parts.Archive, opt *Options) (d declared, found bool) {
	if !a.Has(PackageFile) {
		return d, false
	}
	src, err := a.Bytes(PackageFile)
	if err != nil || len(src) > 256<<10 || json.Unmarshal(src, &d) != nil {
		return declared{}, false
	}
	for _, s := range []*string{&d.Title, &d.Origin, &d.License, &d.Section, &d.Remarks} {
		*s = strings.Join(strings.Fields(diag.Clean(*s)), " ")
		*s = (*s)[:min(len(*s), maxWords)]
		*s = strings.ToValidUTF8(*s, "")
	}
	if opt.Origin == "" && len([]rune(d.Origin)) <= 200 {
		opt.Origin = d.Origin
	}
	if opt.License == "" && slices.Contains(Licenses(), d.License) {
		opt.License = d.License
	}
	return d, true
}
