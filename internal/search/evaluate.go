package search

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Finder returns the ids of the best documents for a query, the best first.
type Finder func(ctx context.Context, query string, limit int) ([]string, error)

// Figures tell how well a Finder does, over all queries that have a relevant
// document: the mean reciprocal rank and the mean recall of the first ten
// results, and the share of queries that find nothing.
type Figures struct {
	MRR10    float64 `json:"mrr10"`
	Recall10 float64 `json:"recall10"`
	Empty    float64 `json:"empty"`
	Queries  int     `json:"queries"`
}

// maxLine bounds a line of the files that Evaluate reads, in bytes.
const maxLine = 16 << 20

// lines calls f with every line of r that is not empty.
func lines(r io.Reader, f func(line []byte) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, maxLine)
	for n := 1; scanner.Scan(); n++ {
		if len(strings.TrimSpace(scanner.Text())) == 0 {
			continue
		}
		if err := f(scanner.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return scanner.Err()
}

// ReadDocuments adds documents from JSON Lines with the keys id, title and
// body; the id becomes the URL.
func (b *Builder) ReadDocuments(r io.Reader) error {
	return lines(r, func(line []byte) error {
		var d struct{ ID, Title, Body string }
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		return b.Add(Document{URL: d.ID, Title: d.Title, Body: d.Body})
	})
}

// Evaluate asks all queries. They are JSON Lines with an id and the text in
// field; judgements are lines of query id, document id and, if wanted, a grade,
// between tabs. A grade of 0 is no judgement.
func Evaluate(ctx context.Context, find Finder, queries, judgements io.Reader, field string) (Figures, error) {
	relevant, err := readJudgements(judgements)
	if err != nil {
		return Figures{}, fmt.Errorf("read judgements: %w", err)
	}
	var sum Figures
	err = lines(queries, func(line []byte) error {
		var q map[string]any
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		id, _ := q["id"].(string)
		text, ok := q[field].(string)
		if !ok {
			return fmt.Errorf("query %q has no text %q", id, field)
		}
		if len(relevant[id]) == 0 {
			return nil
		}
		found, err := find(ctx, text, 10)
		if err == nil {
			sum.add(found, relevant[id])
		}
		return err
	})
	if err != nil {
		return Figures{}, fmt.Errorf("evaluate queries: %w", err)
	}
	return sum.mean(), nil
}

func readJudgements(r io.Reader) (map[string][]string, error) {
	relevant := map[string][]string{}
	err := lines(r, func(line []byte) error {
		fields := strings.Split(strings.TrimSpace(string(line)), "\t")
		if len(fields) < 2 {
			return fmt.Errorf("%q is no query and document between tabs", line)
		}
		if len(fields) > 2 && fields[2] == "0" || slices.Contains(relevant[fields[0]], fields[1]) {
			return nil
		}
		relevant[fields[0]] = append(relevant[fields[0]], fields[1])
		return nil
	})
	return relevant, err
}

// add adds the figures of one query.
func (f *Figures) add(found, relevant []string) {
	f.Queries++
	if len(found) == 0 {
		f.Empty++
	}
	hits := 0
	for i, id := range found[:min(10, len(found))] {
		if slices.Contains(relevant, id) {
			if hits++; hits == 1 {
				f.MRR10 += 1 / float64(i+1)
			}
		}
	}
	f.Recall10 += float64(hits) / float64(len(relevant))
}

// mean divides by the number of queries, to four places.
func (f Figures) mean() Figures {
	n := float64(max(1, f.Queries))
	round := func(x float64) float64 { return math.Round(x/n*1e4) / 1e4 }
	return Figures{MRR10: round(f.MRR10), Recall10: round(f.Recall10), Empty: round(f.Empty), Queries: f.Queries}
}
