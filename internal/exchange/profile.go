package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/kaaw/nachbar/internal/content"
	"github.com/kaaw/nachbar/internal/diag"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/strict"
)

// Profile is what one municipality filled in: values by the ids of fields. It
// is read from a file of the municipality and never comes near a build.
type Profile map[string]string

// ReadProfile reads YAML, or JSON as the page "Meine Kommune" exports it: a
// mapping from ids to values. own are the fields of the templates that are to
// be filled besides those of the registry. Values that nothing asks for, or
// that are none of a field's choices, are warned about: a typing error would
// leave a place empty.
func ReadProfile(src []byte, path string, r *Registry, own []content.Field) (Profile, diag.List) {
	at := strict.Source{Path: path}
	node, problems := strict.Parse(src, at)
	read := map[string]string{}
	problems.Add(strict.Decode(node, at, &read, strict.Options{})...)
	profile := Profile{}
	for _, id := range sorted(read) {
		value := read[id]
		f, known := r.Lookup(id, own)
		place := strict.Find(node, id)
		switch {
		case !known:
			problems.Add(at.Problem("profile-unknown", place, "field", id).AsWarning())
			continue
		case len([]rune(value)) > form.MaxValue:
			problems.Add(at.Problem("profile-long", place, "field", id, "max", strconv.Itoa(form.MaxValue)))
			continue
		case f.Type == "auswahl" && value != "" && !slices.Contains(f.Choices, value):
			problems.Add(at.Problem("profile-choice", place, "field", id, "value", value, "known", strings.Join(f.Choices, ", ")).AsWarning())
		}
		if value = form.Normal(value); value != "" {
			profile[id] = value
		}
	}
	return profile, problems
}

func sorted(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Values is what goes into the holes of a form: the profile and the day of
// copying.
func (p Profile) Values(day time.Time) map[string]string {
	values := map[string]string{CopiedDay: day.Format(time.DateOnly), CopiedText: day.Format("02.01.2006")}
	for id, value := range p {
		values[id] = value
	}
	return values
}

// FileName is the name of a copy: "notfallkarte-musterstadt.odt".
func (p Profile) FileName(id, format string) string {
	const longest = 40
	var b strings.Builder
	gap := false
	for _, r := range folded(cmp.Or(p["kommune.kurzname"], p[ownerField])) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = b.Len() > 0
	}
	owner := b.String()
	if owner = strings.Trim(owner[:min(longest, len(owner))], "-"); owner != "" {
		id += "-" + owner
	}
	return id + "." + format
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// folded writes a name without umlauts and accents, as web/ts/fold.ts does.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFD.String(umlauts.Replace(strings.ToLower(norm.NFC.String(name)))))
}
