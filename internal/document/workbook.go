package document

import "strconv"

// Workbook is a template that is a table: a sheet with what to do, one with the
// fields of the municipality, and the tables. Like a Document it holds no data
// of anybody.
type Workbook struct {
	ID, Title, Lang    string
	Label, FilledLabel string
	Code               string
	Guide              []Line
	Sheets             []Sheet
	Fields             []Field
	Stamp              []Property
	Words              SheetWords
}

// SheetWords are the names of the sheets and columns that each workbook has.
type SheetWords struct{ Guide, Fields, Field, Value, Key, Total, Page, Of string }

// Line is a line of the first sheet. Level 0 is running text, 1 the title, 2 and
// more are headings.
type Line struct {
	Level int
	Text  []Run
}

// Sheet is a table. Its first column holds the keys of the rows. Range is the
// name by which the table is found again.
type Sheet struct {
	Name, Range string
	Help        []Run
	Columns     []SheetColumn
	Rows        []SheetRow
	Blank       int
	// Tall rows are as high as their longest text, for programs that do not
	// work that out when they open a file.
	Tall bool
}

// HeadRow is the row of the column names, counted from 1: above it stand the
// title and the help.
const HeadRow = 4

// LastRow is the last row for data.
func (s *Sheet) LastRow() int { return HeadRow + max(len(s.Rows)+s.Blank, 1) }

// HasTotals reports whether a row with totals follows the data.
func (s *Sheet) HasTotals() bool {
	for _, c := range s.Columns {
		if c.Total != NoTotal {
			return true
		}
	}
	return false
}

// CellType is what a column holds.
type CellType int

// The types of columns. Numbers of dates are days since 30 December 1899, those
// of times parts of a day.
const (
	TextCell CellType = iota
	NumberCell
	IntegerCell
	PercentCell
	EuroCell
	DateCell
	TimeCell
	ChoiceCell

	CellTypes = int(ChoiceCell) + 1
)

// ColumnTotal is what stands below a column.
type ColumnTotal int

// The totals.
const (
	NoTotal ColumnTotal = iota
	Sum
	Count
	Mean
)

// SheetColumn is a column; Width is in characters.
type SheetColumn struct {
	Title, Help string
	Type        CellType
	Width       int
	Choices     []Choice
	Total       ColumnTotal
}

// Choice is a value of a ChoiceCell; Color is rot, gelb, gruen, blau, grau or "".
type Choice struct{ Text, Color string }

// SheetRow is a row with its stable name.
type SheetRow struct {
	Key   string
	Cells []Value
}

// Value is what a cell holds: text, or a number.
type Value struct {
	Text     []Run
	Number   float64
	IsNumber bool
}

// Totalled is the total of a column as far as the rows hold numbers; ok is false
// if there is none.
func (s *Sheet) Totalled(column int) (total float64, ok bool) {
	sum, numbers, filled := 0.0, 0, 0
	for _, row := range s.Rows {
		value := row.Cells[column]
		if value.IsNumber {
			sum += value.Number
			numbers++
		}
		if value.IsNumber || len(value.Text) > 0 {
			filled++
		}
	}
	switch s.Columns[column].Total {
	case Sum:
		return sum, true
	case Count:
		return float64(filled), true
	case Mean:
		if numbers > 0 {
			return sum / float64(numbers), true
		}
	}
	return 0, false
}

// ColumnName is the letter of a column, counted from 0: A, B, … Z, AA.
func ColumnName(i int) string {
	if i >= 26 {
		return ColumnName(i/26-1) + ColumnName(i%26)
	}
	return string(rune('A' + i))
}

// Address is a cell as "$B$7"; the column counts from 0, the row from 1.
func Address(column, row int) string { return "$" + ColumnName(column) + "$" + strconv.Itoa(row) }

// FieldName is the defined name of a field's cell in the sheet of the fields.
func FieldName(id string) string {
	name := []byte("nb_" + id)
	for i, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			name[i] = '_'
		}
	}
	return string(name)
}
