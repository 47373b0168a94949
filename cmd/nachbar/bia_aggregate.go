package main

import (
	"context"
	"fmt"
	"path"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar/internal/bia"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/site"
)

func (a *app) biaAggregateCommand() *cobra.Command {
	var f aggregateFlags
	cmd := &cobra.Command{
		Use: "aggregate ROUND", Short: a.t("cmd.bia.aggregate.short"), Long: a.t("cmd.bia.aggregate.long"), Args: a.between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.biaAggregate(cmd.Context(), args[0], f) },
	}
	a.bindAggregate(cmd.Flags(), &f)
	cmd.Flags().BoolVar(&f.example, "example", false, a.t("cmd.flag.bia.example"))
	return cmd
}

// returns is a round of analyses on its way to being published.
type returns struct {
	*door
	catalogue *bia.Catalogue
	values    *bia.Returns
}

// biaAggregate publishes what analyses have in common, or nothing at all.
func (a *app) biaAggregate(ctx context.Context, round string, f aggregateFlags) error {
	if err := a.checkAggregate(round, f); err != nil {
		return err
	}
	s, err := a.analysis()
	if err != nil {
		return err
	}
	r := &returns{door: a.door(f, s.dir, s.opt.FS, path.Join(s.conf.Data, "bia", "runden")), catalogue: s.catalogue}
	request, problems, err := r.prepare(ctx, round)
	if err != nil {
		return err
	}
	if problems.HasErrors() {
		return a.finish(site.Result{Problems: problems}, "text")
	}
	started := time.Now()
	a.say(a.t("cmd.bsc.aggregate.gate", "n", strconv.Itoa(len(request.Table.Units)), "rounds", strconv.Itoa(len(request.Past)+1)))
	publication, found, err := disclosure.PublishBands(ctx, *request)
	if err != nil {
		return fmt.Errorf("check round %s: %w", round, err)
	}
	problems.Add(found...)
	return r.publish(publication, problems, round, r.values.CSV(r.catalogue), started)
}

// prepare reads the round, all rounds before it and the ledger.
func (r *returns) prepare(ctx context.Context, round string) (*disclosure.BandRequest, diag.List, error) {
	if err := r.readLedger(); err != nil {
		return nil, nil, err
	}
	collected, problems, err := bia.ReadReturns(ctx, r.private, round, r.catalogue)
	if err != nil {
		return nil, nil, err
	}
	if collected != nil {
		r.sayNames(problems, collected.Files)
	}
	if problems.HasErrors() {
		return nil, problems, nil
	}
	r.values = collected.Returns
	table, found := r.values.Table(r.catalogue)
	problems.Add(found...)
	table.Closed, table.Example = r.flags.closed, r.flags.example
	request := &disclosure.BandRequest{Table: &table, Upto: bia.Upto(), Ledger: r.ledger, Options: disclosure.Options{Policy: r.policy()}}
	request.Past, found, err = r.pastRounds(ctx, r.past)
	problems.Add(found...)
	if err != nil {
		return nil, nil, err
	}
	return request, problems, nil
}

// past is a round that was published before: its values from the private folder
// and what was published of them.
func (r *returns) past(ctx context.Context, id string) (*disclosure.Published, diag.List, error) {
	release, problems, err := r.release(id)
	if release == nil {
		return nil, problems, err
	}
	collected, problems, err := bia.ReadReturns(ctx, r.private, id, r.catalogue)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	table, found := collected.Returns.Table(r.catalogue)
	problems.Add(found...)
	table.Closed, table.Example = release.Closed, release.Example
	return &disclosure.Published{Table: &table, Release: release}, problems, nil
}
