package history

import (
	"errors"
	"strings"
	"time"
)

// found is a commit as git lists it.
type found struct {
	name    string
	parents []string
	day     time.Time
	author  string
	message string
	changes []Change
}

var errLog = errors.New("git wrote what no log is")

// parseCommits reads what git writes for logFormat with -z and --raw: a head and,
// for each file, ":… old new M" and its path or, of moved files, both paths.
func parseCommits(out string) ([]found, error) {
	var list []found
	for out != "" {
		var token string
		token, out, _ = strings.Cut(out, "\x00")
		token = strings.TrimPrefix(token, "\n") // stands between a head and its files
		if !strings.HasPrefix(token, ":") {
			commit, err := parseHead(token)
			if err != nil {
				return nil, err
			}
			list = append(list, commit)
			continue
		}
		if len(list) == 0 {
			return nil, errLog
		}
		last := &list[len(list)-1]
		var err error
		if out, err = last.change(token, out); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func parseHead(token string) (found, error) {
	parts := strings.SplitN(token, "\x01", 5)
	if len(parts) != 5 {
		return found{}, errLog
	}
	c := found{name: parts[0], author: parts[3], message: parts[4]}
	if parts[1] != "" {
		c.parents = strings.Split(parts[1], " ")
	}
	if day, err := time.Parse(time.DateOnly, parts[2]); err == nil { // else it has no day that a person would believe
		c.day = day
	}
	return c, nil
}

// change takes the paths of a file off rest.
func (c *found) change(token, rest string) (string, error) {
	fields := strings.Fields(token)
	if len(fields) != 5 || fields[4] == "" {
		return "", errLog
	}
	path, rest, ok := strings.Cut(rest, "\x00")
	change := Change{Path: path}
	if kind := fields[4][0]; ok && (kind == 'R' || kind == 'C') {
		var to string
		to, rest, ok = strings.Cut(rest, "\x00")
		change.Path = to
		if kind == 'R' {
			change.From = path
		}
	}
	if !ok {
		return "", errLog
	}
	if blob := fields[3]; strings.Trim(blob, "0") != "" {
		change.Blob = blob
	}
	change.New = fields[4][0] == 'A' || fields[4][0] == 'C'
	c.changes = append(c.changes, change)
	return rest, nil
}

// firstParents follows the first parents from the newest commit on and gives
// each the commits that it merged.
func firstParents(list []found) *Log {
	at := make(map[string]int, len(list))
	for i := range list {
		at[list[i].name] = i
	}
	var chain []int
	taken := make([]bool, len(list))
	for i, ok := 0, len(list) > 0; ok && !taken[i]; {
		chain, taken[i] = append(chain, i), true
		if len(list[i].parents) == 0 {
			break
		}
		i, ok = at[list[i].parents[0]]
	}
	log := &Log{Commits: make([]Commit, len(chain))}
	for n := len(chain) - 1; n >= 0; n-- { // from the oldest: it brought in what later ones also reach
		c := &list[chain[n]]
		commit := Commit{Day: c.day, Changes: c.changes}
		part, refused := c.part()
		commit.Parts = append(commit.Parts, part)
		for _, i := range merged(list, at, taken, c.parents) {
			side, _ := list[i].part()
			commit.Parts = append(commit.Parts, side)
		}
		log.Commits[n] = commit
		if n == 0 {
			log.Refused = refused
		}
	}
	return log
}

// merged lists the commits that are reached from a merge's further parents and
// not taken yet, and takes them.
func merged(list []found, at map[string]int, taken []bool, parents []string) (out []int) {
	if len(parents) < 2 {
		return nil
	}
	stack := parents[1:len(parents):len(parents)]
	for len(stack) > 0 {
		name := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		i, ok := at[name]
		if !ok || taken[i] {
			continue
		}
		taken[i] = true
		out = append(out, i)
		stack = append(stack, list[i].parents...)
	}
	return out
}

// part is what the commit tells.
func (c *found) part() (Part, []Refusal) {
	m := parseMessage(c.message)
	p := Part{Role: m.role, Notes: m.notes, Merge: len(c.parents) > 1 && m.role == ""}
	if sameWords(m.role, c.author) { // a person is no role
		p.Role = ""
	}
	if name, reason := plain(c.author, maxRole); reason == "" {
		p.Name = name
	}
	for _, change := range c.changes {
		p.Files = append(p.Files, change.Path)
		if change.From != "" {
			p.Files = append(p.Files, change.From)
		}
	}
	return p, m.refused
}
