package markdown

import (
	"maps"
	"slices"
)

// english holds the words that the HTML adds to the text, by their keys.
var english = map[string]string{
	"callout.note":    "Note",
	"callout.tip":     "Tip",
	"callout.warning": "Warning",
	"callout.danger":  "Danger",
	"callout.example": "Example",
	"callout.hint":    "How to fill this in",
	"callout.nw":      "North Rhine-Westphalia only",
	"callout.ni":      "Lower Saxony only",
	"table":           "Table",             // followed by a number
	"footnotes":       "Footnotes",         // names the list of notes
	"footnote":        "Footnote",          // followed by a number
	"footnote.back":   "Back to reference", // followed by a number
	"task.open":       "open",
	"task.done":       "done",
}

// LabelKeys returns the keys of Options.Labels. A message catalogue has them
// with "markdown." in front.
func LabelKeys() []string {
	return slices.Sorted(maps.Keys(english))
}

func withDefaults(labels map[string]string) map[string]string {
	all := maps.Clone(english)
	maps.Copy(all, labels)
	return all
}
