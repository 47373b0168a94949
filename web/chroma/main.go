// Chroma makes web/css/chroma.css, the colours of code: run it from the module's
// root as "go run ./web/chroma" after a change to the classes of package
// highlight.
//
// The colours are those of two styles that come with chroma, one for the light
// theme and one for the dark one. light-dark() picks by color-scheme, which
// follows the reader's system (prefers-color-scheme) unless data-kern-theme on
// an element says otherwise, and is light in print.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"

	"github.com/kaaw/nachbar/internal/markdown/highlight"
)

// The styles were made for a contrast of 7:1 on white and on black; on the
// portal's grounds for code at least 4.5:1 is left (WCAG 2.2, 1.4.3).
const (
	lightStyle = "modus-operandi"
	darkStyle  = "modus-vivendi"
)

// substitutes give the classes that the styles leave black the colours of others.
var substitutes = map[string]string{
	"nt": "kt", "na": "nv", "ni": "kc", "nl": "nf", // tags, names, references, anchors
	"gi": "kt", "gd": "nb", "gh": "k", "gu": "k", "gp": "c", // differences and prompts
}

// plain are the classes that look like the text around them.
var plain = map[string]bool{"go": true, "p": true}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "chroma:", err)
		os.Exit(1)
	}
}

// run writes the style sheet of the module at root.
func run(root string) error {
	css, err := sheet()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "web", "css", "chroma.css"), []byte(css), 0o644)
}

// sheet returns the style sheet: classes that look alike share a rule.
func sheet() (string, error) {
	rules, err := allRules()
	if err != nil {
		return "", err
	}
	var order []string
	selectors := map[string][]string{}
	for _, r := range rules {
		body := r.declarations()
		if _, known := selectors[body]; !known {
			order = append(order, body)
		}
		selectors[body] = append(selectors[body], ".chroma ."+r.class)
	}
	var b strings.Builder
	b.WriteString("/* Colours of code. Made by web/chroma of chroma's styles " + lightStyle + " and " + darkStyle + ": do not edit. */\n")
	for _, body := range order {
		fmt.Fprintf(&b, "%s {\n%s}\n\n", strings.Join(selectors[body], ",\n"), body)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// rule is the look of a class in both themes.
type rule struct {
	class       string
	light, dark chroma.StyleEntry
}

// allRules returns the rules of all classes that package highlight uses.
func allRules() ([]rule, error) {
	light, err := style(lightStyle)
	if err != nil {
		return nil, err
	}
	dark, err := style(darkStyle)
	if err != nil {
		return nil, err
	}
	types := map[string]chroma.TokenType{}
	for t, class := range chroma.StandardTypes {
		types[class] = t
	}
	var rules []rule
	for _, class := range highlight.Classes() {
		if plain[class] {
			continue
		}
		like := class
		if other, ok := substitutes[class]; ok {
			like = other
		}
		t, ok := types[like]
		if !ok {
			return nil, fmt.Errorf("chroma has no class %q", like)
		}
		rules = append(rules, rule{class, light.Get(t), dark.Get(t)})
	}
	return rules, nil
}

func style(name string) (*chroma.Style, error) {
	if s, ok := styles.Registry[name]; ok {
		return s, nil
	}
	return nil, fmt.Errorf("chroma has no style %q", name)
}

func (r rule) declarations() string {
	text := fmt.Sprintf("  color: light-dark(%s, %s);\n", r.light.Colour, r.dark.Colour)
	if r.light.Bold == chroma.Yes {
		text += "  font-weight: var(--nb-strong);\n"
	}
	if r.light.Italic == chroma.Yes {
		text += "  font-style: italic;\n"
	}
	return text
}
