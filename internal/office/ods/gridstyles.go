package ods

import (
	"fmt"
	"strings"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// gridStyleNames are the names of the styles in the file.
var gridStyleNames = [document.GridStyles]string{
	"Text", "Titel", "Ueberschrift", "Hilfe", "Kopf", "Name", "Zelle", "Eingabe", "Anzahl", "Anteil", "Summe", "Summe_Anzahl", "Summe_Anteil", "Eingabe_Text",
}

// gridFormats are the automatic styles of a grid: those of every workbook and
// those for input and figures. A cell is locked unless its style says no.
var gridFormats = func() string {
	const padding = `fo:padding="0.08cm" `
	var b strings.Builder
	b.WriteString(fixedStyles)
	b.WriteString(`<number:percentage-style style:name="Anteil_Zahl"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>`)
	b.WriteString(cellStyle("Eingabe", "Default", "", inputCell, `fo:font-size="10pt"`))
	b.WriteString(`<number:text-style style:name="Textformat"><number:text-content/></number:text-style>`)
	b.WriteString(cellStyle("Eingabe_Text", "Default", "Textformat", inputCell, `fo:font-size="10pt"`))
	b.WriteString(cellStyle("Anzahl", "Default", "Ganzzahl", padding+`style:vertical-align="top" `+border, `fo:font-size="10pt"`))
	b.WriteString(cellStyle("Anteil", "Default", "Anteil_Zahl", padding+`style:vertical-align="top" `+border, `fo:font-size="10pt"`))
	b.WriteString(cellStyle("Summe_Anzahl", "Default", "Ganzzahl", padding+`fo:background-color="#e8eef6" `+border, `fo:font-weight="bold"`))
	b.WriteString(cellStyle("Summe_Anteil", "Default", "Anteil_Zahl", padding+`fo:background-color="#e8eef6" `+border, `fo:font-weight="bold"`))
	return b.String()
}()

// inputCell are the properties of a cell that may be changed.
const inputCell = `fo:padding="0.08cm" fo:background-color="#fffbe6" style:cell-protect="none" fo:wrap-option="wrap" style:vertical-align="top" ` + border

// choiceStyle is the name of the style of input cells with these choices, each
// with its colour; "" if none has one. The style is added once.
func (w *gridWriter) choiceStyle(choices []document.Choice, base string) string {
	key := fmt.Sprint(choices)
	if name, known := w.chosen[key]; known {
		return name
	}
	var maps strings.Builder
	for _, choice := range choices {
		if fills[choice.Color] != [2]string{} {
			condition := `cell-content()="` + strings.ReplaceAll(choice.Text, `"`, `""`) + `"`
			maps.WriteString(`<style:map style:condition="` + form.Escape(condition) + `" style:apply-style-name="Farbe_` + choice.Color + `" style:base-cell-address="` + form.Escape(base) + `"/>`)
		}
	}
	name := ""
	if maps.Len() > 0 {
		name = fmt.Sprintf("Wahl%d", len(w.chosen)+1)
		style, end := cellStyle(name, "Default", "", inputCell, `fo:font-size="10pt"`), "</style:style>"
		w.auto.WriteString(strings.TrimSuffix(style, end) + maps.String() + end)
	}
	w.chosen[key] = name
	return name
}
