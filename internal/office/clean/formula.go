package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// callingFunctions are the functions of spreadsheets that fetch, call or lead
// to something outside of the sheets. Prefixes that programs write before names
// (_xlfn., _xlws., COM.MICROSOFT., ORG.…) count for nothing.
var callingFunctions = strings.Fields("WEBSERVICE FILTERXML HYPERLINK RTD CALL REGISTER REGISTER.ID UNREGISTER EXEC EXECUTE EVALUATE DDE " +
	"DDEINITIATE DDEREQUEST INITIATE REQUEST POKE FOPEN FWRITE FWRITELN FREAD FREADLN FILES DIRECTORY SQL.REQUEST SQLREQUEST IMAGE " +
	"STOCKHISTORY PY IMPORTDATA IMPORTHTML IMPORTXML IMPORTFEED IMPORTRANGE CUBEMEMBER CUBEVALUE CUBESET CUBESETCOUNT CUBERANKEDMEMBER " +
	"CUBEKPIMEMBER CUBEMEMBERPROPERTY GETPIVOTDATA RUN FORMULA.FILL SET.VALUE SET.NAME GET.WORKSPACE GET.WORKBOOK GET.DOCUMENT " +
	"GET.CELL ON.TIME HALT ALERT URLDOWNLOADTOFILE APP.MAXIMIZE WORKBOOK.HIDE VBA.INSERT.FILE INSERT.OBJECT")

// harmlessFormula reports whether a formula stays within its sheets, and lists
// it if not. Texts in quotation marks say nothing; names of sheets in
// apostrophes may hide a path. What stands before the first "=" of a formula of
// OpenDocument tells the language it is written in.
func (c *cleaner) harmlessFormula(formula string) bool {
	if !leavesSheets(formula) {
		return true
	}
	c.note("formula", formula)
	return false
}

func leavesSheets(formula string) bool {
	bare := withoutTexts(formula)
	upper := strings.ToUpper(bare)
	for _, sign := range []string{"'FILE:", "'\\\\", "'HTTP", "FILE://", "_XLL."} {
		if strings.Contains(upper, sign) {
			return true
		}
	}
	if pipe := strings.IndexByte(bare, '|'); pipe > 0 && strings.Contains(bare[pipe:], "!") { // program|topic!item
		return true
	}
	return namesBook(bare) || callsOut(upper)
}

// withoutTexts leaves the texts of a formula out.
func withoutTexts(formula string) string {
	var b strings.Builder
	inside := false
	for _, r := range formula {
		if r == '"' {
			inside = !inside
		} else if !inside {
			b.WriteRune(r)
		}
	}
	if inside { // not as formulas are written: look at all of it
		return formula
	}
	return b.String()
}

// namesBook finds "[1]Sheet!A1" and "'C:\[Book.xlsx]Sheet'!A1": brackets before
// a sheet. References of tables, "Table[Column]", follow a name; those of
// OpenDocument, "[.A1]", begin with a point, a sheet or "$".
func namesBook(formula string) bool {
	for at, r := range formula {
		if r != '[' {
			continue
		}
		rest := formula[at+1:]
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			continue
		}
		inside, behind := rest[:end], rest[end+1:]
		follows := behind != "" && (strings.ContainsRune("!'_$", rune(behind[0])) || isWordStart(behind))
		digits := inside != "" && strings.Trim(inside, "0123456789") == "" && follows
		suffix := strings.Contains(strings.ToLower(inside), ".xl") || strings.Contains(strings.ToLower(inside), ".od")
		if digits || suffix && behind != "" || strings.HasPrefix(behind, "!") || strings.Contains(inside, "#$") || strings.HasPrefix(inside, "'") && strings.Contains(inside, "'#") {
			return true
		}
	}
	return false
}

func isWordStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// callsOut finds calls of the functions above, and of what ends like one.
func callsOut(upper string) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_' }
	for at := range len(upper) {
		if upper[at] != '(' {
			continue
		}
		before := strings.TrimRightFunc(upper[:at], unicode.IsSpace)
		name := before[strings.LastIndexFunc(before, func(r rune) bool { return !word(r) })+1:]
		name = strings.TrimLeft(name, "_.")
		for _, prefix := range []string{"XLFN.", "_XLWS.", "XLWS.", "XLUDF.", "COM.MICROSOFT.", "COM.SUN.STAR.SHEET.ADDIN.", "ORG.LIBREOFFICE.", "ORG.OPENOFFICE."} {
			name = strings.TrimPrefix(name, prefix)
		}
		if slices.Contains(callingFunctions, name) {
			return true
		}
	}
	return false
}

// mentions reports whether a formula names one of the sheets.
func mentions(formula string, sheets map[string]bool) bool {
	upper := strings.ToUpper(formula)
	for name := range sheets {
		quoted := strings.ReplaceAll(strings.ToUpper(name), "'", "''")
		for _, form := range []string{"'" + quoted + "'!", quoted + "!", "'" + quoted + "'.", "$" + quoted + ".", "[" + quoted + "."} {
			if strings.Contains(upper, form) {
				return true
			}
		}
	}
	return false
}
