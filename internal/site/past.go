package site

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kaaw/nachbar/internal/conf"
	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/history"
	"github.com/kaaw/nachbar/internal/tlp"
	"github.com/kaaw/nachbar/internal/view"
)

// maxPageNotes is how many notes a page shows, the newest ones.
const maxPageNotes = 50

// loadPast works out what the audience may know of how its pages came about.
// Without a history it is what front matter says.
func (l *loader) loadPast(ctx context.Context, tree *content.Tree) (*view.Past, diag.List, error) {
	p := &pastOf{conf: l.conf, tree: tree, audience: l.audience, past: &view.Past{Pages: map[string]*view.PastPage{}}}
	var problems diag.List
	if l.opt.Log != nil {
		log, err := l.opt.Log(ctx)
		switch {
		case errors.Is(err, history.ErrNone):
		case errors.Is(err, history.ErrShallow):
			problems.Add(diag.New("history-shallow", "", 0).AsWarning())
		case errors.Is(err, history.ErrTooLong):
			problems.Add(diag.New("history-too-long", "", 0, "commits", strconv.Itoa(history.MaxCommits), "size", strconv.Itoa(history.MaxLogBytes>>20)+" MB").AsWarning())
		case err != nil:
			return nil, nil, err
		default:
			if err := p.read(ctx, log); err != nil {
				return nil, nil, err
			}
			problems = l.reviewNotes(log)
		}
	}
	p.entries()
	return p.past, problems, nil
}

// pastOf puts the past of one audience's pages together.
type pastOf struct {
	conf     *conf.Config
	tree     *content.Tree
	audience tlp.Label
	past     *view.Past

	log    *history.Log
	labels *pastLabels
	steps  map[string][]history.Step // visible ones, by source
	// by finds the page that a file was at a commit.
	by    map[stepKey]*content.Page
	roles map[string]string // of the last change, by path of the page
}

type stepKey struct {
	commit int
	path   string
}

// read takes over what the log tells.
func (p *pastOf) read(ctx context.Context, log *history.Log) error {
	var sources []string
	for _, page := range p.tree.Pages {
		if page.Source != "" {
			sources = append(sources, page.Source)
		}
	}
	p.log, p.steps = log, log.Follow(sources)
	var err error
	if p.labels, err = newPastLabels(ctx, log, p.steps); err != nil {
		return err
	}
	if p.conf.DefaultTLP != nil {
		p.labels.fallback = *p.conf.DefaultTLP
	}
	p.by, p.roles = map[stepKey]*content.Page{}, map[string]string{}
	beside := log.Follow(attachmentSources(p.tree))
	for _, page := range p.tree.Pages {
		p.page(page)
		p.attached(page, beside)
	}
	addressed := p.addresses()
	for i := range log.Commits {
		for _, part := range log.Commits[i].Parts {
			for _, note := range part.Notes {
				p.note(i, part, note, addressed)
			}
		}
	}
	return nil
}

// page takes over the days and roles of a page.
func (p *pastOf) page(page *content.Page) {
	all := p.steps[page.Source]
	steps, withheld := p.labels.seen(all, p.audience)
	p.steps[page.Source] = steps
	if len(steps) == 0 {
		return
	}
	oldest := steps[len(steps)-1]
	past := &view.PastPage{Last: p.log.Commits[steps[0].Commit].Day, First: p.log.Commits[oldest.Commit].Day}
	if withheld && p.labels.said[oldest.Blob].own == p.labels.said[all[len(steps)].Blob].own {
		past.First = time.Time{} // its section was opened, on a day that is not its own
	}
	names := page.Contributors == "names"
	for i := len(steps) - 1; i >= 0; i-- {
		p.by[stepKey{steps[i].Commit, steps[i].Path}] = page
		for _, who := range p.who(steps[i], names) {
			if !slices.Contains(past.By, who) {
				past.By = append(past.By, who)
			}
			p.roles[page.Path] = who
		}
	}
	if names { // which only the page itself shows
		p.roles[page.Path] = strings.Join(p.who(steps[0], false), ", ")
	}
	p.past.Pages[page.Path] = past
}

// who tells the roles, or names, of those who made a step.
func (p *pastOf) who(step history.Step, names bool) (list []string) {
	parts := p.log.Commits[step.Commit].Parts
	add := func(part history.Part) {
		who := cmp.Or(part.Role, p.conf.History.Role)
		if names {
			who = part.Name
		}
		if who != "" && !slices.Contains(list, who) {
			list = append(list, who)
		}
	}
	for _, part := range parts {
		if !part.Merge && slices.Contains(part.Files, step.Path) {
			add(part)
		}
	}
	if len(list) == 0 && len(parts) > 0 && !parts[0].Merge {
		add(parts[0])
	}
	return list
}

