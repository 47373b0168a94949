package search

import (
	"context"
	"strings"
	"testing"
)

func TestEvaluateCountsRanksRecallAndEmptyPages(t *testing.T) {
	answers := map[string][]string{
		"erste":  {"a", "b"},
		"zweite": {"x", "b"},
		"leer":   nil,
		"zehn":   {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"},
	}
	find := func(_ context.Context, query string, limit int) ([]string, error) {
		if limit != 10 {
			t.Errorf("limit %d", limit)
		}
		return answers[query], nil
	}
	queries := `{"id":"q1","q":"erste"}
{"id":"q2","q":"zweite"}

{"id":"q3","q":"leer"}
{"id":"q4","q":"zehn"}
{"id":"ohne Urteil","q":"erste"}
{"id":"nur 0","q":"erste"}`
	judgements := "q1\ta\t1\nq1\tc\t1\nq2\tb\nq2\tb\t1\nq3\ta\t1\nq4\ta\t2\nnur 0\ta\t0\n"
	got, err := Evaluate(context.Background(), find, strings.NewReader(queries), strings.NewReader(judgements), "q")
	want := Figures{MRR10: (1 + 0.5) / 4, Recall10: (0.5 + 1) / 4, Empty: 0.25, Queries: 4}
	if err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestEvaluateNamesTheBrokenLine(t *testing.T) {
	find := func(context.Context, string, int) ([]string, error) { return nil, nil }
	for _, tt := range []struct{ queries, judgements, want string }{
		{"{\"id\":\"q\",\"q\":\"a\"}\n{", "q\ta", "line 2"},
		{`{"id":"q","q":"a"}`, "q\ta\nkein Tab", "line 2"},
		{`{"id":"q7","k2":"a"}`, "q7\ta", "q7"},
	} {
		_, err := Evaluate(context.Background(), find, strings.NewReader(tt.queries), strings.NewReader(tt.judgements), "q")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q in it", tt.queries, err, tt.want)
		}
	}
	b, err := NewBuilder(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.ReadDocuments(strings.NewReader("{\"id\":\"a\"}\n[]")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("documents: error %v", err)
	}
}
