package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/site"
)

// ledgerFile is the ledger's name in the private folder.
const ledgerFile = "buch.jsonl"

type aggregateFlags struct {
	private, closed, unanswered string
	disclosed                   []string
	t, g                        int
	dryRun, names, example      bool
}

// bindAggregate adds the flags of all commands that publish a round.
func (a *app) bindAggregate(flags *pflag.FlagSet, f *aggregateFlags) {
	policy := disclosure.DefaultPolicy()
	flags.StringVar(&f.private, "private", "private", a.t("cmd.flag.bsc.private"))
	flags.StringVar(&f.closed, "closed", "", a.t("cmd.flag.bsc.closed"))
	flags.StringSliceVar(&f.disclosed, "self-disclosed", nil, a.t("cmd.flag.bsc.disclosed"))
	flags.IntVar(&f.t, "t", policy.T, a.t("cmd.flag.bsc.t"))
	flags.IntVar(&f.g, "g", policy.G, a.t("cmd.flag.bsc.g"))
	flags.BoolVar(&f.dryRun, "dry-run", false, a.t("cmd.flag.bsc.dry"))
	flags.BoolVar(&f.names, "names", false, a.t("cmd.flag.bsc.names"))
}

// door is what publishing a round takes, whatever it is about: the private
// folder with its ledger, and the folder of published rounds.
type door struct {
	app     *app
	flags   aggregateFlags
	dir     string // of the site
	fsys    fs.FS  // of the site
	rounds  string // below the site's root
	private fs.FS
	ledger  *disclosure.Ledger
}

func (a *app) door(f aggregateFlags, dir string, fsys fs.FS, rounds string) *door {
	return &door{app: a, flags: f, dir: dir, fsys: fsys, rounds: rounds, private: os.DirFS(f.private)}
}

// checkAggregate refuses command lines that cannot be meant.
func (a *app) checkAggregate(round string, f aggregateFlags) error {
	if !validRound(round) {
		return usageError{message: a.t("cmd.bsc.aggregate.round", "round", round)}
	}
	if f.closed != "" {
		if _, err := time.Parse(time.DateOnly, f.closed); err != nil {
			return usageError{message: a.t("cmd.copy.date", "date", f.closed)}
		}
	} else if !f.dryRun {
		return usageError{message: a.t("cmd.bsc.aggregate.closed")}
	}
	for _, entry := range f.disclosed {
		r, class, ok := strings.Cut(entry, "/")
		if !ok || !validRound(r) || !knownClass(class) {
			return usageError{message: a.t("cmd.bsc.aggregate.disclosed", "value", entry)}
		}
	}
	return nil
}

func knownClass(id string) bool {
	for _, c := range bsc.Classes() {
		if c.ID == id {
			return true
		}
	}
	return false
}

// validRound says whether a text can be the name of a round and of its files.
func validRound(s string) bool {
	for _, c := range s {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != "" && len(s) <= 20
}

func (c *door) policy() disclosure.Policy {
	p := disclosure.DefaultPolicy()
	p.T, p.G = c.flags.t, c.flags.g
	return p
}

// readLedger reads the ledger, and adds who told their answers themselves.
func (c *door) readLedger() error {
	src, err := fs.ReadFile(c.private, ledgerFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read ledger: %w", err)
	}
	if c.ledger, err = disclosure.ReadLedger(src); err != nil {
		return usageError{message: c.app.t("cmd.bsc.aggregate.ledger", "file", ledgerFile, "error", err.Error()), hint: c.app.t("cmd.bsc.aggregate.ledger.hint")}
	}
	for _, entry := range c.flags.disclosed {
		round, class, _ := strings.Cut(entry, "/")
		if c.ledger, err = c.ledger.With(disclosure.Entry{Kind: disclosure.KindDisclosure, Round: round, Class: class}); err != nil {
			return fmt.Errorf("write ledger: %w", err)
		}
	}
	return nil
}

// release is what was published about a round; nil with a problem if it is not
// there as it was (R1).
func (c *door) release(id string) (*disclosure.Release, diag.List, error) {
	name := c.published(id, ".json")
	changed := diag.List{diag.New("disclosure-changed", name, 0, "rule", "R1", "round", id)}
	src, err := fs.ReadFile(c.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, changed, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read round %s: %w", id, err)
	}
	release, err := disclosure.ReadRelease(src)
	if err != nil {
		return nil, changed, nil
	}
	return release, nil, nil
}

// pastRounds reads all rounds of the ledger in their order; read gives nil, with
// a problem, for one that is not there as it was.
func (c *door) pastRounds(ctx context.Context, read func(ctx context.Context, id string) (*disclosure.Published, diag.List, error)) (list []disclosure.Published, problems diag.List, err error) {
	for _, id := range c.ledger.Rounds() {
		past, found, err := read(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		problems.Add(found...)
		if past != nil {
			list = append(list, *past)
		}
	}
	return list, problems, nil
}

// sayNames tells the files with problems, if that was asked for.
func (c *door) sayNames(problems diag.List, files map[string]string) {
	if !c.flags.names {
		return
	}
	for _, p := range problems {
		place := strings.TrimSuffix(p.Path, path.Ext(p.Path))
		c.app.say(place + " = " + files[place])
	}
}

// publish writes a publication, or tells why there is none.
func (c *door) publish(p *disclosure.Publication, problems diag.List, round string, answers []byte, started time.Time) error {
	if p == nil || problems.HasErrors() {
		return c.app.finish(site.Result{Problems: problems}, "text")
	}
	c.app.say(c.app.t("cmd.bsc.aggregate.safe", "targets", strconv.Itoa(p.Verdict.Targets),
		"seconds", strconv.FormatFloat(time.Since(started).Seconds(), 'f', 1, 64)))
	if err := c.write(p, round, answers); err != nil {
		return err
	}
	return c.app.finish(site.Result{Problems: problems}, "text")
}

// published is a file of a round below the site's root.
func (c *door) published(round, suffix string) string {
	return path.Join(c.rounds, round+suffix)
}

// write writes the publication: the answers as they were counted, what is
// published, and last the ledger, so that a run that was cut off can be repeated.
func (c *door) write(p *disclosure.Publication, round string, answers []byte) error {
	members, err := p.Members.Bytes()
	if err != nil {
		return fmt.Errorf("write round: %w", err)
	}
	public, err := p.Public.Bytes()
	if err != nil {
		return fmt.Errorf("write round: %w", err)
	}
	ledger, err := p.Ledger.Bytes()
	if err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	if c.flags.dryRun {
		c.app.say(c.app.t("cmd.bsc.aggregate.dry"))
		return nil
	}
	dir := filepath.Join(c.dir, filepath.FromSlash(path.Dir(c.published(round, ""))))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("write round: %w", err)
	}
	for _, file := range []struct {
		name   string
		data   []byte
		secret bool
	}{
		{filepath.Join(c.flags.private, round+".csv"), answers, true},
		{filepath.Join(dir, round+".json"), members, false},
		{filepath.Join(dir, round+".oeffentlich.json"), public, false},
		{filepath.Join(c.flags.private, ledgerFile), ledger, true},
	} {
		if err := writeWhole(file.name, file.data); err != nil {
			return fmt.Errorf("write round: %w", err)
		}
		if file.secret {
			if err := os.Chmod(file.name, 0o600); err != nil {
				return fmt.Errorf("write round: %w", err)
			}
		}
		c.app.say(file.name)
	}
	return nil
}
