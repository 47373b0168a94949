package host

import (
	"maps"
	"strings"
	"sync/atomic"
)

// acceptance is which encodings a client takes, and prefers to plain bytes.
type acceptance struct{ gzip, brotli bool }

// acceptances are what was read before, by the text of the header: browsers send
// few different ones.
type acceptances struct {
	known atomic.Pointer[map[string]acceptance]
}

// maxAcceptances bounds them.
const maxAcceptances = 64

// of is accepted for one line.
func (l *acceptances) of(line []byte) acceptance {
	if line == nil {
		return acceptance{}
	}
	known := l.known.Load()
	if known != nil {
		if a, ok := (*known)[string(line)]; ok {
			return a
		}
	}
	a := accepted([]string{string(line)})
	more := map[string]acceptance{}
	if known != nil {
		if len(*known) >= maxAcceptances {
			return a
		}
		more = maps.Clone(*known)
	}
	more[string(line)] = a
	l.known.CompareAndSwap(known, &more)
	return a
}

// accepted reads the lines of Accept-Encoding (RFC 9110, 12.5.3). What cannot
// be read counts as not there; without the header bytes are sent plain.
func accepted(lines []string) acceptance {
	q := qualities{gzip: -1, brotli: -1, identity: -1, any: -1}
	for _, line := range lines {
		for len(line) > 0 {
			var part string
			part, line, _ = strings.Cut(line, ",")
			q.take(part)
		}
	}
	q.settle()
	a := acceptance{gzip: q.gzip > 0 && q.gzip >= q.identity, brotli: q.brotli > 0 && q.brotli >= q.identity}
	if q.gzip > q.brotli {
		a.brotli = false
	}
	return a
}

// qualities are q values in thousandths, -1 for those that are not named.
type qualities struct{ gzip, brotli, identity, any int }

// take reads one encoding with its parameters.
func (q *qualities) take(part string) {
	name, parameters, _ := strings.Cut(part, ";")
	value := 1000
	if parameters != "" {
		ok := false
		if value, ok = quality(parameters); !ok {
			return
		}
	}
	switch name = strings.Trim(name, " \t"); {
	case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
		q.gzip = value
	case strings.EqualFold(name, "br"):
		q.brotli = value
	case strings.EqualFold(name, "identity"):
		q.identity = value
	case name == "*":
		q.any = value
	}
}

// settle gives what is not named the value of "*". Plain bytes that are not
// named are the last resort.
func (q *qualities) settle() {
	if q.gzip < 0 {
		q.gzip = q.any
	}
	if q.brotli < 0 {
		q.brotli = q.any
	}
}

// quality reads "q=0.5" in thousandths.
func quality(parameters string) (int, bool) {
	name, text, ok := strings.Cut(strings.Trim(parameters, " \t"), "=")
	if name = strings.Trim(name, " \t"); !ok || name != "q" && name != "Q" {
		return 0, false
	}
	text = strings.Trim(text, " \t")
	whole, rest, _ := strings.Cut(text, ".")
	if whole != "0" && whole != "1" || len(rest) > 3 {
		return 0, false
	}
	value := 0
	for i := range 3 {
		digit := 0
		if i < len(rest) {
			if rest[i] < '0' || rest[i] > '9' {
				return 0, false
			}
			digit = int(rest[i] - '0')
		}
		value = value*10 + digit
	}
	if whole == "1" {
		return 1000, value == 0
	}
	return value, true
}
