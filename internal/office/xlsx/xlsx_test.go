package xlsx

import (
	"regexp"
	"strings"
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestWorkbooksAreWellFormedAndTheSameEveryTime(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.SameEveryTime(t, "xlsx", func() *form.Form { return Write(&b) })
}

func TestLibreOfficeShowsTextsValuesAndTotals(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.PrintsWorkbook(t, "xlsx", Write(&b), "1,220.50 €")
}

func TestTheStampAndTheNamesSurviveLibreOffice(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.NamesSurvive(t, &b, officetest.Filled(t, Write(&b), officetest.Values()), "xlsx", "ods")
}

func TestNothingOfAReaderOrAnAuthorBecomesAFormula(t *testing.T) {
	b := officetest.Workbook(t)
	files, err := Write(&b).Fill(officetest.Values())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, formula := range regexp.MustCompile(`<f>([^<]*)</f>`).FindAllStringSubmatch(string(f.Data), -1) {
			if strings.Contains(formula[1], "SUMME") || strings.Contains(formula[1], "Muster") {
				t.Errorf("%s has the formula %s", f.Name, formula[1])
			}
		}
	}
}
