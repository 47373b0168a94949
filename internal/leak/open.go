package leak

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
)

// Budgets of one file: bytes of all that is opened in it, and how deep.
const (
	maxOpened = 256 << 20
	maxDepth  = 8
)

// inner is something inside of a file.
type inner struct {
	sum [32]byte
	ext string
}

var errBudget = errors.New("too much in it")

// open looks into data. name is what it is called in place.
func (x *look) open(place string, data []byte, depth int) {
	if len(data) == 0 {
		return
	}
	where := place
	if depth == 0 {
		where = ""
	}
	sum := sha256.Sum256(data)
	if source, ok := x.secrets.files[sum]; ok {
		x.report(source, where, path.Base(place))
		return
	}
	if depth > 0 {
		key := inner{sum, path.Ext(place)}
		if _, known := x.secrets.clean.Load(key); known {
			return
		}
		defer func() {
			if len(x.problems) == 0 {
				x.secrets.clean.Store(key, true)
			}
		}()
	}
	if x.budget -= len(data); x.budget < 0 || depth > maxDepth {
		x.unreadable(where, errBudget)
		return
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		x.zip(where, data, depth)
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		r, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			x.unreadable(where, err)
			return
		}
		x.text(r.Name+" "+r.Comment+" "+string(r.Extra), where, false)
		x.stream(strings.TrimSuffix(place, ".gz"), r, depth, true)
	case strings.HasSuffix(place, ".br"):
		x.stream(strings.TrimSuffix(place, ".br"), brotli.NewReader(bytes.NewReader(data)), depth, true)
	case bytes.HasPrefix(data, []byte("%PDF-")):
		x.pdf(where, data, depth)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		x.words(data, where, false)
		x.png(where, data, depth)
	default:
		x.plain(place, where, data, depth)
	}
}

// stream looks into what r unpacks; firm says that it has to be readable. The
// result reports whether it was.
func (x *look) stream(place string, r io.Reader, depth int, firm bool) bool {
	body, err := io.ReadAll(io.LimitReader(r, int64(max(x.budget, 0))+1))
	if len(body) > x.budget {
		err = errBudget
	}
	if err != nil && (firm || errors.Is(err, errBudget)) {
		x.unreadable(place, err)
	}
	if err == nil || firm {
		x.open(place, body, depth+1)
	}
	return err == nil
}

// zip looks at names, comments and parts of an archive.
func (x *look) zip(where string, data []byte, depth int) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		x.unreadable(where, err)
		return
	}
	x.text(archive.Comment, where, false)
	for _, part := range archive.File {
		place := strings.TrimPrefix(where+" › "+part.Name, " › ")
		x.text(part.Name, place, false)
		x.text(part.Comment, place, false)
		x.words(part.Extra, place, false)
		if part.FileInfo().IsDir() {
			continue
		}
		r, err := part.Open()
		if err != nil {
			x.unreadable(place, err)
			continue
		}
		body, err := io.ReadAll(io.LimitReader(r, int64(max(x.budget, 0))+1))
		if err = errors.Join(err, r.Close()); err == nil && len(body) > x.budget {
			err = errBudget
		}
		if err != nil {
			x.unreadable(place, err)
			return
		}
		x.open(place, body, depth+1)
	}
}

// plain looks at data that are text, or may hold some.
func (x *look) plain(place, where string, data []byte, depth int) {
	if strings.HasSuffix(place, ".ics") || bytes.HasPrefix(data, []byte("BEGIN:V")) {
		data = unfold(data)
	}
	if depth > 0 && x.shard(where, data) {
		return
	}
	x.words(data, where, false)
	if markup(data) {
		x.words(data, where, true)
	}
	x.wide(where, data)
	x.encoded(where, data, depth)
}

// unfold joins the lines of a calendar (RFC 5545, 3.1).
func unfold(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte("\r\n "), nil)
	return bytes.ReplaceAll(data, []byte("\r\n\t"), nil)
}

// markup reports whether data look like HTML or XML.
func markup(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 512)], "\ufeff \t\r\n")
	return len(head) > 0 && head[0] == '<'
}

