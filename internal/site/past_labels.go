package site

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/strict"
	"github.com/kaaw/nachbar/internal/tlp"
)

// sectionFile is the file whose cascade labels the pages below it.
const sectionFile = "_index.md"

// said is what a file once said of labels: its own and the one it hands down.
// The zero Label is none; unread is one that cannot be understood.
type said struct{ own, cascade tlp.Label }

// unread is no label and lies within no audience.
const unread = tlp.Label(-1)

// pastLabels knows which label a page had when a commit was made, so that what
// was done to a page while it was withheld stays withheld.
type pastLabels struct {
	// fallback is the label of pages of a site whose settings were never
	// committed; 0 for none.
	fallback tlp.Label
	// marks are the versions of section files and of the settings, the newest
	// first, by path; "" is one that is gone.
	marks map[string][]history.Step
	said  map[string]said // by the name of the content in git
}

// newPastLabels reads what it has to know of the files in steps.
func newPastLabels(ctx context.Context, log *history.Log, steps map[string][]history.Step) (*pastLabels, error) {
	l := &pastLabels{marks: map[string][]history.Step{}, said: map[string]said{}}
	var pages, settings []string
	for i, commit := range log.Commits {
		for _, change := range commit.Changes {
			for _, name := range []string{change.Path, change.From} {
				if path.Base(name) != sectionFile && name != conf.File {
					continue
				}
				step := history.Step{Commit: i, Path: name}
				if name == change.Path {
					step.Blob = change.Blob
				}
				l.marks[name] = append(l.marks[name], step)
				if name == conf.File {
					settings = append(settings, step.Blob)
				} else {
					pages = append(pages, step.Blob)
				}
			}
		}
	}
	for _, list := range steps {
		for _, step := range list {
			pages = append(pages, step.Blob)
		}
	}
	if err := l.ask(ctx, log, "labels of a page", pages, readLabels); err != nil {
		return nil, err
	}
	return l, l.ask(ctx, log, "labels of settings", settings, func(data []byte) said { return said{cascade: labelAt(data, "tlp")} })
}

// ask finds out what files said of labels.
func (l *pastLabels) ask(ctx context.Context, log *history.Log, kind string, blobs []string, read func([]byte) said) error {
	slices.Sort(blobs)
	blobs = slices.DeleteFunc(slices.Compact(blobs), func(blob string) bool { return blob == "" })
	facts, err := log.Facts(ctx, kind, blobs, func(data []byte) string {
		s := read(data)
		return fmt.Sprint(int(s.own), " ", int(s.cascade))
	})
	if err != nil {
		return fmt.Errorf("read history: %w", err)
	}
	for blob, fact := range facts {
		s := said{unread, unread}
		if _, err := fmt.Sscan(fact, &s.own, &s.cascade); err != nil {
			s = said{unread, unread} // a file that git no longer has
		}
		l.said[blob] = s
	}
	return nil
}

// readLabels reads a page's labels; nil, a file that was too large, has none
// that can be understood. A draft was for nobody.
func readLabels(data []byte) said {
	if data == nil {
		return said{unread, unread}
	}
	doc, problems := strict.Split(data, "")
	if problems.HasErrors() {
		return said{unread, unread}
	}
	if lower := bytes.ToLower(doc.Front); !bytes.Contains(lower, []byte("tlp")) && !bytes.Contains(lower, []byte("draft")) && !bytes.ContainsRune(lower, '\\') {
		return said{} // nearly all pages: a key cannot be written in another way without a backslash
	}
	out := said{labelAt(doc.Front, "tlp"), labelAt(doc.Front, "cascade", "tlp")}
	if root, _ := strict.Parse(doc.Front, strict.Source{}); root != nil && strict.Has(root, "draft") {
		if draft := strict.Find(root, "draft"); draft == nil || draft.Value != "false" {
			out.own = unread
		}
	}
	return out
}

// labelAt reads a label of a YAML document.
func labelAt(src []byte, way ...string) tlp.Label {
	if len(src) == 0 {
		return 0
	}
	root, problems := strict.Parse(src, strict.Source{})
	if problems.HasErrors() {
		return unread
	}
	if root == nil || !strict.Has(root, way...) {
		return 0
	}
	node := strict.Find(root, way...)
	if node == nil || node.Kind != yaml.ScalarNode {
		return unread
	}
	label, err := tlp.Parse(node.Value)
	if err != nil {
		return unread
	}
	return label
}

// at is the label of a page as a commit left it; unread if it had none.
func (l *pastLabels) at(step history.Step) tlp.Label {
	own := l.said[step.Blob]
	if own.own != 0 {
		return own.own
	}
	if path.Base(step.Path) == sectionFile && own.cascade != 0 {
		return own.cascade
	}
	dir := path.Dir(step.Path)
	if path.Base(step.Path) == sectionFile {
		dir = path.Dir(dir)
	}
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if label := l.mark(path.Join(dir, sectionFile), step.Commit); label != 0 {
			return label
		}
	}
	label := l.mark(conf.File, step.Commit)
	if len(l.marks[conf.File]) == 0 {
		label = l.fallback
	}
	if label == 0 {
		return unread
	}
	return label
}

// mark is what a section file, or the settings, handed down at a commit.
func (l *pastLabels) mark(name string, commit int) tlp.Label {
	for _, step := range l.marks[name] {
		if step.Commit >= commit {
			return l.said[step.Blob].cascade // of "", a file that is gone: none
		}
	}
	return 0
}

// seen keeps the steps of a page that this audience may know of: the newest
// ones without a gap, back to where the page was withheld. withheld reports
// whether there were others.
func (l *pastLabels) seen(steps []history.Step, audience tlp.Label) (visible []history.Step, withheld bool) {
	for i, step := range steps {
		if label := l.at(step); !label.Within(audience) {
			return steps[:i:i], true
		}
	}
	return steps, false
}
