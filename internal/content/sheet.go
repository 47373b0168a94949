package content

// Sheet makes a workbook of a template: each table is a sheet of its own, and
// the text of the page becomes the first one.
type Sheet struct {
	Tables []SheetTable `yaml:"tables" nb:"required,max=12,doc=schema.sheet.tables"`
}

// SheetTable is a table with a row for column names, prefilled rows and blank
// ones. The key of a row, which becomes its first cell, stays what it is as
// long as the row stands for the same thing.
type SheetTable struct {
	ID      string              `yaml:"id" nb:"required,max=20,doc=schema.sheet.id"`
	Title   string              `yaml:"title" nb:"required,max=28,doc=schema.sheet.title"`
	Help    string              `yaml:"help" nb:"max=600,doc=schema.sheet.help"`
	Columns []SheetColumn       `yaml:"columns" nb:"required,max=26,doc=schema.sheet.columns"`
	Rows    []map[string]string `yaml:"rows" nb:"max=400,doc=schema.sheet.rows"`
	Blank   int                 `yaml:"blank" nb:"min=0,max=500,doc=schema.sheet.blank"`
}

// SheetColumn is a column. Its type decides about form and input check; a
// column of the type auswahl has Choices, whose Colors mark a status. Total is
// worked out below the last row.
type SheetColumn struct {
	ID      string            `yaml:"id" nb:"required,max=20,doc=schema.sheet.id"`
	Title   string            `yaml:"title" nb:"required,max=60,doc=schema.sheet.column.title"`
	Type    string            `yaml:"type" nb:"required,enum=text|zahl|ganzzahl|prozent|euro|datum|uhrzeit|auswahl,doc=schema.sheet.column.type"`
	Width   int               `yaml:"width" nb:"min=4,max=80,doc=schema.sheet.column.width"`
	Help    string            `yaml:"help" nb:"max=255,doc=schema.sheet.column.help"`
	Choices []string          `yaml:"choices" nb:"max=60,doc=schema.sheet.column.choices"`
	Colors  map[string]string `yaml:"colors" nb:"doc=schema.sheet.column.colors"`
	Total   string            `yaml:"total" nb:"enum=summe|anzahl|mittel,doc=schema.sheet.column.total"`
}

// RowKey is the key of a row that holds its stable name.
const RowKey = "key"

// SheetColors are what Colors may name.
func SheetColors() []string { return []string{"rot", "gelb", "gruen", "blau", "grau"} }
