package privacy

import (
	"maps"
	"slices"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// trueFindings are the laws of the corpus of NACHBAR_LAWS that do name mail
// addresses, telephone numbers and accounts of authorities, by folder and kind.
// Each was looked at.
func trueFindings() map[string]bool {
	out := map[string]bool{}
	for _, name := range []string{
		"anlbv_2004 mail",
		"anlbv_2004 phone",
		"awzrov mail",
		"awzrov phone",
		"bakredsitzbek phone",
		"bavsitzbek phone",
		"beamtvzustano_2016 mail",
		"beamtvzustano_2016 phone",
		"besitzbek phone",
		"bfarmsitzbek phone",
		"bibbsitzbek phone",
		"bkartasitzbek phone",
		"blesitzbek phone",
		"bmfsvzustano phone",
		"brphv mail",
		"brphv phone",
		"bvasitzbek phone",
		"bwo_1985 mail",
		"chemgiftinfov mail",
		"chemgiftinfov phone",
		"emslotsv_2003 mail",
		"emslotsv_2003 phone",
		"euwo_1988 mail",
		"fpersv phone",
		"gvv iban",
		"hnspflichtversbeschv phone",
		"lkwueberlstvausnv mail",
		"mituebermitv mail",
		"schleusv phone",
		"schsihafv phone",
		"wastrschlbetrzv_2013 phone",
		"zstarbvermsitzbek phone",
	} {
		out[name] = true
	}
	return out
}
