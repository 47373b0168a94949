package versions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
)

// MaxBytes is the size of the largest release that is read.
const MaxBytes = 4 << 20

// header is how the number stands in the file.
type header struct {
	ID     string `json:"id"`
	Number string `json:"version"`
	Version
}

// Path is the file of a version beside the template whose file is source.
func Path(source string, number content.Version) string {
	return path.Join(path.Dir(source), Dir, number.String()+".json")
}

// Parse reads a release of the template id; name is that of its file.
func Parse(src []byte, name, id string) (*Version, diag.List) {
	bad := func(reason string) diag.List {
		return diag.List{diag.New("version-unreadable", name, 0, "reason", reason)}
	}
	if len(src) > MaxBytes {
		return nil, bad(fmt.Sprintf("more than %d MiB", MaxBytes>>20))
	}
	var h header
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&h); err != nil {
		return nil, bad(explain(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, bad("more than one value")
	}
	v := h.Version
	v.ID = h.ID
	number, err := content.ParseVersion(h.Number)
	if wanted := strings.TrimSuffix(path.Base(name), ".json"); err != nil || h.Number != wanted || h.ID != id {
		return nil, diag.List{diag.New("version-elsewhere", name, 0, "found", h.ID+"@"+h.Number, "wanted", id+"@"+wanted)}
	}
	v.Number = number
	seen := map[string]bool{}
	for _, b := range v.Blocks {
		if b.ID == "" || seen[b.ID] {
			return nil, bad(fmt.Sprintf("block %q has no id, or not the only one of its name", b.ID))
		}
		seen[b.ID] = true
	}
	return &v, nil
}

// explain is what is wrong with JSON without the words of the decoder's types.
func explain(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("byte %d: %v", syntax.Offset, err)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// Bytes is the release as a file: one line of the template a line.
func (v *Version) Bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"id\": %s,\n  \"version\": %s,\n  \"date\": %s,\n  \"title\": %s,\n",
		quoted(v.ID), quoted(v.Number.String()), quoted(v.Date), quoted(v.Title))
	if len(v.Without) > 0 {
		fmt.Fprintf(&b, "  \"without\": %s,\n", quoted(v.Without))
	}
	b.WriteString("  \"blocks\": [")
	for i, block := range v.Blocks {
		separate(&b, i)
		fmt.Fprintf(&b, "\n    {\"id\": %s, \"lines\": [", quoted(block.ID))
		for j, line := range block.Lines {
			separate(&b, j)
			b.WriteString("\n      " + quoted(line))
		}
		b.WriteString("\n    ]}")
	}
	b.WriteString("\n  ]\n}\n")
	return b.Bytes()
}

func separate(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

// quoted is a value as JSON, without the escapes that HTML would need.
func quoted(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil { // texts and lists of texts always can be
		return "null"
	}
	return strings.TrimSuffix(b.String(), "\n")
}
