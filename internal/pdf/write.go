package pdf

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/kaaw/nachbar/internal/picture"
)

// writer writes the objects that the catalogue leads to, numbered in the order
// in which they are met.
type writer struct {
	ctx     context.Context
	table   *model.XRefTable
	traits  []Trait
	title   string      // the only thing that the file still says of itself
	numbers map[int]int // in the file read → in the file written
	queue   []int       // objects to write, by their numbers in the file read
	out     bytes.Buffer
}

func (w *writer) write(file *model.Context) ([]byte, error) {
	if err := w.check(); err != nil {
		return nil, err
	}
	w.information(file)
	w.numbers = map[int]int{}
	w.out.Grow(int(min(file.Read.FileSize, 64<<20)))
	version := "1.7"
	if file.HeaderVersion != nil && *file.HeaderVersion == model.V20 || file.RootVersion != nil && *file.RootVersion == model.V20 {
		version = "2.0"
	}
	w.out.WriteString("%PDF-" + version + "\n%\xe2\xe3\xcf\xd3\n")
	w.number(*file.Root)
	var places []int
	for i := 0; i < len(w.queue); i++ {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		places = append(places, w.out.Len())
		fmt.Fprintf(&w.out, "%d 0 obj\n", i+1)
		if err := w.object(w.resolve(*types.NewIndirectRef(w.queue[i], 0)), 0); err != nil {
			return nil, err
		}
		w.out.WriteString("\nendobj\n")
	}
	if w.title != "" {
		places = append(places, w.out.Len())
		fmt.Fprintf(&w.out, "%d 0 obj\n<</Title %s>>\nendobj\n", len(places), types.NewHexLiteral([]byte(types.EncodeUTF16String(w.title))).PDFString())
	}
	w.trailer(places)
	return w.out.Bytes(), nil
}

// trailer writes the table of places. The identifier is made of what is
// written, so that it does not tell when and where.
func (w *writer) trailer(places []int) {
	sum := sha256.Sum256(w.out.Bytes())
	id := hex.EncodeToString(sum[:16])
	info := ""
	if w.title != "" {
		info = fmt.Sprintf("/Info %d 0 R", len(places))
	}
	at := w.out.Len()
	fmt.Fprintf(&w.out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&w.out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&w.out, "trailer\n<</ID[<%s><%s>]%s/Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n", id, id, info, len(places)+1, at)
}

// check looks at every object of the file, also at those that nothing leads to.
func (w *writer) check() error {
	for _, number := range slices.Sorted(maps.Keys(w.table.Table)) {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if entry := w.table.Table[number]; entry != nil && !entry.Free {
			if err := w.look(w.plain(entry.Object), 0); err != nil {
				return err
			}
		}
	}
	return nil
}

var errDeep = errors.New("nested too deep")

func (w *writer) look(o types.Object, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	switch o := o.(type) {
	case types.Array:
		for _, e := range o {
			if err := w.look(e, depth+1); err != nil {
				return err
			}
		}
	case types.Dict:
		return w.lookDict(o, false, depth)
	case types.StreamDict:
		return w.lookDict(o.Dict, true, depth)
	case *types.StreamDict:
		return w.lookDict(o.Dict, true, depth)
	}
	return nil
}

func (w *writer) lookDict(d types.Dict, stream bool, depth int) error {
	if err := w.harmless(d, stream); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if err := w.look(d[key], depth+1); err != nil {
			return err
		}
	}
	return nil
}

// information notes what the trailer tells of the file; the title stays, which
// programs show and read aloud.
func (w *writer) information(file *model.Context) {
	if file.Info == nil {
		return
	}
	d, ok := w.resolve(*file.Info).(types.Dict)
	if !ok {
		return
	}
	for key := range d {
		switch key {
		case "Title":
			w.title, _ = w.text(d[key])
		case "Author":
			w.traits = append(w.traits, Author)
		default:
			w.traits = append(w.traits, Metadata)
		}
	}
}

// plain is an object without the wrappers of the parser.
func (w *writer) plain(o types.Object) types.Object {
	if lazy, ok := o.(types.LazyObjectStreamObject); ok {
		decoded, err := lazy.DecodedObject(w.ctx)
		if err != nil {
			return nil
		}
		return decoded
	}
	return o
}

// resolve follows references; what leads nowhere or in a circle is null.
func (w *writer) resolve(o types.Object) types.Object {
	for range 16 {
		ref, ok := reference(o)
		if !ok {
			return w.plain(o)
		}
		entry := w.table.Table[ref.ObjectNumber.Value()]
		if entry == nil || entry.Free {
			return nil
		}
		o = w.plain(entry.Object)
	}
	return nil
}

