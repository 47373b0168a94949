package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kaaw/nachbar"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/search/browser"
)

// evalEngines make an engine of a file of documents. The function they return
// gives up what the engine holds.
var evalEngines = map[string]func(ctx context.Context, docs string) (search.Finder, func() error, error){
	"browser": browserFinder,
	"server":  serverFinder,
}

func (a *app) evalCommand() *cobra.Command {
	var field, engine string
	cmd := &cobra.Command{
		Use: "eval DOCS.jsonl QUERIES.jsonl QRELS.tsv", Short: a.t("cmd.eval.short"), Long: a.t("cmd.eval.long"), Args: a.between(3, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.eval(cmd.Context(), args[0], args[1], args[2], field, engine)
		},
	}
	cmd.Flags().StringVar(&field, "field", "q", a.t("cmd.flag.field"))
	cmd.Flags().StringVar(&engine, "engine", "server", a.t("cmd.flag.engine"))
	return cmd
}

// eval prints how well an engine finds what judges found.
func (a *app) eval(ctx context.Context, docs, queries, judgements, field, engine string) error {
	open, ok := evalEngines[engine]
	if !ok {
		return usageError{message: a.t("cmd.eval.engine", "engine", engine, "known", strings.Join(sortedKeys(evalEngines), ", "))}
	}
	tuneMemory()
	find, end, err := open(ctx, docs)
	if err != nil {
		return err
	}
	figures, err := evaluate(ctx, find, queries, judgements, field)
	if err := errors.Join(err, end()); err != nil {
		return err
	}
	line, err := json.Marshal(figures)
	if err != nil {
		return fmt.Errorf("print figures: %w", err)
	}
	_, err = fmt.Fprintln(a.out, string(line))
	return err
}

func evaluate(ctx context.Context, find search.Finder, queries, judgements, field string) (search.Figures, error) {
	q, err := os.Open(queries)
	if err != nil {
		return search.Figures{}, fmt.Errorf("read queries: %w", err)
	}
	defer q.Close()
	j, err := os.Open(judgements)
	if err != nil {
		return search.Figures{}, fmt.Errorf("read judgements: %w", err)
	}
	defer j.Close()
	return search.Evaluate(ctx, find, q, j, field)
}

// serverFinder indexes documents as the server does, in a folder that is gone
// afterwards.
func serverFinder(ctx context.Context, docs string) (search.Finder, func() error, error) {
	file, err := os.Open(docs)
	if err != nil {
		return nil, nil, fmt.Errorf("read documents: %w", err)
	}
	defer file.Close()
	dir, err := os.MkdirTemp("", "nachbar-eval-")
	if err != nil {
		return nil, nil, fmt.Errorf("index documents: %w", err)
	}
	clear := func() error { return os.RemoveAll(dir) }
	engine, err := indexFile(ctx, filepath.Join(dir, "index"), file)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("index %s: %w", docs, err), clear())
	}
	find := func(ctx context.Context, query string, limit int) ([]string, error) {
		results, err := engine.Search(ctx, search.Request{Query: search.Parse(query), Limit: limit})
		if err != nil {
			return nil, err
		}
		return ids(results), nil
	}
	return find, func() error { return errors.Join(engine.Close(), clear()) }, nil
}

func ids(results *search.Results) []string {
	var ids []string
	for _, hit := range results.Hits {
		ids = append(ids, hit.URL)
	}
	return ids
}

func indexFile(ctx context.Context, dir string, docs *os.File) (*search.Engine, error) {
	w, err := search.NewWriter(dir, search.Options{}, nil)
	if err != nil {
		return nil, err
	}
	if err := w.ReadDocuments(docs); err != nil {
		return nil, errors.Join(err, w.Abort())
	}
	if err := w.Finish(ctx); err != nil {
		return nil, err
	}
	return search.Open(dir)
}

// browserFinder asks the engine of the browser, in Node, on the shards of the
// documents.
func browserFinder(ctx context.Context, docs string) (search.Finder, func() error, error) {
	script, err := fs.ReadFile(nachbar.Defaults(), "static/assets/search.js")
	if err != nil {
		return nil, nil, fmt.Errorf("read the search of the browser: %w", err)
	}
	ix, err := indexDocuments(ctx, docs)
	if err != nil {
		return nil, nil, err
	}
	engine, err := browser.Open(ctx, script, ix)
	if err != nil {
		return nil, nil, err
	}
	find := func(_ context.Context, query string, limit int) ([]string, error) {
		results, err := engine.Search(browser.Request{Query: query, Limit: limit})
		if err != nil {
			return nil, err
		}
		return ids(results), nil
	}
	return find, engine.Close, nil
}

func indexDocuments(ctx context.Context, docs string) (*search.Index, error) {
	file, err := os.Open(docs)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	defer file.Close()
	b, err := search.NewBuilder(search.Options{})
	if err != nil {
		return nil, err
	}
	if err := b.ReadDocuments(file); err != nil {
		return nil, fmt.Errorf("index %s: %w", docs, err)
	}
	return b.Finish(ctx)
}
