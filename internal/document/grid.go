package document

import "strings"

// Grid is a workbook whose cells are laid out one by one: answer sheets and
// other forms that are filled in a spreadsheet and read back. Where a template
// is a Workbook of tables, a Grid says itself where each cell stands, what may
// be typed into it and how figures are worked out.
//
// As in a Workbook there is no data of anybody in it, only holes for it.
type Grid struct {
	Title, Lang, Label, FilledLabel, Code string
	Stamp                                 []Property
	Sheets                                []GridSheet
	Names                                 []GridName
	Page, Of                              string // words of the foot: "Seite 1 von 2"
}

// GridName gives a cell a name by which a program finds it again. Column counts
// from 0, Row from 1.
type GridName struct {
	Name, Sheet string
	Column, Row int
}

// GridSheet is one sheet. With Protected only cells of the styles GridInput
// and GridInputText can be changed, until somebody lifts the protection, for
// which there is no password.
type GridSheet struct {
	Name                 string
	Columns              []GridColumn
	Rows                 []GridRow
	Rules                []GridRule
	Protected, Landscape bool
	// Head is the row with the names of the columns, from 1: it stays in view
	// with all above it and stands on each printed page. 0 is none.
	Head int
	// Frozen columns stay in view, too.
	Frozen int
	// Printed columns, from the first on, come on paper; 0 is all.
	Printed int
	// Filter puts buttons into the head, over the rows down to the last.
	Filter bool
}

// GridColumn is a column, Width in characters.
type GridColumn struct {
	Width  int
	Hidden bool
}

// GridRow is a row of cells from the first column on. With When it exists only
// if that field has a value; rows below it keep their places.
type GridRow struct {
	Cells  []GridCell
	Hidden bool
	When   string
}

// GridCell holds one of: a text, the value of a field (Hole), a formula.
//
// A formula is written as in OpenFormula, with ";" between its arguments, and
// with references in braces: {A5}, {Fragen!D5:D144}. They are absolute.
type GridCell struct {
	Style               GridStyle
	Text, Hole, Formula string
}

// GridStyle is how a cell looks and whether it may be changed.
type GridStyle int

// The styles.
const (
	GridText GridStyle = iota
	GridTitle
	GridHeading
	GridNote
	GridHead
	GridLabel
	GridLocked
	GridInput
	GridInteger
	GridPercent
	GridTotalLabel
	GridTotal
	GridTotalPercent
	GridInputText // takes what is typed as text: "01-02" is no day

	GridStyles = int(GridInputText) + 1
)

// GridRule says what a cell may hold and what is shown when it is entered, from
// row First to row Last of a column. Without Choices everything may be typed;
// with them only one of these.
type GridRule struct {
	Column, First, Last int
	Choices             []Choice
	Title, Help         string
	// ErrorTitle and Error are shown for a value that is none of the choices.
	ErrorTitle, Error string
}

// Reference is a place that a formula names. Sheet is "" for its own.
type Reference struct{ Sheet, First, Last string }

// Translate writes a formula with another separator of arguments and another
// way of references.
func Translate(formula, separator string, write func(Reference) string) string {
	var b strings.Builder
	quoted := false
	for formula != "" {
		c := formula[0]
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ';':
			b.WriteString(separator)
			formula = formula[1:]
			continue
		case c == '{':
			place, rest, _ := strings.Cut(formula[1:], "}")
			b.WriteString(write(referenceOf(place)))
			formula = rest
			continue
		}
		b.WriteByte(c)
		formula = formula[1:]
	}
	return b.String()
}

func referenceOf(place string) Reference {
	r := Reference{}
	if sheet, span, other := strings.Cut(place, "!"); other {
		r.Sheet, place = sheet, span
	}
	r.First, r.Last, _ = strings.Cut(place, ":")
	return r
}

// Fixed makes a place absolute: "AB12" becomes "$AB$12".
func Fixed(place string) string {
	letters := strings.TrimRight(place, "0123456789")
	return "$" + letters + "$" + place[len(letters):]
}
