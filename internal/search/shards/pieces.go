package shards

import (
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/german"
	"github.com/kaaw/nachbar/internal/search"
)

// piece is a part of a long body, from start to end, with the compounds in it.
type piece struct {
	start, end int
	compounds  compounds
}

// compounds are Word terms that are made of parts, by text.
type compounds map[string]*search.Term

// compoundsOf are all compounds of an index.
func compoundsOf(ix *search.Index) compounds {
	all := compounds{}
	terms := ix.Terms()
	for i := range terms {
		if t := &terms[i]; t.Field == search.Word && len(t.Parts) > 0 {
			all[t.Text] = t
		}
	}
	return all
}

// note adds the compounds of a text to found.
func (w *textShards) note(text string, found compounds) {
	w.plain.Each(text, func(t german.Token) {
		if t.Over > 0 || t.Stop || len(t.Terms) == 0 {
			return
		}
		if term := w.known[t.Terms[0].Text]; term != nil {
			found[term.Text] = term
		}
	})
}

// pieces cuts those of several bodies that are long, and looks for compounds in
// all pieces side by side: this takes most of the time of writing texts.
func (w *textShards) pieces(bodies []string) [][]piece {
	cut := make([][]piece, len(bodies))
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, body := range bodies {
		if len(body) <= longBody {
			continue
		}
		for at := 0; at < len(body); at = cut[i][len(cut[i])-1].end {
			cut[i] = append(cut[i], piece{at, at + len(pieceOf(body[at:])), compounds{}})
		}
		for _, p := range cut[i] {
			turn <- struct{}{}
			wg.Go(func() {
				w.note(body[p.start:p.end], p.compounds)
				<-turn
			})
		}
	}
	wg.Wait()
	return cut
}

// pieceOf is the beginning of a long body: up to the last line, else word, that
// ends in it.
func pieceOf(body string) string {
	if len(body) <= longBody {
		return body
	}
	piece := body[:longBody]
	for _, end := range []string{"\n", " "} {
		if i := strings.LastIndex(piece, end); i >= longBody/4 {
			return piece[:i+1]
		}
	}
	n := longBody
	for !utf8.RuneStart(body[n]) {
		n--
	}
	return body[:n]
}
