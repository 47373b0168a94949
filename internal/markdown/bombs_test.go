package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// bombSize is the size of a page made to hurt: as large as a chapter of the
// guide.
const bombSize = 22_000

// bombs are inputs whose cost for goldmark alone grows with a square, in time,
// in space or in the size of the output.
var bombs = []struct {
	name string
	text string
}{
	{"nested lists and blank lines", strings.Repeat("- ", bombSize/4) + strings.Repeat("\n", bombSize/2)},
	{"lists at the limit and blank lines", strings.Repeat("- ", maxDepth-1) + "a" + strings.Repeat("\n", bombSize)},
	{"nested numbers", strings.Repeat("1. ", bombSize/6) + strings.Repeat("\n", bombSize/2)},
	{"mixed containers", strings.Repeat("> - 1. ", bombSize/7)},
	{"growing indentation", growing("- a\n", bombSize)},
	{"nested quotes", strings.Repeat(">", bombSize)},
	{"nested quotes in many lines", strings.Repeat(strings.Repeat(">", 200)+"\n", bombSize/201)},
	{"quotes with tabs", strings.Repeat(">\t", bombSize/2)},
	{"empty items", strings.Repeat("-\n", bombSize/2)},
	{"definitions", "a\n" + strings.Repeat(": ", bombSize/2)},
	{"definitions in lines", strings.Repeat("a\n: b\n", bombSize/6)},
	{"footnote definitions", repeat("[^%d]: a\n\n", bombSize)},
	{"nested footnotes", repeat("[^%d]: ", bombSize)},
	{"footnote references", "[^1]: a\n\n" + strings.Repeat("[^1]", bombSize/4)},
	{"missing footnotes", strings.Repeat("[^1]", bombSize/4)},
	{"open links", strings.Repeat("[a](b", bombSize/5)},
	{"open links to angles", strings.Repeat("[a](<b", bombSize/6)},
	{"open links with titles", strings.Repeat("[a](b \"", bombSize/7)},
	{"open links in lines", strings.Repeat("[a](b\n", bombSize/6)},
	{"link with parentheses", "[a](" + strings.Repeat("(", bombSize)},
	{"nested links", strings.Repeat("[", bombSize/6) + "a" + strings.Repeat("](b)", bombSize/6)},
	{"nested images", strings.Repeat("![", bombSize/6) + "a" + strings.Repeat("](b)", bombSize/6)},
	{"open brackets", strings.Repeat("[", bombSize)},
	{"closing brackets", strings.Repeat("]", bombSize)},
	{"bracket pairs", strings.Repeat("[]", bombSize/2)},
	{"brackets with backslash", strings.Repeat("[\\", bombSize/2)},
	{"exclamation marks", strings.Repeat("![", bombSize/2)},
	{"open emphasis", strings.Repeat("*a_ ", bombSize/4)},
	{"open emphasis of all kinds", strings.Repeat("*a **b _c __d ~e ", bombSize/17)},
	{"closing emphasis", strings.Repeat("a** ", bombSize/4)},
	{"unmatched closers", strings.Repeat("*a ", bombSize/6) + strings.Repeat("b_ ", bombSize/6)},
	{"nested emphasis", strings.Repeat("*a **a ", bombSize/14) + strings.Repeat("b** b* ", bombSize/14)},
	{"stars", strings.Repeat("*", bombSize)},
	{"runs of stars", strings.Repeat(strings.Repeat("*", 60)+"a", bombSize/61)},
	{"rule of three", strings.Repeat("a***b**c*", bombSize/9)},
	{"backticks", strings.Repeat("`", bombSize)},
	{"backtick runs", ticks(bombSize)},
	{"tildes", strings.Repeat("a~~ ", bombSize/4)},
	{"link references", repeat("[%d]: b\n", bombSize)},
	{"link references with titles", repeat("[%d]: b '\n", bombSize)},
	{"open link references", strings.Repeat("[a]: b \"\n\n", bombSize/10)},
	{"long reference used often", "[a]: " + strings.Repeat("b", bombSize/2) + "\n\n" + strings.Repeat("[a]", bombSize/6)},
	{"wide table", strings.Repeat("a|", bombSize/5) + "\n" + strings.Repeat("-|", bombSize/5) + "\n" + strings.Repeat("a\n", bombSize/10)},
	{"long table", "a|b\n-|-\n" + strings.Repeat("c\n", bombSize/2)},
	{"table with escaped bars", "a|b\n-|-\n" + strings.Repeat("`\\|`\\|", bombSize/6)},
	{"many tables", strings.Repeat("a|\n-|\n\n", bombSize/7)},
	{"delimiter rows", strings.Repeat("-|-\n", bombSize/4)},
	{"angles", strings.Repeat("<", bombSize)},
	{"open tags", strings.Repeat("<a ", bombSize/3)},
	{"open comments", strings.Repeat("<!-- a ", bombSize/7)},
	{"open comments in blocks", strings.Repeat("a <!--\n\n", bombSize/8)},
	{"open processing", strings.Repeat("<?", bombSize/2)},
	{"open mail addresses", strings.Repeat("<a@", bombSize/3)},
	{"addresses", strings.Repeat("_a_a@", bombSize/5)},
	{"long address", strings.Repeat("a.", bombSize/2) + "@"},
	{"bare links", strings.Repeat("www.a.b ", bombSize/8)},
	{"bare link with parentheses", "https://a" + strings.Repeat(")", bombSize)},
	{"underscores and links", "://" + strings.Repeat("_a", bombSize/2)},
	{"entities", strings.Repeat("&a", bombSize/2)},
	{"numeric references", strings.Repeat("&#x", bombSize/3)},
	{"backslashes", strings.Repeat("\\", bombSize)},
	{"headings of one name", strings.Repeat("## a\n", bombSize/5)},
	{"headings with numbers", strings.Repeat("## a-2\n## a\n", bombSize/12)},
	{"heading attributes", strings.Repeat("# a {#b .c\n", bombSize/11)},
	{"long heading attribute", "# a " + strings.Repeat("{#a ", bombSize/4) + "}"},
	{"own ids", repeat("a {#b%d}\n\n", bombSize)},
	{"fields", repeat("{{a%d}}", bombSize)},
	{"open fields", strings.Repeat("{{", bombSize/2)},
	{"callouts", strings.Repeat("> [!NOTE] a\n\n", bombSize/13)},
	{"paragraphs", strings.Repeat("a\n\n", bombSize/3)},
	{"lines", strings.Repeat("a\n", bombSize/2)},
	{"setext lines", strings.Repeat("a\n=\n", bombSize/4)},
	{"spaces", strings.Repeat(" ", bombSize) + "a"},
	{"tabs", strings.Repeat("\t", bombSize) + "a"},
	{"trailing spaces", strings.Repeat("a  \n", bombSize/4)},
	{"zero bytes", strings.Repeat("\x00", bombSize)},
	{"invalid text", strings.Repeat("\xff", bombSize)},
	{"bidi controls", strings.Repeat("\u202e", bombSize/3)},
	{"glossary terms", strings.Repeat("Notfall ", bombSize/8)},
	{"fences", strings.Repeat("```\n", bombSize/4)},
	{"fences of growing length", growing("```\n", bombSize)},
	{"quotes in code", "```js\n" + strings.Repeat("\"", bombSize)},
	{"keys in code", "```yaml\n" + strings.Repeat("&a *b ", bombSize/6)},
	{"tags in code", "```html\n" + strings.Repeat("<a b=", bombSize/5)},
}

