package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/search"
	"github.com/kaaw/nachbar/internal/site"
)

type searchFlags struct {
	kind, audience string
	limit          int
	json, explain  bool
}

func (a *app) searchCommand() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use: "search QUERY", Short: a.t("cmd.search.short"), Long: a.t("cmd.search.long"), Args: a.between(1, 100),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd.Context(), strings.Join(args, " "), f)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, a.t("cmd.flag.json"))
	flags.IntVar(&f.limit, "limit", 10, a.t("cmd.flag.limit"))
	flags.StringVar(&f.kind, "kind", "", a.t("cmd.flag.kind"))
	flags.BoolVar(&f.explain, "explain", false, a.t("cmd.flag.explain"))
	flags.StringVar(&f.audience, "audience", "", a.t("cmd.flag.audience"))
	return cmd
}

// search answers a query from the content of the site.
func (a *app) search(ctx context.Context, query string, f searchFlags) error {
	if f.limit < 1 || f.limit > search.MaxResults {
		return usageError{message: a.t("cmd.search.limit", "max", a.text.Number(search.MaxResults))}
	}
	tuneMemory()
	dir, opt, err := a.open()
	if err != nil {
		return err
	}
	opt.Audience = f.audience
	texts, err := site.LoadTexts(ctx, opt)
	if err != nil {
		return err
	}
	engine, err := openIndex(ctx, dir, texts)
	if err != nil {
		return err
	}
	req := search.Request{Query: search.Parse(query), Limit: f.limit, Explain: f.explain}
	if f.kind != "" {
		req.Filters = append(req.Filters, search.Filter{Facet: search.FacetKind, Values: []string{f.kind}})
	}
	results, err := engine.Search(ctx, req)
	if err := errors.Join(err, engine.Close()); err != nil {
		return err
	}
	if f.json {
		return a.printHitsJSON(results)
	}
	return a.printHits(query, results)
}

func (a *app) printHitsJSON(results *search.Results) error {
	body, err := json.MarshalIndent(results.HitsJSON(), "", "  ")
	if err != nil {
		return fmt.Errorf("print results: %w", err)
	}
	_, err = fmt.Fprintln(a.out, string(body))
	return err
}

// printHits prints results for a person.
func (a *app) printHits(query string, results *search.Results) error {
	var b strings.Builder
	note := func(key string, pairs ...string) { fmt.Fprintln(&b, a.t(key, pairs...)) }
	switch {
	case results.Total == 0:
		note("cmd.search.none", "query", query)
	case results.Relaxed:
		note("cmd.search.relaxed", "query", query)
	}
	if results.Suggestion != "" {
		note("cmd.search.suggestion", "query", results.Suggestion)
	}
	if results.Total > 0 {
		fmt.Fprintln(&b, a.text.N("cmd.search.found", results.Total, nil))
	}
	if results.Partial {
		note("cmd.search.partial")
	}
	show := a.marking()
	for i, h := range results.Hits {
		title := show(h.Title)
		if h.Heading != "" {
			title += " – " + diag.Clean(h.Heading)
		}
		fmt.Fprintf(&b, "\n%2d. %s\n    %s\n", i+1, title, diag.Clean(h.Link()))
		fmt.Fprintf(&b, "    %s\n", show(h.Snippet))
		a.explainHit(&b, results, &h)
	}
	a.explainWords(&b, results)
	_, err := fmt.Fprint(a.out, b.String())
	return err
}

// explainHit prints how a score came about, if it was asked for.
func (a *app) explainHit(b *strings.Builder, results *search.Results, h *search.Hit) {
	if h.Because == nil {
		return
	}
	var parts []string
	for i, score := range h.Because {
		if score > 0 {
			parts = append(parts, diag.Clean(results.Words[i].Word)+" "+a.text.Decimal(score, 2))
		}
	}
	fmt.Fprintf(b, "    %s\n", a.t("cmd.search.score", "score", a.text.Decimal(h.Score, 2), "parts", strings.Join(parts, " + ")))
}

// explainWords prints what became of the words of the query.
func (a *app) explainWords(b *strings.Builder, results *search.Results) {
	if len(results.Hits) == 0 || results.Hits[0].Because == nil {
		return
	}
	fmt.Fprintln(b)
	for _, w := range results.Words {
		line := a.t("cmd.search.word", "word", w.Word, "count", a.text.Number(w.Documents), "idf", a.text.Decimal(w.IDF, 2))
		if len(w.Instead) > 0 {
			line += "; " + a.t("cmd.search.instead", "words", strings.Join(w.Instead, ", "))
		}
		if len(w.Parts) > 0 {
			line += "; " + a.t("cmd.search.parts", "parts", strings.Join(w.Parts, ", "))
		}
		fmt.Fprintln(b, diag.Clean(line))
	}
}

// marking returns a function that joins spans, with marked words in bold on a
// terminal.
func (a *app) marking() func([]search.Span) string {
	file, ok := a.out.(*os.File)
	_, plain := a.env("NO_COLOR")
	bold := ok && !plain && term.IsTerminal(int(file.Fd()))
	return func(spans []search.Span) string {
		var b strings.Builder
		for _, s := range spans {
			text := diag.Clean(s.Text)
			if bold && s.Mark {
				text = "\x1b[1m" + text + "\x1b[22m"
			}
			b.WriteString(text)
		}
		return b.String()
	}
}
