package report

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/strict"
)

// WordsFile holds the sentences, below the data folder.
const WordsFile = "bsc/berichte.yaml"

// Words are the sentences of reports by key, with {placeholders}. A key that
// ends in .one stands beside one in .other, and both may say {n}.
type Words map[string]string

// LoadWords reads the sentences of a site from a file, "data/bsc/berichte.yaml".
// Keys that are missing or unknown are problems.
func LoadWords(fsys fs.FS, name string) (Words, diag.List, error) {
	src, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, diag.List{diag.New("bsc-report-file", name, 0)}, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read sentences of reports: %w", err)
	}
	at := strict.Source{Path: name, FirstLine: 1}
	node, problems := strict.Parse(src, at)
	if node == nil {
		return nil, problems, nil
	}
	values, _ := strict.Value(node).(map[string]any)
	words := Words{}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		text, isText := values[key].(string)
		if _, known := slices.BinarySearch(keys, key); !known || !isText {
			problems.Add(at.Problem("bsc-report-unknown", strict.Find(node, key), "key", key))
			continue
		}
		words[key] = text
	}
	for _, key := range keys {
		if _, there := words[key]; !there {
			problems.Add(diag.New("bsc-report-missing", name, 0, "key", key))
		}
	}
	return words, problems, nil
}

// T is a sentence with its placeholders filled: pairs are names and values,
// which become single lines. A key without a sentence shows itself.
func (w Words) T(key string, pairs ...string) string {
	text, ok := w[key]
	if !ok {
		return "[" + key + "]"
	}
	if len(pairs) == 0 {
		return text
	}
	old := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		old = append(old, "{"+pairs[i]+"}", form.Normal(pairs[i+1]))
	}
	return strings.NewReplacer(old...).Replace(text)
}

// N is the sentence for a number of things: key.one or key.other.
func (w Words) N(key string, n int, pairs ...string) string {
	ending := ".other"
	if n == 1 {
		ending = ".one"
	}
	return w.T(key+ending, append(pairs, "n", strconv.Itoa(n))...)
}
