package privacy

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Rules are what is to be found, or left alone, in one house. The zero Rules,
// and nil, know nothing. They do not change and are safe for concurrent use.
type Rules struct {
	mail, domain string
	// members are the names by the first of their words, each as its words.
	members map[string][][]string
	begins  [1 << 13]bool // as lexicon.begins
	digest  string
}

// NewRules makes rules. mail is the public address of the organisation that runs
// the portal: it, and roles such as info@ of its domain, may be shown. members
// are names of municipalities as ReadMembers returns them.
func NewRules(mail string, members []string) *Rules {
	r := &Rules{mail: lower(strings.TrimSpace(mail)), members: map[string][][]string{}}
	if at := strings.LastIndexByte(r.mail, '@'); at > 0 {
		r.domain = r.mail[at+1:]
	}
	for _, name := range members {
		r.learn(strings.FieldsFunc(lower(name), func(c rune) bool { return c == ' ' || c == '-' || c == '\u00a0' }))
	}
	sum := sha256.Sum256(fmt.Append(nil, r.mail, "\x00", strings.Join(members, "\x00")))
	r.digest = hex.EncodeToString(sum[:8])
	return r
}

// Digest tells rules apart: what was found with others does not hold.
func (r *Rules) Digest() string {
	if r == nil {
		return ""
	}
	return r.digest
}

// ReadMembers reads a list of municipalities: a name a line, empty lines and
// those that begin with # aside. A name that is a word of the language as well
// is written with what stands before it: "Stadt Lage" is found as that only.
func ReadMembers(r io.Reader) ([]string, error) {
	var names []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if name := strings.TrimSpace(lines.Text()); name != "" && !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read list of municipalities: %w", err)
	}
	return names, nil
}

// learn adds a name with its endings: of the genitive, of adjectives and of
// inhabitants; with umlauts and with their two letters.
func (r *Rules) learn(name []string) {
	if len(name) == 0 {
		return
	}
	last := name[len(name)-1]
	endings := []string{last, last + "s", last + "er", last + "ern", last + "ers", last + "erin", last + "erinnen"}
	if strings.HasSuffix(last, "e") {
		endings = append(endings, last+"r", last+"rn", last+"rs")
	}
	if stem, ok := strings.CutSuffix(last, "en"); ok {
		endings = append(endings, stem+"er", stem+"ern", stem+"ers")
	}
	spelled := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")
	for _, ending := range endings {
		form := append(slices.Clone(name[:len(name)-1]), ending)
		r.enter(form)
		if other := strings.Fields(spelled.Replace(strings.Join(form, " "))); !slices.Equal(other, form) {
			r.enter(other)
		}
	}
}

func (r *Rules) enter(form []string) {
	first := form[0]
	if len(first) > 1 {
		r.members[first] = append(r.members[first], form)
		r.begins[beginning(first[0], first[1], len(first))] = true
	}
}

// member returns the end of a municipality's name whose first word stands from i
// to end, or 0. In small letters it counts only within an address.
func (r *Rules) member(x *scanner, i, end int) int {
	const longest = 40
	if r == nil || len(r.members) == 0 || end-i > longest || end-i < 2 || !r.begins[beginning(x.s[i], x.s[i+1], end-i)] {
		return 0
	}
	var buf [longest]byte
	n := lowerInto(buf[:], x.s[i:end])
	best := 0
	for _, form := range r.members[string(buf[:n])] {
		best = max(best, x.follows(form, end))
	}
	if best > 0 && x.s[i] >= 'a' && x.s[i] <= 'z' && !inAddress(x.byteAt(i-1)) && !inAddress(x.byteAt(best)) {
		return 0
	}
	return best
}

// inAddress holds for the signs around a word in a host name or address.
func inAddress(c byte) bool { return c == '.' || c == '@' || c == '-' || c == '/' || c == '_' }

// follows returns the end of the words of form, the first of which ends at end,
// or 0 if others follow.
func (x *scanner) follows(form []string, end int) int {
	for _, word := range form[1:] {
		at := x.skipSpaces(end)
		if x.byteAt(at) == '-' || at == end && x.byteAt(at) == '\n' {
			at++
		}
		if at == end {
			return 0
		}
		end = x.wordEnd(at)
		if lower(x.s[at:end]) != word {
			return 0
		}
	}
	return end
}

// ownAddress reports whether an address is the organisation's own: the one of
// its imprint, or of a role at its domain.
func (r *Rules) ownAddress(local, domain string) bool {
	if r == nil || r.domain == "" || domain != r.domain {
		return false
	}
	switch local {
	case "info", "portal", "kontakt", "post", "poststelle", "rathaus", "zentrale", "datenschutz", "it", "it-sicherheit", "informationssicherheit", "presse", "support",
		"hilfe", "service", "redaktion", "beitrag", "notfall", "bcm", "isb", "cert", "security", "abuse", "postmaster", "webmaster", "hotline":
		return true
	}
	return local+"@"+domain == r.mail
}
