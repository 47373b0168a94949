package view

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/tlp"
)

// ProcessesPath is the logical path of the section with the process catalogue.
const ProcessesPath = "prozesse"

// Processes are the process catalogue and what was published about the impact
// analyses of the municipalities, as one audience may see it.
//
// A round has two files in data/bia/runden, as those of the
// Basis-Sicherheitscheck have: 2026.json for members and 2026.oeffentlich.json
// for everybody. Audiences below AMBER never open the first.
type Processes struct {
	*bia.Catalogue
	// Rounds are in the order of their names, the oldest first.
	Rounds []*disclosure.Release

	neededBy map[string][]string // ids of the processes that need one
	digests  map[string]Digest
}

// LoadProcesses reads the catalogue and the rounds below dir, "data", that an
// audience may see. A round that cannot be read is left out and reported.
func LoadProcesses(fsys fs.FS, dir string, audience tlp.Label) (*Processes, diag.List, error) {
	catalogue, problems, err := bia.Load(fsys, path.Join(dir, bia.Dir))
	if err != nil {
		return nil, nil, err
	}
	p := &Processes{Catalogue: catalogue, neededBy: map[string][]string{}, digests: map[string]Digest{}}
	if err := p.prepare(); err != nil {
		return nil, nil, err
	}
	found, err := p.loadRounds(fsys, path.Join(dir, bia.RoundsDir), audience >= tlp.Amber)
	problems.Add(found...)
	return p, problems, err
}

// prepare works out who needs whom, and the digests of all processes: one
// changes with the names of those that it needs or that need it.
func (p *Processes) prepare() error {
	for _, process := range p.Catalogue.Processes {
		for _, need := range process.Needs {
			p.neededBy[need] = append(p.neededBy[need], process.ID)
		}
	}
	var all []string
	for _, process := range p.Catalogue.Processes {
		told := *process
		told.Line = 0 // which no page shows
		src, err := json.Marshal(told)
		if err != nil {
			return fmt.Errorf("digest of process %s: %w", process.ID, err)
		}
		parts := []string{string(src), p.areaTitle(process.Area)}
		for _, id := range slices.Concat(process.Needs, p.neededBy[process.ID]) {
			if other := p.Process(id); other != nil {
				parts = append(parts, id, other.Title)
			}
		}
		p.digests["one/"+process.ID] = DigestText(parts...)
		all = append(all, parts...)
	}
	p.digests["all"] = DigestText(all...)
	return nil
}

func (p *Processes) areaTitle(id string) string {
	if area := p.Area(id); area != nil {
		return area.Title
	}
	return ""
}

func (p *Processes) loadRounds(fsys fs.FS, dir string, members bool) (problems diag.List, err error) {
	p.digests["rounds"], problems, err = eachRound(fsys, dir, members, func(src []byte, name, round string) (bool, diag.List) {
		release, found := p.release(src, name, round, members)
		if release != nil {
			p.Rounds = append(p.Rounds, release)
		}
		return release != nil, found
	})
	return problems, err
}

// release is the round that src holds, nil if it is none for these readers.
func (p *Processes) release(src []byte, name, round string, members bool) (*disclosure.Release, diag.List) {
	want := disclosure.Public
	if members {
		want = disclosure.Members
	}
	release, err := disclosure.ReadRelease(src)
	switch {
	case err != nil:
		return nil, diag.List{diag.New("round-format", name, 0, "reason", err.Error())}
	case release.Audience != want:
		return nil, diag.List{diag.New("round-audience", name, 0, "audience", release.Audience, "want", want)}
	case release.Round != round:
		return nil, diag.List{diag.New("round-name", name, 0, "round", release.Round)}
	case release.Catalogue != bia.Edition:
		return nil, diag.List{diag.New("round-catalogue", name, 0, "catalogue", release.Catalogue, "known", bia.Edition)}
	}
	return release, nil
}

// digest answers the questions "one/<id>", "all" and "rounds".
func (p *Processes) digest(arg string) Digest {
	if p == nil {
		return Digest{}
	}
	return p.digests[arg]
}

// NeededBy are the ids of the processes that need one, in their order.
func (p *Processes) NeededBy(id string) []string { return p.neededBy[id] }

// process notes a question about the processes and returns them; they are never nil.
func (c *Context) processes(arg string) *Processes {
	c.trace.ask("process", arg)
	return c.model.AllProcesses()
}

// AllProcesses are the processes of the site; never nil.
func (m *Model) AllProcesses() *Processes {
	if m.Processes == nil {
		return &Processes{Catalogue: &bia.Catalogue{}}
	}
	return m.Processes
}

// ProcessPages are the pages of a process; more than one is a mistake.
func (m *Model) ProcessPages(id string) []string {
	var sources []string
	for _, p := range m.processPages[id] {
		sources = append(sources, p.Source)
	}
	return sources
}

// ProcessFile is the output path of the catalogue as a file: "prozesse.csv".
func ProcessFile(format string) string { return ProcessesPath + "." + format }
