package i18n

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// repository is the project's root; its i18n folder holds the real messages.
const repository = "../.."

func both(t *testing.T) (de, en *Catalogue) {
	t.Helper()
	de, err := Load(os.DirFS(repository), "de")
	if err != nil {
		t.Fatal(err)
	}
	en, err = Load(os.DirFS(repository), "en")
	if err != nil {
		t.Fatal(err)
	}
	return de, en
}

func TestGermanAndEnglishHaveTheSameKeysAndPlaceholders(t *testing.T) {
	de, en := both(t)
	for _, key := range de.Keys() {
		if !en.Has(key) {
			t.Errorf("%s is missing in English", key)
			continue
		}
		// The layouts of dates may differ: January 14 needs other parts.
		if strings.HasPrefix(key, "date.") {
			continue
		}
		if a, b := names(de.T(key, nil)), names(en.T(key, nil)); !slices.Equal(a, b) {
			t.Errorf("%s: placeholders %q in German, %q in English", key, a, b)
		}
	}
	for _, key := range en.Keys() {
		if !de.Has(key) {
			t.Errorf("%s is missing in German", key)
		}
	}
}

func names(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(Placeholders(text))))
}

func TestEveryDiagnosticHasARemedyAndReadsAsOneLine(t *testing.T) {
	de, en := both(t)
	for _, c := range []*Catalogue{de, en} {
		for _, key := range c.Keys() {
			if !strings.HasPrefix(key, "diag.") {
				continue
			}
			message, isHint := strings.CutSuffix(key, ".hint")
			if isHint && !c.Has(message) {
				t.Errorf("%s: %s is a hint without a message", c.Lang(), key)
			}
			if !isHint && !c.Has(key+".hint") {
				t.Errorf("%s: %s has no hint", c.Lang(), key)
			}
			text := c.T(key, nil)
			if strings.TrimSpace(text) == "" || strings.HasSuffix(text, ".") || strings.Contains(text, "\n") {
				t.Errorf("%s: %s is empty, ends in a full stop or has several lines: %q", c.Lang(), key, text)
			}
		}
	}
}

// The packages that read what authors write name their problems by literals.
func TestEveryProblemOfTheReadersHasAMessage(t *testing.T) {
	de, _ := both(t)
	id := regexp.MustCompile(`"((?:front-matter|yaml|text|tlp|conf)-[a-z0-9]+(?:-[a-z0-9]+)*)"`)
	used := 0
	for _, dir := range []string{"strict", "tlp", "conf"} {
		files, err := filepath.Glob("../" + dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range id.FindAllStringSubmatch(string(src), -1) {
				used++
				if !de.Has("diag." + match[1]) {
					t.Errorf("%s: %s has no message", file, match[1])
				}
			}
		}
	}
	if used < 60 {
		t.Errorf("found only %d problems: has the code moved?", used)
	}
}

func TestEveryPluralHasBothForms(t *testing.T) {
	de, _ := both(t)
	for _, key := range de.Keys() {
		if base, ok := strings.CutSuffix(key, ".one"); ok && !de.Has(base+".other") {
			t.Errorf("%s has no .other", key)
		}
	}
}

func TestDatesAreWrittenAsInTheLanguage(t *testing.T) {
	de, en := both(t)
	day := time.Date(2027, time.March, 4, 9, 5, 0, 0, time.UTC)
	for layout, want := range map[string][2]string{
		"short":    {"04.03.2027", "4 March 2027"},
		"long":     {"4. März 2027", "4 March 2027"},
		"full":     {"Donnerstag, 4. März 2027", "Thursday, 4 March 2027"},
		"month":    {"März 2027", "March 2027"},
		"time":     {"09:05 Uhr", "09:05"},
		"datetime": {"4. März 2027, 09:05 Uhr", "4 March 2027, 09:05"},
		"iso":      {"2027-03-04", "2027-03-04"},
		"unknown":  {"2027-03-04", "2027-03-04"},
	} {
		if a, b := de.Date(day, layout), en.Date(day, layout); a != want[0] || b != want[1] {
			t.Errorf("%s: got %q and %q, want %q", layout, a, b, want)
		}
		if got := de.Date(time.Time{}, layout); got != "" {
			t.Errorf("%s: the zero time is written as %q", layout, got)
		}
	}
}

func TestEveryMonthAndWeekdayHasAName(t *testing.T) {
	de, en := both(t)
	for _, c := range []*Catalogue{de, en} {
		seen := map[string]bool{}
		for i := range 12 {
			seen[c.Date(time.Date(2027, time.Month(i+1), 1, 0, 0, 0, 0, time.UTC), "month")] = true
		}
		for i := range 7 {
			name, _, _ := strings.Cut(c.Date(time.Date(2027, 2, i+1, 0, 0, 0, 0, time.UTC), "full"), ",")
			seen[name] = true
		}
		if len(seen) != 19 || len(c.Missing()) > 0 {
			t.Errorf("%s: %d names, missing %q", c.Lang(), len(seen), c.Missing())
		}
	}
}

func TestNumbersAreWrittenAsInTheLanguage(t *testing.T) {
	de, en := both(t)
	for n, want := range map[int][2]string{
		0: {"0", "0"}, 999: {"999", "999"}, 1000: {"1.000", "1,000"}, -12345: {"-12.345", "-12,345"},
		123456: {"123.456", "123,456"}, 1234567: {"1.234.567", "1,234,567"},
	} {
		if a, b := de.Number(n), en.Number(n); a != want[0] || b != want[1] {
			t.Errorf("%d: got %q and %q", n, a, b)
		}
	}
	if a, b := de.Decimal(1234.56, 1), en.Decimal(1234.56, 1); a != "1234,6" || b != "1234.6" {
		t.Errorf("got %q and %q", a, b)
	}
}
