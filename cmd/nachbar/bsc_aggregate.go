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

	"github.com/spf13/cobra"

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
	dryRun, names               bool
}

func (a *app) bscAggregateCommand() *cobra.Command {
	var f aggregateFlags
	policy := disclosure.DefaultPolicy()
	cmd := &cobra.Command{
		Use: "aggregate ROUND", Short: a.t("cmd.bsc.aggregate.short"), Long: a.t("cmd.bsc.aggregate.long"), Args: a.between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.aggregate(cmd.Context(), args[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.private, "private", "private", a.t("cmd.flag.bsc.private"))
	flags.StringVar(&f.closed, "closed", "", a.t("cmd.flag.bsc.closed"))
	flags.StringVar(&f.unanswered, "unanswered", "", a.t("cmd.flag.bsc.unanswered"))
	flags.StringSliceVar(&f.disclosed, "self-disclosed", nil, a.t("cmd.flag.bsc.disclosed"))
	flags.IntVar(&f.t, "t", policy.T, a.t("cmd.flag.bsc.t"))
	flags.IntVar(&f.g, "g", policy.G, a.t("cmd.flag.bsc.g"))
	flags.BoolVar(&f.dryRun, "dry-run", false, a.t("cmd.flag.bsc.dry"))
	flags.BoolVar(&f.names, "names", false, a.t("cmd.flag.bsc.names"))
	return cmd
}

// count is a round on its way to being published.
type count struct {
	app     *app
	survey  *survey
	flags   aggregateFlags
	round   *bsc.Round
	private fs.FS
	ledger  *disclosure.Ledger
}

// aggregate publishes a round, or nothing at all.
func (a *app) aggregate(ctx context.Context, round string, f aggregateFlags) error {
	if err := a.checkAggregate(round, f); err != nil {
		return err
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	c := &count{app: a, survey: s, flags: f, private: os.DirFS(f.private)}
	request, problems, err := c.prepare(ctx, round)
	if err != nil {
		return err
	}
	if problems.HasErrors() {
		return a.finish(site.Result{Problems: problems}, "text")
	}
	started := time.Now()
	a.say(a.t("cmd.bsc.aggregate.gate", "n", strconv.Itoa(len(request.Table.Units)), "rounds", strconv.Itoa(len(request.Past)+1)))
	publication, found, err := disclosure.Publish(ctx, *request)
	if err != nil {
		return fmt.Errorf("check round %s: %w", round, err)
	}
	problems.Add(found...)
	if publication == nil || problems.HasErrors() {
		return a.finish(site.Result{Problems: problems}, "text")
	}
	a.say(a.t("cmd.bsc.aggregate.safe", "targets", strconv.Itoa(publication.Verdict.Targets),
		"seconds", strconv.FormatFloat(time.Since(started).Seconds(), 'f', 1, 64)))
	if err := c.write(publication); err != nil {
		return err
	}
	return a.finish(site.Result{Problems: problems}, "text")
}

// checkAggregate refuses command lines that cannot be meant.
func (a *app) checkAggregate(round string, f aggregateFlags) error {
	if !validRound(round) {
		return usageError{message: a.t("cmd.bsc.aggregate.round", "round", round)}
	}
	if f.unanswered != string(bsc.Refuse) && f.unanswered != string(bsc.CountNo) {
		return usageError{message: a.t("cmd.bsc.aggregate.unanswered", "value", f.unanswered)}
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

// prepare reads the round, all rounds before it and the ledger.
func (c *count) prepare(ctx context.Context, round string) (*disclosure.Request, diag.List, error) {
	if err := c.readLedger(); err != nil {
		return nil, nil, err
	}
	collected, problems, err := bsc.ReadRound(ctx, c.private, round, c.survey.catalogues, bsc.ReadSheet)
	if err != nil {
		return nil, nil, err
	}
	if c.flags.names && collected != nil {
		for _, p := range problems {
			place := strings.TrimSuffix(p.Path, path.Ext(p.Path))
			c.app.say(place + " = " + collected.Files[place])
		}
	}
	request := &disclosure.Request{Ledger: c.ledger, Options: disclosure.Options{Policy: c.policy()}}
	if problems.HasErrors() {
		return nil, problems, nil
	}
	c.round = collected.Round
	table, found := c.round.Table(bsc.Unanswered(c.flags.unanswered))
	problems.Add(found...)
	table.Closed = c.flags.closed
	request.Table = &table
	for _, id := range c.ledger.Rounds() {
		past, found, err := c.past(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		problems.Add(found...)
		if past != nil {
			request.Past = append(request.Past, *past)
		}
	}
	return request, problems, nil
}

func (c *count) policy() disclosure.Policy {
	p := disclosure.DefaultPolicy()
	p.T, p.G = c.flags.t, c.flags.g
	return p
}

// readLedger reads the ledger, and adds who told their answers themselves.
func (c *count) readLedger() error {
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

// past is a round that was published before: its answers from the private
// folder and what was published of them.
func (c *count) past(ctx context.Context, id string) (*disclosure.Published, diag.List, error) {
	name := c.published(id, ".json")
	src, err := fs.ReadFile(c.survey.opt.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, diag.List{diag.New("disclosure-changed", name, 0, "rule", "R1", "round", id)}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read round %s: %w", id, err)
	}
	release, err := disclosure.ReadRelease(src)
	if err != nil {
		return nil, diag.List{diag.New("disclosure-changed", name, 0, "rule", "R1", "round", id)}, nil
	}
	collected, problems, err := bsc.ReadRound(ctx, c.private, id, c.survey.catalogues, bsc.ReadSheet)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	table, found := collected.Round.Table(bsc.Unanswered(release.Unanswered))
	problems.Add(found...)
	table.Closed = release.Closed
	return &disclosure.Published{Table: &table, Release: release}, problems, nil
}

// published is a file of a round below the site's root.
func (c *count) published(round, suffix string) string {
	return path.Join(c.survey.conf.Data, bsc.Dir, "runden", round+suffix)
}

// write writes the publication: the answers as they were counted, what is
// published, and last the ledger, so that a run that was cut off can be repeated.
func (c *count) write(p *disclosure.Publication) error {
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
	dir := filepath.Join(c.survey.dir, filepath.FromSlash(path.Dir(c.published(c.round.ID, ""))))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("write round: %w", err)
	}
	for _, file := range []struct {
		name   string
		data   []byte
		secret bool
	}{
		{filepath.Join(c.flags.private, c.round.ID+".csv"), c.round.CSV(), true},
		{filepath.Join(dir, c.round.ID+".json"), members, false},
		{filepath.Join(dir, c.round.ID+".oeffentlich.json"), public, false},
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
