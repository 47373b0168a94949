package german

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var seeds = []string{
	"", "Das Notfallhandbuch", "U\u0308bung", "Not\u00adfall", "IT-Grundschutz/BSI:DER.4", "§§ 8a-c", "§", "a:innenb", "abc:innenabc:innen",
	"(in)(in)", "\xff\xfe", "a\u00ad", "ÄÖÜß", "\u0308\u0308", "200-4-1.2:3/4", "E\u2011Mail", "日本語", "İstanbul", "ﬁn", "Ångström Å",
}

func FuzzTokensLieInTheText(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, text string) {
		pos, start, under := -1, 0, 0
		a.Each(text, func(tok Token) {
			if tok.Start < start || tok.End <= tok.Start || tok.End > len(text) {
				t.Fatalf("%q: token %d to %d after one at %d", text, tok.Start, tok.End, start)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[tok.Start:tok.End]) {
				t.Fatalf("%q: token %q cuts a character", text, text[tok.Start:tok.End])
			}
			for _, term := range tok.Terms {
				if term.Text == "" {
					t.Fatalf("%q: empty term for %q", text, text[tok.Start:tok.End])
				}
			}
			start = tok.Start
			if tok.Over > 0 {
				under = max(under, tok.Pos+tok.Over)
				return
			}
			if tok.Pos != pos+1 {
				t.Fatalf("%q: word %d after word %d", text, tok.Pos, pos)
			}
			pos = tok.Pos
		})
		if under > pos+1 {
			t.Fatalf("%q: a form lies over word %d, the last is %d", text, under-1, pos)
		}
	})
}

func FuzzFoldAndStemAreIdempotent(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		folded := Fold(word)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, folded again %q", word, folded, again)
		}
		stem := Stem(folded)
		if again := Stem(stem); again != stem {
			t.Errorf("Stem(%q) = %q, again %q", folded, stem, again)
		}
		r := Root(stem)
		if again := Root(r); again != r {
			t.Errorf("Root(%q) = %q, again %q", stem, r, again)
		}
	})
}

func FuzzPartsCoverTheWord(f *testing.F) {
	for _, s := range []string{"notfallhandbuch", "stromausfallen", "druckerzeugnisse", "aaaaaaaaaaaaa"} {
		f.Add(s)
	}
	lex := analyzer(f).Lexicon()
	f.Fuzz(func(t *testing.T, word string) {
		rest := word
		parts := lex.Split(word)
		for i, p := range parts {
			at := strings.Index(rest, p)
			if at < 0 || i == 0 && at > 0 || at > len("ens") {
				t.Fatalf("%q: part %q of %v is not at its place", word, p, parts)
			}
			rest = rest[at+len(p):]
		}
		if len(parts) == 1 || len(rest) > len("innen") && parts != nil {
			t.Fatalf("%q: parts %v leave %q", word, parts, rest)
		}
	})
}

func FuzzLexiconText(f *testing.F) {
	f.Add("0plan0\n2us0\n0a|b0\n")
	f.Fuzz(func(t *testing.T, text string) {
		if lex, err := ParseLexicon(text); err == nil {
			lex.Split("zeitplanstelle")
		}
	})
}

func TestTimeGrowsWithTheText(t *testing.T) {
	a := analyzer(t)
	for _, unit := range []string{"a", "a-", "a:innenbcd:", "§", "§ 8", "(in)", "\u00ad", "a\u00ad", "\u0308", "a\u0308", "ABC.1.", "aaa:innen", "ä"} {
		text := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		a.Each(text, func(Token) {})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("1 MB of %q took %v", unit, took)
		}
	}
}
