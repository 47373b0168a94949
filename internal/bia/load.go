package bia

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/strict"
)

// Load reads the catalogue below dir, "data/prozesse"; a site without that
// folder has an empty one. Processes with mistakes are kept as far as they can
// be read, so that one mistake is reported once.
func Load(fsys fs.FS, dir string) (*Catalogue, diag.List, error) {
	c := &Catalogue{index: map[string]*Process{}}
	var problems diag.List
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read processes: %w", err)
	}
	for _, entry := range entries {
		if entry.IsDir() || path.Ext(entry.Name()) != ".yaml" {
			continue
		}
		found, err := c.read(fsys, path.Join(dir, entry.Name()))
		if err != nil {
			return nil, nil, fmt.Errorf("read processes: %w", err)
		}
		problems.Add(found...)
	}
	problems.Add(c.prepare()...)
	return c, problems, nil
}

// read reads the file of an area.
func (c *Catalogue) read(fsys fs.FS, name string) (diag.List, error) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	at := strict.Source{Path: name, FirstLine: 1}
	node, problems := strict.Parse(src, at)
	if node == nil {
		return problems, nil
	}
	var area Area
	problems.Add(strict.Decode(node, at, &area, strict.Options{})...)
	for i := range area.Processes {
		p := &area.Processes[i]
		entry := strict.Find(node, "processes", strconv.Itoa(i))
		p.Area, p.File, p.Line = area.ID, name, entry.Line
		problems.Add(p.check(entry, at)...)
	}
	c.Areas = append(c.Areas, area)
	return problems, nil
}

// check names values of a process that contradict each other.
func (p *Process) check(entry *yaml.Node, at strict.Source) diag.List {
	var problems diag.List
	add := func(id, key string, pairs ...string) {
		problems.Add(at.Problem(id, strict.Find(entry, key), append([]string{"id", p.ID}, pairs...)...))
	}
	if p.ID != "" && !strings.HasPrefix(p.ID, p.Area+"-") {
		add("bia-id", "id", "prefix", p.Area+"-")
	}
	if p.ID != "" && !plainID(p.ID) {
		add("bia-id-form", "id")
	}
	for i, row := range p.Damage.Rows() {
		if len(row) != len(horizons) || slices.Min(row) < 1 || slices.Max(row) > 4 {
			add("bia-damage", "damage", "scenario", Scenarios()[i], "n", strconv.Itoa(len(horizons)))
			return problems
		}
	}
	if scenario, horizon, sinks := p.Damage.Sinks(); sinks {
		add("bia-sinks", "damage", "scenario", scenario, "horizon", string(horizon))
	}
	if got := p.Damage.MTPD(Intolerable); got != p.MTA {
		add("bia-mta", "mta", "mta", string(p.MTA), "damage", string(got))
	}
	return problems
}

// prepare orders the processes, and names those that need what does not exist,
// or each other in a circle.
func (c *Catalogue) prepare() diag.List {
	var problems diag.List
	slices.SortFunc(c.Areas, func(a, b Area) int { return cmp.Compare(a.ID, b.ID) })
	for a := range c.Areas {
		for i := range c.Areas[a].Processes {
			p := &c.Areas[a].Processes[i]
			if other := c.index[p.ID]; other != nil {
				problems.Add(diag.New("bia-twice", p.File, p.Line, "id", p.ID))
				continue
			}
			c.index[p.ID] = p
			c.Processes = append(c.Processes, p)
		}
	}
	for _, p := range c.Processes {
		for _, need := range p.Needs {
			if c.index[need] == nil {
				problems.Add(diag.New("bia-needs", p.File, p.Line, "id", p.ID, "needs", need))
			}
		}
		if round := c.circle(p); round != nil {
			problems.Add(diag.New("bia-circle", p.File, p.Line, "id", p.ID, "way", strings.Join(round, " → ")))
		}
	}
	return problems
}

// circle is the way from a process back to itself; nil if there is none. A
// circle is reported at the process with its smallest id.
func (c *Catalogue) circle(start *Process) []string {
	seen := map[string]bool{}
	var walk func(p *Process, way []string) []string
	walk = func(p *Process, way []string) []string {
		for _, id := range p.Needs {
			if id == start.ID {
				return append(way, p.ID, id)
			}
			if next := c.index[id]; next != nil && !seen[id] && id > start.ID {
				seen[id] = true
				if round := walk(next, append(slices.Clone(way), p.ID)); round != nil {
					return round
				}
			}
		}
		return nil
	}
	return walk(start, nil)
}
