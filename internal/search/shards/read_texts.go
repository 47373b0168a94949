package shards

import (
	"container/list"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kaaw/nachbar/internal/search"
)

// texts reads the headings of all documents, and leads to their bodies.
func (in *input) texts(r *root, parts *search.Parts, places []place) error {
	refs, err := in.refs(&r.Texts)
	if err != nil {
		return err
	}
	blocks := &textBlocks{in: in, refs: refs, places: places, last: list.New(), kept: map[int]*list.Element{}}
	for doc, p := range places {
		if err := in.ctx.Err(); err != nil {
			return err
		}
		body, headings, err := blocks.read(p)
		if err != nil {
			return err
		}
		if parts.Documents[doc].Headings, err = sections(headings, body); err != nil {
			return fmt.Errorf("headings of %s: %w", parts.Documents[doc].URL, err)
		}
	}
	parts.Text = func(doc int) (string, error) {
		body, _, err := blocks.read(places[doc])
		return body, err
	}
	return nil
}

// keptBlocks is how many blocks stay unpacked: those of the results that many
// readers see. A block is some 16 KiB.
const keptBlocks = 256

// textBlocks unpacks blocks of texts when they are asked for.
type textBlocks struct {
	in     *input
	refs   []string
	places []place

	mu   sync.Mutex
	kept map[int]*list.Element // of *keptBlock, by number
	last *list.List            // who was asked for last in front
}

type keptBlock struct {
	number int
	texts  []text
}

// read returns a body and the headings of its pieces.
func (b *textBlocks) read(p place) (body string, headings [][3]any, err error) {
	var whole strings.Builder
	for part := range p.parts {
		texts, err := b.block(p.block + part)
		if err != nil {
			return "", nil, err
		}
		index := p.index
		if p.parts > 1 {
			index = 0
		}
		if index >= len(texts) {
			return "", nil, errDamaged
		}
		if p.parts == 1 {
			return texts[index].Body, texts[index].Headings, nil
		}
		whole.WriteString(texts[index].Body)
		headings = append(headings, texts[index].Headings...)
	}
	return whole.String(), headings, nil
}

// block returns the texts of a block.
func (b *textBlocks) block(number int) ([]text, error) {
	b.mu.Lock()
	if known := b.kept[number]; known != nil {
		b.last.MoveToFront(known)
		b.mu.Unlock()
		return known.Value.(*keptBlock).texts, nil
	}
	b.mu.Unlock()
	if number >= len(b.refs) {
		return nil, errDamaged
	}
	var block textBlock
	if err := b.in.json(b.refs[number], &block); err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept[number] == nil {
		b.kept[number] = b.last.PushFront(&keptBlock{number, block.Texts})
	}
	if b.last.Len() > keptBlocks {
		oldest := b.last.Back()
		delete(b.kept, b.last.Remove(oldest).(*keptBlock).number)
	}
	return block.Texts, nil
}

// sections are headings with their starts in bytes of the body.
func sections(headings [][3]any, body string) ([]search.Section, error) {
	var out []search.Section
	at, units := 0, 0
	for _, h := range headings {
		anchor, ok := h[0].(string)
		title, ok2 := h[1].(string)
		start, ok3 := h[2].(float64)
		if !ok || !ok2 || !ok3 || int(start) < units {
			return nil, errDamaged
		}
		for units < int(start) && at < len(body) {
			r, size := utf8.DecodeRuneInString(body[at:])
			at, units = at+size, units+1
			if r > 0xffff {
				units++
			}
		}
		if units != int(start) {
			return nil, errDamaged
		}
		out = append(out, search.Section{Anchor: anchor, Title: title, Start: at})
	}
	return out, nil
}

// json reads a shard that is JSON.
func (in *input) json(ref string, into any) error {
	body, err := in.load(ref)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("shard %s: %w", ref, err)
	}
	return nil
}
