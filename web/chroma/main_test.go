package main

import (
	"math"
	"os"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// The grounds that code stands on: KERN's layout-background-hued in both
// themes (oklch(96.72% .0041 271.37), oklch(20.23% .0321 277.67)) and white,
// which is the ground in print.
var (
	lightGrounds = []chroma.Colour{chroma.MustParseColour("#f3f4f7"), chroma.MustParseColour("#ffffff")}
	darkGrounds  = []chroma.Colour{chroma.MustParseColour("#131525"), chroma.MustParseColour("#000000")}
)

func TestColoursCanBeReadOnTheirGrounds(t *testing.T) {
	const enough = 4.5 // WCAG 2.2, 1.4.3, level AA
	rules, err := allRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		for _, ground := range lightGrounds {
			if c := contrast(r.light.Colour, ground); c < enough {
				t.Errorf("%s: %s on %s has %.1f:1", r.class, r.light.Colour, ground, c)
			}
		}
		for _, ground := range darkGrounds {
			if c := contrast(r.dark.Colour, ground); c < enough {
				t.Errorf("%s: %s on %s has %.1f:1", r.class, r.dark.Colour, ground, c)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b chroma.Colour) float64 {
	bright, dark := luminance(a), luminance(b)
	if bright < dark {
		bright, dark = dark, bright
	}
	return (bright + 0.05) / (dark + 0.05)
}

func luminance(c chroma.Colour) float64 {
	return 0.2126*linear(c.Red()) + 0.7152*linear(c.Green()) + 0.0722*linear(c.Blue())
}

func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func TestContrastOfKnownPairs(t *testing.T) {
	black, white, grey := chroma.MustParseColour("#000000"), chroma.MustParseColour("#ffffff"), chroma.MustParseColour("#767676")
	if c := contrast(black, white); math.Abs(c-21) > 0.01 {
		t.Errorf("black on white: %.2f", c)
	}
	if c := contrast(white, grey); math.Abs(c-4.54) > 0.01 {
		t.Errorf("white on #767676: %.2f", c)
	}
}

func TestSheetInTheRepositoryIsWhatThisToolMakes(t *testing.T) {
	want, err := sheet()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../css/chroma.css")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("web/css/chroma.css is out of date: go run ./web/chroma")
	}
}