func reference(o types.Object) (types.IndirectRef, bool) {
	switch o := o.(type) {
	case types.IndirectRef:
		return o, true
	case *types.IndirectRef:
		return *o, o != nil
	}
	return types.IndirectRef{}, false
}

// number is that of an object in the file written, 0 if there is none.
func (w *writer) number(ref types.IndirectRef) int {
	number := ref.ObjectNumber.Value()
	if entry := w.table.Table[number]; entry == nil || entry.Free {
		return 0
	}
	if w.numbers[number] == 0 {
		w.queue = append(w.queue, number)
		w.numbers[number] = len(w.queue)
	}
	return w.numbers[number]
}

// reference writes a reference to an object that will be written.
func (w *writer) reference(ref types.IndirectRef) {
	if n := w.number(ref); n > 0 {
		fmt.Fprintf(&w.out, "%d 0 R", n)
	} else {
		w.out.WriteString("null")
	}
}

// object writes an object.
func (w *writer) object(o types.Object, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	if ref, ok := reference(o); ok {
		w.reference(ref)
		return nil
	}
	switch o := w.plain(o).(type) {
	case nil:
		w.out.WriteString("null")
	case types.Dict:
		return w.dict(o, depth)
	case types.Array:
		return w.array(o, depth)
	case types.StreamDict:
		return w.stream(&o, depth)
	case *types.StreamDict:
		return w.stream(o, depth)
	case types.Float:
		w.out.WriteString(strconv.FormatFloat(float64(o), 'f', -1, 64))
	case types.Name:
		w.out.WriteString("/" + types.EncodeName(string(o)))
	case types.Boolean, types.Integer, types.StringLiteral, types.HexLiteral:
		w.out.WriteString(o.PDFString())
	default:
		return fmt.Errorf("object of type %T", o)
	}
	return nil
}

func (w *writer) array(a types.Array, depth int) error {
	w.out.WriteByte('[')
	for i, e := range a {
		if i > 0 {
			w.out.WriteByte(' ')
		}
		if err := w.object(e, depth+1); err != nil {
			return err
		}
	}
	w.out.WriteByte(']')
	return nil
}

func (w *writer) dict(d types.Dict, depth int) error {
	w.out.WriteString("<<")
	for _, key := range slices.Sorted(maps.Keys(d)) {
		value := d[key]
		if trait, found := leaves[key]; found {
			w.traits = append(w.traits, trait)
			continue
		}
		switch {
		case key == "Annots":
			value = w.annotations(value)
		case key == "A" && w.leadsNowhere(value):
			w.traits = append(w.traits, Link)
			continue
		case key == "V" && w.resolve(d["FT"]) == types.Name("Sig"):
			w.traits = append(w.traits, Signature)
			continue
		case key == "URI" && !w.isText(value), w.resolve(value) == nil:
			continue // an address that others are relative to; the same as no entry
		}
		w.out.WriteString("/" + types.EncodeName(key) + " ")
		if err := w.object(value, depth+1); err != nil {
			return err
		}
	}
	w.out.WriteString(">>")
	return nil
}

// annotations are those of a page without what reviewers left and without
// signatures.
func (w *writer) annotations(o types.Object) types.Object {
	list, ok := w.resolve(o).(types.Array)
	if !ok {
		return types.Array{}
	}
	kept := types.Array{}
	for _, e := range list {
		d, ok := w.resolve(e).(types.Dict)
		if !ok {
			continue
		}
		kind, _ := w.resolve(d["Subtype"]).(types.Name)
		field, _ := w.resolve(d["FT"]).(types.Name)
		switch {
		case slices.Contains(remarks, string(kind)):
			w.traits = append(w.traits, Remark)
		case field == "Sig":
			w.traits = append(w.traits, Signature)
		default:
			kept = append(kept, e)
		}
	}
	return kept
}

// stream writes a stream with the bytes as they are packed, pictures without
// what their camera noted.
func (w *writer) stream(sd *types.StreamDict, depth int) error {
	raw := sd.Raw
	if sd.HasSoleFilterNamed("DCTDecode") {
		if bare, traits := picture.Bare(raw); len(traits) > 0 {
			raw = bare
			w.traits = append(w.traits, Metadata)
		}
	}
	d := maps.Clone(sd.Dict)
	for _, key := range []string{"Length", "DL"} {
		delete(d, key)
	}
	d["Length"] = types.Integer(len(raw))
	if err := w.dict(d, depth); err != nil {
		return err
	}
	w.out.WriteString("\nstream\n")
	w.out.Write(raw)
	w.out.WriteString("\nendstream")
	return nil
}

// String lists traits for a person who reads a log.
func (r Result) String() string {
	names := make([]string, 0, len(r.Traits))
	for _, t := range r.Traits {
		names = append(names, string(t))
	}
	return strings.Join(names, ", ")
}
