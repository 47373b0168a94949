package docx

import (
	"testing"

	"github.com/kaaw/nachbar/internal/office/officetest"
)

func FuzzAnyTextBecomesASoundFile(f *testing.F) {
	for _, seed := range officetest.Seeds() {
		f.Add(seed, "Muster <&>")
	}
	base := officetest.Sample(f, nil)
	f.Fuzz(func(t *testing.T, source, name string) {
		d := officetest.DocumentOf(base, source)
		form := Write(&d)
		officetest.Sound(t, form, nil)
		officetest.Sound(t, form, map[string]string{"kommune.name": name, "kommune.land": "Niedersachsen"})
	})
}
