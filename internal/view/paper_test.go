package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/content"
)

// columnsOf makes columns of some widths, named a, b, c, ….
func columnsOf(widths ...int) []content.SheetColumn {
	var out []content.SheetColumn
	for i, width := range widths {
		out = append(out, content.SheetColumn{ID: string(rune('a' + i)), Title: strings.ToUpper(string(rune('a' + i))), Type: "text", Width: width})
	}
	return out
}

func TestWideTablesBecomeSeveralSheetsThatBeginAlike(t *testing.T) {
	for _, tt := range []struct {
		widths []int
		want   string
	}{
		{[]int{30}, "[A]"},
		{[]int{80, 80, 76}, "[ABC]"},
		{[]int{80, 80, 77}, "[AB AC]"},
		{[]int{80, 80, 80, 80, 80, 80, 80}, "[ABC ADE AFG]"},
	} {
		var got []string
		for _, part := range cut(columnsOf(tt.widths...)) {
			names := ""
			for _, column := range part {
				names += column.Title
			}
			got = append(got, names)
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%v: got %v, want %s", tt.widths, got, tt.want)
		}
	}
}

func TestColumnsShareTheWholeSheet(t *testing.T) {
	many := make([]int, 26)
	for i := range many {
		many[i] = 4
	}
	for _, widths := range [][]int{{30}, {4, 80}, {34, 16, 42, 20, 11, 12, 22, 13, 26, 30}, many, {80, 4, 4, 4, 4, 4}} {
		columns, sum := columnsOf(widths...), 0
		columns[len(columns)-1].Type = "datum"
		for _, column := range paperColumns(columns) {
			if sum += column.Share; column.Share < 1 || column.Share >= paperShares {
				t.Errorf("%v: a share of %d", widths, column.Share)
			}
		}
		if sum != paperShares {
			t.Errorf("%v: %d of %d shares", widths, sum, paperShares)
		}
	}
}

func TestATableOnPaperHasItsRowsOneExampleAndLinesToWriteOn(t *testing.T) {
	w := newWorld("content/s/a.md", page("A"))
	w.words["date.short"] = "{dd}.{mm}.{year}"
	c := at(t, w.model(t), "s/a").c
	columns := columnsOf(20, 12, 18)
	columns[1].Type, columns[2].Type, columns[2].Choices = "datum", "auswahl", []string{"ja", "nein"}
	table := content.SheetTable{ID: "t", Title: "Tabelle", Help: "Für {{kommune.name}}.", Columns: columns, Blank: 100, Rows: []map[string]string{
		{"key": "BSP-1", "a": "Beispiel"}, {"key": "BSP-2", "a": "Noch eins"}, {"key": "R-1", "a": "Fest", "b": "2027-01-31"},
	}}
	sheet := c.paperSheet(table, columns, nil)
	if len(sheet.Help) != 3 || sheet.Help[1].Field != "kommune.name" {
		t.Errorf("help %v", sheet.Help)
	}
	if got := fmt.Sprint(sheet.Rows); got != "[{true [[{BSP-1 }] [{Beispiel }] [] []]} {false [[{R-1 }] [{Fest }] [{31.01.2027 }] []]}]" {
		t.Errorf("rows %s", got)
	}
	if got := fmt.Sprint(sheet.Notes); got != "[{C [] [ja nein]}]" {
		t.Errorf("notes %s", got)
	}
	if sheet.Blank < 8 || sheet.Blank > 14 {
		t.Errorf("%d lines to write on", sheet.Blank)
	}
	table.Blank = 2
	if got := c.paperSheet(table, columns, nil).Blank; got != 2 {
		t.Errorf("%d lines where the file has two", got)
	}
}