// note puts a note on the pages that it is about.
func (p *pastOf) note(commit int, part history.Part, note history.Note, addressed map[string][]*content.Page) {
	var pages []*content.Page
	if note.Page != "" {
		for _, page := range addressed[note.Page] {
			if p.isAddressed(page, note.Page, commit) {
				pages = append(pages, page)
			}
		}
	} else if p.open(commit, part) {
		for _, file := range part.Files {
			if page := p.by[stepKey{commit, file}]; page != nil && !slices.Contains(pages, page) {
				pages = append(pages, page)
			}
		}
	}
	entry := view.PastNote{Day: p.log.Commits[commit].Day, Text: note.Text, Role: cmp.Or(part.Role, p.conf.History.Role)}
	for _, page := range pages {
		past := p.past.Pages[page.Path]
		if past == nil || len(past.Notes) == maxPageNotes || slices.Contains(past.Notes, entry) {
			continue
		}
		past.Notes = append(past.Notes, entry)
	}
}

// open reports whether the audience may read every file that a part touched, so
// that a note without an address says nothing of others.
func (p *pastOf) open(commit int, part history.Part) bool {
	for _, file := range part.Files {
		if p.by[stepKey{commit, file}] == nil && !p.isPublic(file) {
			return false
		}
	}
	return true
}

// isPublic reports whether a file is for everybody wherever it is: what all
// pages are made with.
func (p *pastOf) isPublic(file string) bool {
	for _, dir := range []string{p.conf.Layouts, p.conf.Static, p.conf.I18n} {
		if strings.HasPrefix(file, dir+"/") {
			return true
		}
	}
	return false
}

// addresses are the pages that a note may name, by all addresses they ever had.
func (p *pastOf) addresses() map[string][]*content.Page {
	out := map[string][]*content.Page{}
	add := func(address string, page *content.Page) {
		if address != "" && !slices.Contains(out[address], page) {
			out[address] = append(out[address], page)
		}
	}
	for _, page := range p.tree.Pages {
		add(page.Path, page)
		for _, step := range p.steps[page.Source] {
			add(p.logical(step.Path), page)
		}
	}
	return out
}

// logical is the address that a file has without a slug.
func (p *pastOf) logical(source string) string {
	rest, ok := strings.CutPrefix(source, p.conf.Content+"/")
	if !ok {
		return ""
	}
	rest = strings.TrimSuffix(rest, ".md")
	if base := path.Base(rest); base == "index" || base == "_index" {
		rest = strings.TrimSuffix(strings.TrimSuffix(rest, base), "/")
	}
	return rest
}

// isAddressed reports whether a page stood at an address when a commit was made
// and whether this audience may know.
func (p *pastOf) isAddressed(page *content.Page, address string, commit int) bool {
	for _, step := range p.steps[page.Source] {
		if step.Commit < commit {
			continue
		}
		then := step
		then.Commit = commit // sections may have said something else since
		here := p.logical(step.Path) == address || page.Path == address && step.Path == page.Source
		return here && p.labels.at(then).Within(p.audience)
	}
	return false
}

// reviewNotes tells what the newest message says to readers in vain. Older ones
// cannot be mended any more.
func (l *loader) reviewNotes(log *history.Log) (problems diag.List) {
	for _, r := range log.Refused {
		problems.Add(diag.New("history-note-"+string(r.Reason), "", 0, "line", strconv.Itoa(r.Line)).AsWarning())
	}
	if len(log.Commits) == 0 || len(log.Commits[0].Parts) == 0 {
		return problems
	}
	for _, note := range log.Commits[0].Parts[0].Notes {
		if note.Page != "" && !l.hasPage(note.Page) {
			problems.Add(diag.New("history-note-page", "", 0, "page", note.Page).AsWarning())
		}
	}
	return problems
}

// hasPage reports whether some audience has a page, or a section, at a logical
// path.
func (l *loader) hasPage(logical string) bool {
	for _, end := range []string{".md", ""} {
		if _, err := fs.Stat(l.opt.FS, path.Join(l.conf.Content, logical)+end); err == nil {
			return true
		}
	}
	return false
}
