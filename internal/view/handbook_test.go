package view

import "testing"

func TestSeveralBodiesStandOnOnePage(t *testing.T) {
	for from, want := range map[string]string{
		`<h2 id="a">A &amp; B</h2>`:                                         `<h3 id="k-a">A &amp; B</h3>`,
		`<p>Siehe <a href="#a">oben</a> und <a href="../x/#a">dort</a></p>`: `<p>Siehe <a href="#k-a">oben</a> und <a href="../x/#a">dort</a></p>`,
		`<h6 id="z">unten</h6>`:                                             `<h6 id="k-z">unten</h6>`,
		`<div role="region" tabindex="0" aria-label="Tabelle 1">`:           `<div role="region" tabindex="0" aria-label="Tabelle 1, Plan &#34;X&#34;">`,
		`<input type="checkbox" disabled aria-label="offen"> „Ja“`:          `<input type="checkbox" disabled aria-label="offen"> „Ja“`,
		`<td headers="a b">1 &lt; 2</td>`:                                   `<td headers="k-a k-b">1 &lt; 2</td>`,
		`<section aria-labelledby="t"><br></section>`:                       `<section aria-labelledby="k-t"><br></section>`,
		`<span class="feld" data-feld="it.telefon">Telefon &gt; IT</span>`:  `<span class="feld" data-feld="it.telefon">Telefon &gt; IT</span>`,
	} {
		got, err := embedded([]byte(from), "k-", `Plan "X"`)
		if err != nil || got != want {
			t.Errorf("%s\nbecomes %s\nwant    %s (%v)", from, got, want, err)
		}
	}
}
