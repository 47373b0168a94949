package xlsx_test

import (
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/officetest"
	"github.com/kaaw/nachbar/internal/office/xlsx"
)

func TestGridsAreSoundAndPrinted(t *testing.T) {
	g := officetest.Grid()
	officetest.SameEveryTime(t, "xlsx", func() *form.Form { return xlsx.WriteGrid(g) })
	officetest.PrintsGrid(t, "xlsx", xlsx.WriteGrid(g))
}
