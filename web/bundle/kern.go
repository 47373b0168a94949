package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	kernCSS     = "web/node_modules/@kern-ux/native/dist/kern.css"
	firaLicence = "web/node_modules/@fontsource/fira-sans/LICENSE"
)

// licences maps the licence texts in node_modules to their place below static/.
var licences = map[string]string{
	"web/node_modules/@kern-ux/native/LICENSE.md": "licenses/kern-ux-eupl-1.2.md",
	firaLicence:                       "licenses/fira-sans-ofl-1.1.txt",
	"web/node_modules/fflate/LICENSE": "licenses/fflate-mit.txt",
}

// kernNotice stands at the head of the trimmed file: EUPL-1.2, section 5, asks
// for the licence and for a mark that the work was changed.
const kernNotice = "/*! KERN UX (@kern-ux/native), EUPL-1.2, ../licenses/kern-ux-eupl-1.2.md; changed: unused rules removed, minified. */\n"

// kernUsers are the files whose words may be class names of KERN.
var kernUsers = []struct{ dir, suffix string }{
	{"layouts", ".html"},
	{"web/ts", ".ts"},
	{"internal/markdown", ".go"},
}

// trimKern returns kern.css without unused rules, minified, with its notice.
func trimKern(ctx context.Context, root string) ([]byte, error) {
	users, err := filesOf(root, kernUsers)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node", append([]string{"web/purge.mjs", kernCSS}, users...)...)
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	css, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("trimming kern.css with node: %w\n%s", err, strings.TrimSpace(stderr.String()))
	}
	small := api.Transform(string(css), api.TransformOptions{
		Loader:           api.LoaderCSS,
		MinifyWhitespace: true,
		MinifySyntax:     true,
		LegalComments:    api.LegalCommentsNone,
		Charset:          api.CharsetUTF8,
		Engines:          engines,
	})
	if err := firstError(small.Errors); err != nil {
		return nil, err
	}
	return append([]byte(kernNotice), small.Code...), nil
}

// filesOf lists the files below root with the given folders and endings, in
// order. Folders that do not exist have no files.
func filesOf(root string, kinds []struct{ dir, suffix string }) ([]string, error) {
	var names []string
	for _, kind := range kinds {
		err := filepath.WalkDir(filepath.Join(root, kind.dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, kind.suffix) {
				return err
			}
			name, err := filepath.Rel(root, path)
			names = append(names, filepath.ToSlash(name))
			return err
		})
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("listing %s: %w", kind.dir, err)
		}
	}
	slices.Sort(names)
	return names, nil
}
