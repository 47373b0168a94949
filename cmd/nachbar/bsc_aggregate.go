package main

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/disclosure/audit"
	"github.com/kaaw/nachbar/internal/site"
)

func (a *app) bscAggregateCommand() *cobra.Command {
	var f aggregateFlags
	cmd := &cobra.Command{
		Use: "aggregate ROUND", Short: a.t("cmd.bsc.aggregate.short"), Long: a.t("cmd.bsc.aggregate.long"), Args: a.between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.aggregate(cmd.Context(), args[0], f) },
	}
	a.bindAggregate(cmd.Flags(), &f)
	cmd.Flags().StringVar(&f.unanswered, "unanswered", "", a.t("cmd.flag.bsc.unanswered"))
	return cmd
}

// count is a round of the check on its way to being published.
type count struct {
	*door
	survey *survey
	round  *bsc.Round
	// counted is the answers of all rounds as they were counted, for the attack.
	counted map[string][]byte
}

// aggregate publishes a round, or nothing at all.
func (a *app) aggregate(ctx context.Context, round string, f aggregateFlags) error {
	if err := a.checkAggregate(round, f); err != nil {
		return err
	}
	if f.unanswered != string(bsc.Refuse) && f.unanswered != string(bsc.CountNo) {
		return usageError{message: a.t("cmd.bsc.aggregate.unanswered", "value", f.unanswered)}
	}
	s, err := a.survey()
	if err != nil {
		return err
	}
	c := &count{door: a.door(f, s.dir, s.opt.FS, path.Join(s.conf.Data, bsc.Dir, "runden")), survey: s}
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
	if publication != nil && !problems.HasErrors() {
		found, err := c.attack(ctx, publication.Members, request.Past)
		if err != nil {
			return fmt.Errorf("attack round %s: %w", round, err)
		}
		problems.Add(found...)
	}
	return c.publish(publication, problems, round, c.round.CSV(), started)
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
	if collected != nil {
		c.sayNames(problems, collected.Files)
	}
	request := &disclosure.Request{Ledger: c.ledger, Options: disclosure.Options{Policy: c.policy()}}
	if problems.HasErrors() {
		return nil, problems, nil
	}
	c.round = collected.Round
	c.counted = map[string][]byte{round: c.round.Counted(bsc.Unanswered(c.flags.unanswered)).CSV()}
	table, found := c.round.Table(bsc.Unanswered(c.flags.unanswered))
	problems.Add(found...)
	table.Closed = c.flags.closed
	request.Table = &table
	request.Past, found, err = c.pastRounds(ctx, c.past)
	problems.Add(found...)
	if err != nil {
		return nil, nil, err
	}
	return request, problems, nil
}

// past is a round that was published before: its answers from the private
// folder and what was published of them.
func (c *count) past(ctx context.Context, id string) (*disclosure.Published, diag.List, error) {
	release, problems, err := c.release(id)
	if release == nil {
		return nil, problems, err
	}
	collected, problems, err := bsc.ReadRound(ctx, c.private, id, c.survey.catalogues, bsc.ReadSheet)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	c.counted[id] = collected.Round.Counted(bsc.Unanswered(release.Unanswered)).CSV()
	table, found := collected.Round.Table(bsc.Unanswered(release.Unanswered))
	problems.Add(found...)
	table.Closed = release.Closed
	return &disclosure.Published{Table: &table, Release: release}, problems, nil
}

// attack runs the second program over all rounds, with the answers and without
// (R11). It shares no code with the one that made the publication.
func (c *count) attack(ctx context.Context, members *disclosure.Release, past []disclosure.Published) (diag.List, error) {
	o := audit.Options{Colluding: min(members.Policy.T-1, audit.MaxColluding), Members: c.counted}
	releases := []*disclosure.Release{members}
	for i := range past {
		releases = append(releases, past[i].Release)
	}
	for _, r := range releases {
		src, err := r.Bytes()
		if err != nil {
			return nil, err
		}
		o.Releases = append(o.Releases, audit.Source{Name: r.Round + ".json", Data: src})
	}
	report, err := audit.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	var list diag.List
	for _, f := range report.Findings {
		list.Add(diag.New("disclosure-attacked", "", 0, "rule", "R11", "round", f.Round, "group", f.Group,
			"question", f.Question, "verdict", f.Word, "how", f.How))
	}
	return list, nil
}
