package xlsx

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
)

// The formats of cells by their number in styles.xml. Behind them follow those
// of the types of columns, then those of their totals.
const (
	styleDefault = iota
	styleTitle
	styleHeading
	styleText
	styleHelp
	styleHead
	styleLabel
	styleCell
	stylePlaceholder
	styleTypes
)

func cellStyle(t document.CellType) int  { return styleTypes + int(t) }
func totalStyle(t document.CellType) int { return styleTypes + document.CellTypes + int(t) }

// formats are the number formats of the types, in their order.
var formats = [document.CellTypes]int{49, 4, 3, 9, 164, 165, 166, 49}

// fills are the colours of choices: ground and text, readable in print.
var fills = []struct{ name, ground, text string }{
	{"rot", "F8D0CE", "7A1512"}, {"gelb", "FDE9B8", "5C3D00"}, {"gruen", "CFEAD6", "0F4A25"}, {"blau", "D3E4F5", "0B3A66"}, {"grau", "E1E4E8", "333A45"},
}

// fillOf is the number of a colour among the conditional formats.
func fillOf(color string) (n int, known bool) {
	for i, f := range fills {
		if f.name == color {
			return i, true
		}
	}
	return 0, false
}

// xf is a cell format: number format, font, fill, border and how text stands.
func xf(number, font, fill, border int, wrap bool, vertical string) string {
	align := fmt.Sprintf(`<alignment vertical="%s"/>`, vertical)
	if wrap {
		align = fmt.Sprintf(`<alignment vertical="%s" wrapText="1"/>`, vertical)
	}
	return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">%s</xf>`,
		number, font, fill, border, align)
}

func styles() string {
	list := []string{
		xf(0, 0, 0, 0, false, "bottom"), xf(0, 1, 0, 0, false, "center"), xf(0, 2, 0, 0, false, "bottom"), xf(49, 0, 0, 0, true, "top"),
		xf(49, 3, 0, 0, false, "top"), xf(49, 4, 2, 1, true, "center"), xf(49, 4, 0, 1, true, "top"), xf(49, 0, 0, 1, true, "top"), xf(49, 5, 2, 1, true, "top"),
	}
	for _, format := range formats {
		list = append(list, xf(format, 0, 0, 1, true, "top"))
	}
	for _, format := range formats {
		list = append(list, xf(format, 4, 2, 1, false, "center"))
	}
	font := func(size, more string) string { return "<font>" + more + `<sz val="` + size + `"/>` }
	const face = `<name val="Arial"/><family val="2"/></font>`
	fonts := []string{
		font("10", "") + face, font("16", "<b/>") + `<color rgb="FF1F3A5F"/>` + face, font("12", "<b/>") + `<color rgb="FF1F3A5F"/>` + face,
		font("10", "<i/>") + `<color rgb="FF44546A"/>` + face, font("10", "<b/>") + face, font("10", "") + `<color rgb="FF0B4F8A"/>` + face,
	}
	side := func(name string) string {
		return "<" + name + ` style="thin"><color rgb="FF8497B0"/></` + name + ">"
	}
	var dxfs strings.Builder
	for _, f := range fills {
		fmt.Fprintf(&dxfs, `<dxf><font><color rgb="FF%s"/></font><fill><patternFill patternType="solid"><fgColor rgb="FF%s"/><bgColor rgb="FF%s"/></patternFill></fill></dxf>`, f.text, f.ground, f.ground)
	}
	return xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00\ [$€-407]"/><numFmt numFmtId="165" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="166" formatCode="hh:mm"/></numFmts>` +
		fmt.Sprintf(`<fonts count="%d">%s</fonts>`, len(fonts), strings.Join(fonts, "")) +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF6"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>` + side("left") + side("right") + side("top") + side("bottom") + `<diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs>`, len(list), strings.Join(list, "")) +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
		fmt.Sprintf(`<dxfs count="%d">%s</dxfs></styleSheet>`, len(fills), dxfs.String())
}
