package odt

import (
	"fmt"
	"strings"
)

// levels is the number of levels that lists and headings have.
const levels = 6

// outline numbers headings: 1, 1.1, 1.1.1.
func outline() string {
	var b strings.Builder
	for n := 1; n <= levels; n++ {
		fmt.Fprintf(&b, `<text:outline-level-style text:level="%d" style:num-format="1" text:display-levels="%d">`, n, n)
		b.WriteString(position(0, 90+10*n, "listtab"))
		b.WriteString("</text:outline-level-style>")
	}
	return b.String()
}

// position is where text and label of a level stand: the text at indent, the
// label in front of it.
func position(indent, hang int, by string) string {
	return fmt.Sprintf(`<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="%s" text:list-tab-stop-position="%s" fo:text-indent="-%s" fo:margin-left="%s"/></style:list-level-properties>`,
		by, cm(indent+hang), cm(hang), cm(indent+hang))
}

func bullets() string {
	var b strings.Builder
	for n := 1; n <= levels; n++ {
		bullet := "•"
		if n%2 == 0 {
			bullet = "–"
		}
		fmt.Fprintf(&b, `<text:list-level-style-bullet text:level="%d" text:bullet-char="%s">%s</text:list-level-style-bullet>`, n, bullet, position(60*(n-1), 60, "listtab"))
	}
	return b.String()
}

func boxes(box string) string {
	var b strings.Builder
	for n := 1; n <= levels; n++ {
		fmt.Fprintf(&b, `<text:list-level-style-bullet text:level="%d" text:style-name="Ankreuzkasten" text:bullet-char="%s">%s<style:text-properties style:font-name="Zeichen"/></text:list-level-style-bullet>`, n, box, position(70*(n-1), 70, "listtab"))
	}
	return b.String()
}

func numbers() string {
	var b strings.Builder
	for n := 1; n <= levels; n++ {
		format := "1"
		if n%2 == 0 {
			format = "a"
		}
		fmt.Fprintf(&b, `<text:list-level-style-number text:level="%d" style:num-suffix="." style:num-format="%s">%s</text:list-level-style-number>`, n, format, position(75*(n-1), 75, "listtab"))
	}
	return b.String()
}