// wide looks at text of two bytes a character, wherever it stands in data.
func (x *look) wide(where string, data []byte) {
	if bytes.IndexByte(data, 0) < 0 {
		return
	}
	for _, high := range []int{1, 0} { // little endian, big endian
		var narrow []byte
		for i := 0; i+1 < len(data); {
			c := rune(data[i+1-high]) | rune(data[i+high])<<8
			if c >= ' ' && c < 0x2000 && c != 0xffff && plausible(data, i, high) {
				narrow = utf8.AppendRune(narrow, c)
				i += 2
				continue
			}
			if len(narrow) > 0 && narrow[len(narrow)-1] != '\n' {
				narrow = append(narrow, '\n')
			}
			i++
		}
		if len(narrow) > 0 {
			x.words(narrow, where, false)
		}
	}
}

// plausible reports whether a character of two bytes stands among others: its
// neighbour on one side has the same high byte or none.
func plausible(data []byte, i, high int) bool {
	if data[i+high] <= 0x02 || data[i+high] == 0x20 {
		return true
	}
	return i >= 2 && data[i-2+high] == data[i+high]
}

// encoded looks into runs of Base64 and hexadecimal digits.
func (x *look) encoded(where string, data []byte, depth int) {
	const least = 16
	for i := 0; i < len(data); {
		if !base64Byte[data[i]] {
			i++
			continue
		}
		start := i
		for i < len(data) && base64Byte[data[i]] {
			i++
		}
		if i-start >= least {
			x.run(where, data[start:i], depth)
		}
	}
	x.lines(where, data, depth)
}

// lines looks into runs of Base64 that are cut into lines, as mails are.
func (x *look) lines(where string, data []byte, depth int) {
	const least = 8
	var run []byte
	lines := 0
	end := func() {
		if lines > 1 {
			x.run(where, run, depth)
		}
		run, lines = run[:0], 0
	}
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		last := lines > 0 && len(line) > 0 && len(line) < least
		if len(line) < least && !last || bytes.ContainsFunc(line, func(r rune) bool { return r >= 256 || !base64Byte[byte(r)] }) {
			end()
			continue
		}
		run = append(run, line...)
		if lines++; last {
			end()
		}
	}
	end()
}

// run looks into what a run of digits stands for, if that is anything.
func (x *look) run(where string, run []byte, depth int) {
	if decoded := fromHex(run); decoded != nil {
		if packed(decoded) || readable(decoded) {
			x.open(where, decoded, depth+1)
		}
		if len(run) >= 32 {
			return // a checksum, which stands for nothing
		}
	}
	decoded := fromBase64(run)
	switch {
	case len(decoded) < 8:
	case packed(decoded), readable(decoded):
		x.open(where, decoded, depth+1)
	case len(run) >= 24 && !x.inflate(where, decoded, depth) && decoded[0]&0x0f == 8:
		x.inflate(where, decoded[2:], depth) // behind the head of zlib
	}
}

// inflate looks into data if deflate packed them.
func (x *look) inflate(where string, data []byte, depth int) bool {
	if x.inflater == nil {
		x.inflater = flate.NewReader(bytes.NewReader(data))
	} else if err := x.inflater.(flate.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
		return false
	}
	body, err := io.ReadAll(io.LimitReader(x.inflater, int64(max(x.budget, 0))+1))
	switch {
	case len(body) > x.budget:
		x.unreadable(where, errBudget)
	case err == nil && len(body) > 0:
		x.open(where, body, depth+1)
	}
	return err == nil
}

// packed reports whether data begin as a file does that can be opened.
func packed(data []byte) bool {
	for _, magic := range []string{"PK\x03\x04", "\x1f\x8b\x08", "%PDF-", "\x89PNG\r\n\x1a\n"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// readable reports whether data are text, of one or two bytes a character.
func readable(data []byte) bool {
	head := data[:min(len(data), 256)]
	plain := 0
	for _, c := range head {
		if c >= ' ' && c <= '~' || c == '\n' || c == '\r' || c == '\t' || c == 0 {
			plain++
		}
	}
	return plain*10 >= len(head)*8
}
