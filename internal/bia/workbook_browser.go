package bia

import "strings"

// BrowserData is what a browser needs to prefill a WorkbookForm for any choice
// of processes, as Prefilled and Values do: web/ts/bia/workbook.ts is their twin.
type BrowserData struct {
	Processes []BrowserProcess `json:"processes"`
	// Damage are DamageWords, State is that of what is proposed, Own that of the
	// blank rows.
	Damage []string `json:"damage"`
	State  State    `json:"state"`
	Own    State    `json:"own"`
	Level  int      `json:"level"`
	Blank  Slots    `json:"blank"`
	// Classes are the processes of the size classes (Catalogue.For), ClassNames
	// what people call these.
	Classes    map[string][]string `json:"classes"`
	ClassNames map[string]string   `json:"classNames"`
}

// BrowserProcess is a process with its proposals.
type BrowserProcess struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Unit      string      `json:"unit"`
	MTA       string      `json:"mta"`
	Damage    [][]int     `json:"damage"`
	Resources [][2]string `json:"resources"`
	Needs     []string    `json:"needs"`
}

// Browser is the data of a catalogue.
func (c *Catalogue) Browser(classes []string) BrowserData {
	d := BrowserData{Processes: []BrowserProcess{}, Damage: DamageWords(), State: Proposal, Own: Reviewed, Level: Intolerable, Blank: Blank(),
		Classes: map[string][]string{}, ClassNames: map[string]string{}}
	for _, p := range c.Processes {
		b := BrowserProcess{ID: p.ID, Title: p.Title, Unit: strings.Join(p.Unit, ", "), MTA: p.MTA.Span(), Damage: p.Damage.Rows(), Resources: [][2]string{}, Needs: append([]string{}, p.Needs...)}
		for _, r := range p.Resources {
			b.Resources = append(b.Resources, [2]string{CategoryWord(r.Category), r.Name})
		}
		d.Processes = append(d.Processes, b)
	}
	for _, class := range classes {
		d.Classes[class], d.ClassNames[class] = append([]string{}, c.For(class)...), className(class)
	}
	return d
}
