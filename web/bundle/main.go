// Bundle makes the files in static/ that come from web/: run it from the
// module's root as "go run ./web/bundle".
//
//	static/assets/kern.css     KERN UX without the rules no page needs (EUPL-1.2)
//	static/assets/nachbar.css  the portal's own styles
//	static/assets/druck.css    print editions of sections
//	static/assets/theme.js     sets the theme before the first paint
//	static/assets/nachbar.js   what every page has in the browser
//	static/assets/search.js    the engine of the search, loaded when it is needed
//	static/assets/search-field.js  results while typing, loaded with the first focus
//	static/assets/search-page.js  the page with the results
//	static/assets/vorlagen.js  the pages with templates, and their copies
//	static/assets/selbstcheck.js  the page on which a municipality checks itself
//	static/assets/abgleich.js  the page that holds a list of processes to the catalogue
//	static/assets/bia-bogen.js  the page that makes a BIA workbook of chosen processes
//	static/assets/kosten.js    the cost calculator
//	static/assets/planer.js    the page that splits a staff over dates of a training
//	static/assets/notfallhandbuch.js  the handbook that readers put together and print
//	static/assets/pruefung.js  the page that checks the sums of a stick
//	static/assets/beitrag.js  the page that packs a contribution
//	static/assets/prozesse.js  the table of all business processes
//	static/assets/fonts/       Fira Sans (OFL-1.1)
//	static/licenses/           the licences of what is not the portal's own
//
// Both folders are ignored by git and replaced as a whole. When no input has
// changed since the last run, nothing is done. esbuild is built in; Node is
// needed only for npm's libraries ("npm ci --prefix web") and to trim KERN.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, ".", os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// run bundles the module at root and reports what it wrote to out.
func run(ctx context.Context, root string, out io.Writer) error {
	if err := checkModules(root); err != nil {
		return err
	}
	digest, err := inputDigest(root)
	if err != nil {
		return err
	}
	if upToDate(root, digest) {
		fmt.Fprintln(out, "static/assets is up to date")
		return nil
	}
	files, err := bundle(ctx, root)
	if err != nil {
		return err
	}
	if err := write(root, files); err != nil {
		return err
	}
	report(out, files)
	return stamp(root, digest, files)
}

// checkModules tells apart a missing npm install from every later failure.
func checkModules(root string) error {
	for _, need := range []string{kernCSS, firaLicence} {
		if _, err := os.Stat(filepath.Join(root, need)); err != nil {
			return fmt.Errorf("%s is missing: run npm ci --prefix web in the module's root", need)
		}
	}
	return nil
}

// bundle returns the content of every file to write, by its path below static/.
func bundle(ctx context.Context, root string) (map[string][]byte, error) {
	files, err := buildOwn(root)
	if err != nil {
		return nil, err
	}
	kern, err := trimKern(ctx, root)
	if err != nil {
		return nil, err
	}
	files["assets/kern.css"] = kern
	for from, to := range licences {
		text, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return nil, fmt.Errorf("copying a licence: %w", err)
		}
		files[to] = text
	}
	return files, nil
}
