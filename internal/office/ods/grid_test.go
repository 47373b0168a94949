package ods_test

import (
	"testing"

	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/office/ods"
	"github.com/kaaw/nachbar/internal/office/officetest"
)

func TestGridsAreSoundAndPrinted(t *testing.T) {
	g := officetest.Grid()
	officetest.SameEveryTime(t, "ods", func() *form.Form { return ods.WriteGrid(g) })
	officetest.PrintsGrid(t, "ods", ods.WriteGrid(g))
}
