package ods

import (
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestWorkbooksAreWellFormedAndTheSameEveryTime(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.SameEveryTime(t, "ods", func() *form.Form { return Write(&b) })
}

func TestLibreOfficeShowsTextsValuesAndTotals(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.PrintsWorkbook(t, "ods", Write(&b), "50 %", "1.200,00 €", "1.220,50 €")
}

func TestTheStampAndTheNamesSurviveLibreOffice(t *testing.T) {
	b := officetest.Workbook(t)
	officetest.NamesSurvive(t, &b, officetest.Filled(t, Write(&b), officetest.Values()), "ods", "xlsx")
}
