package site

import (
	"path"
	"slices"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/history"
)

// attachmentSources are the files that lie directly beside pages. Of one in a
// folder further down nobody can tell to which page it once belonged.
func attachmentSources(tree *content.Tree) (sources []string) {
	for _, page := range tree.Pages {
		for _, a := range page.Attachments {
			if !strings.Contains(a.Name, "/") {
				sources = append(sources, a.Source)
			}
		}
	}
	return sources
}

// attached takes over what happened to the files beside a page, whose steps are
// given by source: to exchange one changes the page.
func (p *pastOf) attached(page *content.Page, steps map[string][]history.Step) {
	past := p.past.Pages[page.Path]
	if past == nil {
		return
	}
	for _, a := range page.Attachments {
		for _, step := range steps[a.Source] {
			if !p.besideAt(page, step) {
				break // what came before is not this page's, or not for this audience
			}
			p.by[stepKey{step.Commit, step.Path}] = page
			for _, who := range p.who(step, page.Contributors == "names") {
				if !slices.Contains(past.By, who) {
					past.By = append(past.By, who)
				}
			}
			if day := p.log.Commits[step.Commit].Day; day.After(past.Last) {
				past.Last = day
				p.roles[page.Path] = strings.Join(p.who(step, false), ", ")
			}
		}
	}
}

// besideAt reports whether a file lay beside the page when a commit was made,
// and whether this audience could read the page then.
func (p *pastOf) besideAt(page *content.Page, step history.Step) bool {
	for _, then := range p.steps[page.Source] {
		if then.Commit < step.Commit {
			continue
		}
		dir := path.Dir(then.Path)
		then.Commit = step.Commit // sections may have said something else since
		return path.Dir(step.Path) == dir && holdsFiles(then.Path) && p.labels.at(then).Within(p.audience)
	}
	return false
}

// holdsFiles reports whether files beside a Markdown file belong to it.
func holdsFiles(source string) bool {
	base := path.Base(source)
	return base == "index.md" || base == sectionFile
}
