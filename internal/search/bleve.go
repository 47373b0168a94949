package search

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"
)

// bleveStore keeps postings in a bleve index: three fields, impacts in place
// of frequencies, nothing else. It is written once and only read after that.
type bleveStore struct {
	index bleve.Index
	docs  []int    // by number in bleve
	ids   []uint64 // numbers in bleve by document
}

// bleveBatch is how many documents make a segment: more need more memory and
// save no time.
const bleveBatch = 200

// writeBleve writes the postings of an index to dir/bleve.
func writeBleve(ctx context.Context, dir string, ix *Index) error {
	m := impactMapping{IndexMappingImpl: bleve.NewIndexMapping(), index: ix, keys: make([][]byte, len(ix.terms))}
	for i := range ix.terms {
		m.keys[i] = []byte(ix.terms[i].Text)
	}
	b, err := bleve.NewBuilder(filepath.Join(dir, "bleve"), m, map[string]any{"batchSize": bleveBatch, "buildPathPrefix": dir})
	if err != nil {
		return fmt.Errorf("write bleve index: %w", err)
	}
	for doc := range ix.docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.Index(strconv.Itoa(doc), doc); err != nil {
			return fmt.Errorf("write bleve index: %w", err)
		}
	}
	if err := b.Close(); err != nil {
		return fmt.Errorf("write bleve index: %w", err)
	}
	return nil
}

// impactMapping makes a bleve document of a document's number.
type impactMapping struct {
	*mapping.IndexMappingImpl
	index *Index
	keys  [][]byte // the texts of the terms
}

// MapDocument implements mapping.IndexMapping.
func (m impactMapping) MapDocument(doc *document.Document, data any) error {
	number, ok := data.(int)
	if !ok {
		return fmt.Errorf("map document: %T is no number", data)
	}
	fields := map[Field]index.TokenFrequencies{}
	for _, f := range Fields() {
		fields[f] = index.TokenFrequencies{}
	}
	var pool []index.TokenFreq
	m.index.each(number, func(term int, impact Impact) {
		if len(pool) == 0 {
			pool = make([]index.TokenFreq, 256)
		}
		t, freq := &m.index.terms[term], &pool[0]
		pool = pool[1:]
		freq.Term = m.keys[term]
		freq.SetFrequency(int(impact) + 1)
		fields[t.Field][t.Text] = freq
	})
	for _, f := range Fields() {
		doc.AddField(&impactField{name: string(f), terms: fields[f]})
	}
	return nil
}

// impactField is a field of a document whose terms are counted already.
type impactField struct {
	name  string
	terms index.TokenFrequencies
}

func (f *impactField) Name() string                                     { return f.name }
func (f *impactField) ArrayPositions() []uint64                         { return nil }
func (f *impactField) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *impactField) Analyze()                                         {}
func (f *impactField) Value() []byte                                    { return nil }
func (f *impactField) NumPlainTextBytes() uint64                        { return 0 }
func (f *impactField) Size() int                                        { return f.terms.Size() }
func (f *impactField) EncodedFieldType() byte                           { return 't' }
func (f *impactField) AnalyzedLength() int                              { return 1 }
func (f *impactField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }

// boundBleve bounds what a bleve query of its own making could cost. The
// engine makes none; the bound holds for whoever does.
var boundBleve = sync.OnceFunc(func() { searcher.DisjunctionMaxClauseCount = 1024 })

// openBleve opens dir/bleve. Its documents are known under numbers of bleve's
// own, in no order.
func openBleve(dir string, n int) (*bleveStore, error) {
	boundBleve()
	ix, err := bleve.OpenUsing(filepath.Join(dir, "bleve"), map[string]any{"read_only": true, "bolt_timeout": "5s"})
	if err != nil {
		return nil, fmt.Errorf("open bleve index: %w", err)
	}
	s := &bleveStore{index: ix, docs: make([]int, n), ids: make([]uint64, n)}
	if err := s.number(n); err != nil {
		ix.Close()
		return nil, fmt.Errorf("open bleve index: %w", err)
	}
	return s, nil
}

// number learns which number belongs to which document.
func (s *bleveStore) number(n int) (err error) {
	advanced, err := s.index.Advanced()
	if err != nil {
		return err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer reader.Close()
	all, err := reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	count := 0
	for ; ; count++ {
		id, err := all.Next()
		if err != nil {
			return err
		}
		if id == nil {
			break
		}
		name, err := reader.ExternalID(id)
		if err != nil {
			return err
		}
		doc, err := strconv.Atoi(name)
		if err != nil || doc < 0 || doc >= n || id.Value() >= uint64(n) {
			return fmt.Errorf("unknown document %q", name)
		}
		s.docs[id.Value()], s.ids[doc] = doc, id.Value()
	}
	if count != n {
		return fmt.Errorf("%d documents instead of %d", count, n)
	}
	return nil
}

// best implements store.
func (s *bleveStore) best(ctx context.Context, offset, limit int, match matcher) ([]int, error) {
	req := bleve.NewSearchRequestOptions(&impactQuery{store: s, match: match}, limit, offset, false)
	result, err := s.index.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	var docs []int
	for _, hit := range result.Hits {
		doc, err := strconv.Atoi(hit.ID)
		if err != nil {
			return nil, fmt.Errorf("search: unknown document %q", hit.ID)
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

func (s *bleveStore) Close() error { return s.index.Close() }
