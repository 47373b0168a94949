package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// asRefusal reports whether the program ended by itself with the status for
// problems in the content.
func asRefusal(err error, exit **exec.ExitError) bool {
	return errors.As(err, exit) && (*exit).ExitCode() == 1
}

func page(front, body string) string { return "---\n" + front + "\n---\n\n" + body }

// numbered repeats a format with the numbers from 0.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// bombs are pages by name. Most are some 20 kB, like the ones that hold other
// programs up for half a minute.
func bombs() map[string]string {
	all := map[string]string{}
	for name, body := range markdownBombs() {
		all["markdown-"+name] = page("title: Bombe", body)
	}
	for name, front := range yamlBombs() {
		all["yaml-"+name] = page(front, "Text.\n")
	}
	return all
}

func yamlBombs() map[string]string {
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 10; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	return map[string]string{
		"billion-laughs": laughs,
		"same-key":       "title: x\n" + strings.Repeat("a: 1\n", 3600),
		"many-keys":      numbered("k%d: 1\n", 20_000),
		"deep-flow":      "title: " + strings.Repeat("[", 20_000),
		"deep-block":     strings.Repeat("- ", 10_000) + "x",
		"long-text":      "title: " + strings.Repeat("x", 200<<10),
		"merge-keys":     "a: &a {x: 1}\n" + strings.Repeat("b: {<<: *a}\n", 2000),
		"many-dashes":    strings.Repeat("? ", 10_000),
		"escapes":        `title: "` + strings.Repeat(`\u0041`, 30_000) + `"`,
	}
}

func markdownBombs() map[string]string {
	return map[string]string{
		"lists-in-lists":   strings.Repeat("- ", 5500) + "x" + strings.Repeat("\n", 11_000),
		"list-ladder":      ladder("- x\n", 150),
		"quotes":           strings.Repeat(">", 20_000) + "x",
		"quote-lines":      strings.Repeat(strings.Repeat("> ", 30)+"x\n", 300),
		"brackets":         strings.Repeat("[", 50_000),
		"links":            strings.Repeat("[a](b", 5000),
		"images":           strings.Repeat("![", 20_000),
		"image-ladder":     strings.Repeat("![a", 3000) + strings.Repeat("](b)", 3000),
		"emphasis":         strings.Repeat("*a_ ", 6000),
		"emphasis-ladder":  strings.Repeat("*a **a ", 3000),
		"strikes":          strings.Repeat("~~a ~", 5000),
		"code-runs":        runs("`", 200),
		"angles":           strings.Repeat("<", 30_000),
		"open-comments":    strings.Repeat("<!--", 6000),
		"declarations":     strings.Repeat("<!A ", 6000),
		"references":       numbered("[a%d]: b\n", 2500) + numbered("[a%d] ", 2500),
		"same-reference":   strings.Repeat("[a]: b\n", 3000),
		"footnotes":        numbered("[^%[1]d]: [^%[1]d]\n\n", 1500) + numbered("[^%d]", 1500),
		"table-wide":       strings.Repeat("|a", 4000) + "\n" + strings.Repeat("|-", 4000) + "\n" + strings.Repeat("|\n", 4000),
		"table-delimiters": strings.Repeat("|-", 10_000) + "\n" + strings.Repeat("|-", 10_000) + "\n",
		"headings":         strings.Repeat("# a\n", 6000),
		"underlines":       strings.Repeat("a\n", 10_000) + "=",
		"entities":         strings.Repeat("&#x1F600;&amp;", 2000),
		"autolinks":        strings.Repeat("http://a.", 3000) + strings.Repeat(")", 3000),
		"fields":           strings.Repeat("{{", 10_000),
		"attributes":       strings.Repeat("# a {#", 4000),
		"fences":           strings.Repeat("```go\n", 4000),
		"definitions":      strings.Repeat("a\n:   ", 4000),
		"tabs":             strings.Repeat("\t", 20_000) + "x",
		"long-line":        strings.Repeat("wort ", 200_000),
		"breaks":           strings.Repeat("a\\\n", 8000),
		"code-words":       "```js\n" + strings.Repeat("\"", 20_000) + "\n```\n",
	}
}

// ladder indents a line deeper and deeper.
func ladder(line string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}

// runs writes runs of growing length that never match.
func runs(mark string, n int) string {
	var b strings.Builder
	for i := 1; i <= n; i++ {
		b.WriteString(strings.Repeat(mark, i) + "a ")
	}
	return b.String()
}