// repeat repeats a format with growing numbers.
func repeat(format string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// growing repeats a line, indented by two more each time.
func growing(line string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}

// ticks makes runs of backticks, each one longer than the last.
func ticks(size int) string {
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		b.WriteString(strings.Repeat("`", i) + "a ")
	}
	return b.String()
}

func TestBombsStayWithinTheirBudget(t *testing.T) {
	const (
		limit = 300 * time.Millisecond // the promise is 100 ms, on an idle machine
		space = 64 << 20
	)
	r := New(Options{Highlight: true}, NewGlossary([]Term{{ID: "a", Name: "Notfall", Short: "b", URL: "/c"}}))
	for _, bomb := range bombs {
		t.Run(bomb.name, func(t *testing.T) {
			took, used := limit+1, uint64(0)
			for try := 0; try < 3 && took > limit; try++ { // others may use the machine
				took, used = cost(func() { r.Render([]byte(bomb.text), "bomb.md", 1, nil) })
			}
			t.Logf("%v, %.1f MiB", took, float64(used)/(1<<20))
			if took > limit || used > space {
				t.Errorf("took %v and %d MiB, want at most %v and %d MiB", took, used>>20, limit, space>>20)
			}
		})
	}
}

// cost returns the time that f takes and the bytes that it allocates in all.
func cost(f func()) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
