package git

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// NoRefError says that a mirror has no such branch, tag or commit.
type NoRefError struct {
	Ref string
	// Known are the branches there are, sorted; none in an empty repository.
	Known []string
}

func (e *NoRefError) Error() string { return "no branch, tag or commit " + e.Ref }

// fullID is the name of a commit in full, in SHA-1 or SHA-256.
var fullID = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)

// Resolve returns the name of the newest commit of a branch, of the commit of a
// tag, or of a commit that is named in full. The error is a *NoRefError if there
// is none.
func (m *Mirror) Resolve(ctx context.Context, ref string) (string, error) {
	candidates := []string{"refs/heads/" + ref, "refs/tags/" + ref}
	if fullID.MatchString(ref) {
		candidates = []string{ref}
	}
	for _, name := range candidates {
		out, err := Run(ctx, m.Dir, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
		if id := strings.TrimSpace(string(out)); err == nil && fullID.MatchString(id) {
			return id, nil
		}
		if ctx.Err() != nil {
			return "", fmt.Errorf("resolve %s: %w", ref, ctx.Err())
		}
	}
	out, err := Run(ctx, m.Dir, nil, "for-each-ref", "--count=20", "--format=%(refname:lstrip=2)", "refs/heads/")
	if err != nil {
		return "", refused(ctx, "list branches", m.Dir, err)
	}
	return "", &NoRefError{Ref: ref, Known: strings.Fields(string(out))}
}
