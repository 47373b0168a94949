package search

import "math"

// Impact is how much a term says about a document: its weighted frequency
// divided by the document's relative length, as one of 64 levels. Levels are
// small floating point numbers, three bits of exponent and three of fraction,
// so that every engine reckons with exactly the same values.
type Impact uint8

// MaxImpact is the highest level.
const MaxImpact Impact = 63

// impactBias is the exponent of the lowest level: 2^-4.
const impactBias = 4

// Value is the relative frequency that a level stands for, from 1/16 to 15.
func (i Impact) Value() float64 { return impacts[i&MaxImpact] }

// impacts are the values of all levels.
var impacts = func() (values [MaxImpact + 1]float64) {
	for i := range values {
		values[i] = math.Ldexp(1+float64(i&7)/8, i>>3-impactBias)
	}
	return values
}()

// impactOf returns the level nearest to a relative frequency.
func impactOf(frequency float64) Impact {
	if frequency <= impacts[0] {
		return 0
	}
	fraction, exponent := math.Frexp(frequency) // fraction in [0.5, 1)
	level := (exponent-1+impactBias)*8 + int(math.Round((2*fraction-1)*8))
	return Impact(min(level, int(MaxImpact)))
}

// relativeLength is what frequencies of a document are divided by. Short
// documents are not made better than those of half the average; what is part
// of a page is taken to be at least as long as the average.
func relativeLength(words, average float64, part bool) float64 {
	if average <= 0 {
		return 1
	}
	least := 0.5
	if part {
		least = 1
	}
	return 1 - LengthB + LengthB*max(words/average, least)
}
