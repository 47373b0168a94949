package site

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/clean"
	"github.com/kaaw/nachbar/internal/office/parts"
)

// maxUnclean is how many findings a message names.
const maxUnclean = 4

// unclean says why an attachment must not be published as it is: it would be
// refused by package clean, or does something, hides something or tells of
// persons. Files of other kinds than those are not judged.
func (s *snapshot) unclean(name string, src []byte) (diag.List, error) {
	if !clean.Judges(name, src) {
		return nil, nil
	}
	findings, err := clean.Inspect(context.Background(), path.Base(name), src)
	var refusal *parts.Error
	what := ""
	switch {
	case errors.As(err, &refusal) && strings.HasPrefix(refusal.ID, "picture-"):
		return nil, nil // told where it is shown, and harmless where it is not
	case errors.As(err, &refusal):
		what, _ = diag.Text(clean.Refusal(name, refusal), s.model.Text)
	case err != nil:
		return nil, err
	default:
		what = s.namesOf(clean.Result{Findings: findings}.Troubling())
	}
	if what == "" {
		return nil, nil
	}
	p := diag.New("attachment-unclean", name, 0, "what", what, "file", name)
	if s.lenient {
		p = p.AsWarning()
	}
	return diag.List{p}, nil
}

// namesOf lists the first findings in words.
func (s *snapshot) namesOf(findings []clean.Finding) string {
	var names []string
	for _, f := range findings {
		name := s.model.Text.T("clean."+f.ID, nil)
		if slices.Contains(names, name) {
			continue
		}
		if len(names) == maxUnclean {
			names = append(names, "…")
			break
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
