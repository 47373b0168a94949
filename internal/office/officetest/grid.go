package officetest

import (
	"testing"

	"github.com/kaaw/nachbar/internal/document"
	"github.com/kaaw/nachbar/internal/office/form"
)

// Grid is a grid with every style, a rule of each kind and formulas over
// another sheet whose name has a quote.
func Grid() *document.Grid {
	cells := func(list ...document.GridCell) document.GridRow { return document.GridRow{Cells: list} }
	text := func(style document.GridStyle, s string) document.GridCell {
		return document.GridCell{Style: style, Text: s}
	}
	formula := func(style document.GridStyle, s string) document.GridCell {
		return document.GridCell{Style: style, Formula: s}
	}
	input := func(id string) document.GridCell { return document.GridCell{Style: document.GridInput, Hole: id} }
	return &document.Grid{
		Title: "Bogen & mehr", Lang: "de-DE", Label: "TLP:CLEAR", FilledLabel: "TLP:GREEN", Code: "NB-bogen-1.0", Page: "Seite", Of: "von",
		Stamp: []document.Property{{Name: "nachbar.id", Value: "bogen"}},
		Names: []document.GridName{{Name: "nb_x", Sheet: "Ein's", Column: 1, Row: 3}},
		Sheets: []document.GridSheet{
			{
				Name: "Ein's", Head: 2, Frozen: 1, Filter: true, Protected: true, Landscape: true, Printed: 3,
				Columns: []document.GridColumn{{Width: 8, Hidden: true}, {Width: 30}, {Width: 40}, {Width: 90}},
				Rows: []document.GridRow{
					cells(document.GridCell{}, text(document.GridTitle, "Bogen <1>")),
					cells(text(document.GridHead, "Schlüssel"), text(document.GridHead, "Frage"), text(document.GridHead, "Antwort"), text(document.GridHead, "Hilfe")),
					cells(text(document.GridLocked, "k1"), text(document.GridLabel, "  Ist es so?"), input("kommune.name"), text(document.GridText, "nicht auf Papier")),
					cells(text(document.GridLocked, "k2"), text(document.GridLabel, "=1+1"), input("wahl"), text(document.GridNote, "")),
				},
				Rules: []document.GridRule{
					{Column: 2, First: 3, Last: 3, Title: "Hilfe", Help: "Ein Satz \"mit\" <allem>."},
					{Column: 2, First: 4, Last: 4, Choices: []document.Choice{{Text: "ja", Color: "gruen"}, {Text: "nein", Color: "rot"}}, ErrorTitle: "Falsch", Error: "Bitte wählen."},
				},
			},
			{
				Name: "Summe", Columns: []document.GridColumn{{Width: 20}, {Width: 20}},
				Rows: []document.GridRow{
					cells(text(document.GridHeading, "Gezählt"), formula(document.GridInteger, `COUNTIF({Ein's!C3:C4};"ja")`)),
					cells(text(document.GridTotalLabel, "Anteil"), formula(document.GridPercent, `IF({B1}=0;"–; {x}";{B1}/4)`)),
					cells(formula(document.GridTotal, "SUM({B1:B1})"), formula(document.GridTotalPercent, "{B2}*2")),
				},
			},
		},
	}
}

// PrintsGrid holds the printed Grid, filled, to its texts and to what its
// formulas give.
func PrintsGrid(t *testing.T, format string, f *form.Form) {
	t.Helper()
	values := Values()
	values["wahl"] = "ja"
	printsFilled(t, format, f, values, []string{
		"Bogen <1>", "=1+1", `Gemeinde <Muster> & "Söhne" ß`, "TLP:GREEN", "NB-bogen-1.0", "Gezählt 1", "Anteil 25 %", "1 50 %", "Seite 1 von 2",
	}, []string{"k1", "nicht auf Papier", "Err:", "#NAME", "#REF", "#VALUE", "TLP:CLEAR"})
}
