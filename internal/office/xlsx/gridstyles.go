package xlsx

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
)

// gridFormat is how the cells of a style look, by the numbers of gridStyles.
type gridFormat struct {
	number, font, fill, border int
	wrap, open                 bool
	vertical                   string
}

// gridFormats are in the order of document.GridStyle. Number format 49 is text,
// 1 a whole number, 164 one of percent.
var gridFormats = [document.GridStyles]gridFormat{
	document.GridText:         {49, 0, 0, 0, true, false, "top"},
	document.GridTitle:        {0, 1, 0, 0, false, false, "center"},
	document.GridHeading:      {0, 2, 0, 0, false, false, "bottom"},
	document.GridNote:         {49, 3, 0, 0, false, false, "top"},
	document.GridHead:         {49, 4, 2, 1, true, false, "center"},
	document.GridLabel:        {49, 4, 0, 1, true, false, "top"},
	document.GridLocked:       {49, 0, 0, 1, true, false, "top"},
	document.GridInput:        {0, 0, 3, 1, true, true, "top"},
	document.GridInteger:      {1, 0, 0, 1, false, false, "top"},
	document.GridPercent:      {164, 0, 0, 1, false, false, "top"},
	document.GridTotalLabel:   {49, 4, 2, 1, true, false, "center"},
	document.GridTotal:        {1, 4, 2, 1, false, false, "center"},
	document.GridTotalPercent: {164, 4, 2, 1, false, false, "center"},
	document.GridInputText:    {49, 0, 3, 1, true, true, "top"},
}

// gridStyles is the part with the formats of a grid.
func gridStyles() string {
	const face = `<name val="Arial"/><family val="2"/></font>`
	fonts := []string{
		`<font><sz val="10"/>` + face, `<font><b/><sz val="16"/><color rgb="FF1F3A5F"/>` + face, `<font><b/><sz val="12"/><color rgb="FF1F3A5F"/>` + face,
		`<font><i/><sz val="10"/><color rgb="FF44546A"/>` + face, `<font><b/><sz val="10"/>` + face,
	}
	solid := func(color string) string {
		return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + color + `"/><bgColor indexed="64"/></patternFill></fill>`
	}
	side := func(name string) string {
		return "<" + name + ` style="thin"><color rgb="FF8497B0"/></` + name + ">"
	}
	var cells, dxfs strings.Builder
	for _, f := range gridFormats {
		wrap, open := "", ""
		if f.wrap {
			wrap = ` wrapText="1"`
		}
		if f.open {
			open = `<protection locked="0"/>`
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="%s"%s/>%s</xf>`,
			f.number, f.font, f.fill, f.border, f.vertical, wrap, open)
	}
	for _, f := range fills {
		fmt.Fprintf(&dxfs, `<dxf><font><color rgb="FF%s"/></font><fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor rgb="FF%s"/></patternFill></fill></dxf>`, f.text, f.ground, f.ground)
	}
	return xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="0\ %"/></numFmts>` +
		fmt.Sprintf(`<fonts count="%d">%s</fonts>`, len(fonts), strings.Join(fonts, "")) +
		`<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` + solid("E8EEF6") + solid("FFFBE6") + `</fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>` + side("left") + side("right") + side("top") + side("bottom") + `<diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs>`, len(gridFormats), cells.String()) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
		fmt.Sprintf(`<dxfs count="%d">%s</dxfs></styleSheet>`, len(fills), dxfs.String())
}
