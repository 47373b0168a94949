package bia

import (
	"github.com/kaaw/nachbar/internal/german"
)

// MatchFormat is the version of MatchData.
const MatchFormat = "nachbar-match/1"

// MatchData is all that matching needs to know, in Go and in browsers
// (web/ts/bia/match.ts): the names of the processes, the lexicon that splits
// compounds, words that mean the same here, and words that say little.
type MatchData struct {
	Format    string         `json:"format"`
	Lexicon   string         `json:"lexicon"`
	Areas     []MatchArea    `json:"areas"`
	Processes []MatchProcess `json:"processes"`
	// Same are groups of words that mean the same in lists of municipalities.
	Same [][]string `json:"same"`
	// Weak are words that tell processes apart badly.
	Weak []string `json:"weak"`
}

// MatchArea is a product area.
type MatchArea struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// MatchProcess is a process with what it is recognised by.
type MatchProcess struct {
	ID    string   `json:"id"`
	Area  string   `json:"area"`
	Title string   `json:"title"`
	About string   `json:"about"`
	Unit  []string `json:"unit"`
	Words []string `json:"words"`
	Duty  Duty     `json:"duty"`
	MTA   Class    `json:"mta"`
	// RTO is the proposal in hours, 0 for none.
	RTO int `json:"rto"`
}

// MatchData collects what matching needs; lex splits compounds.
func (c *Catalogue) MatchData(lex *german.Lexicon) MatchData {
	d := MatchData{
		Format: MatchFormat, Lexicon: lex.Format(nil), Areas: []MatchArea{}, Processes: []MatchProcess{},
		Same: matchSame, Weak: matchWeak,
	}
	for _, a := range c.Areas {
		d.Areas = append(d.Areas, MatchArea{a.ID, a.Title})
	}
	for _, p := range c.Processes {
		d.Processes = append(d.Processes, MatchProcess{
			ID: p.ID, Area: p.Area, Title: p.Title, About: p.About, Unit: listed(p.Unit), Words: listed(p.Words),
			Duty: p.Duty, MTA: p.MTA, RTO: p.MTA.RTO(),
		})
	}
	return d
}

// listed makes no list an empty one, as JSON tells them apart.
func listed(texts []string) []string { return append([]string{}, texts...) }

// matchSame are words that mean the same in lists of processes.
var matchSame = [][]string{
	{"EDV", "IT", "Informationstechnik", "Computer", "PC"},
	{"Trauung", "Hochzeit", "Heirat", "Eheschließung"},
	{"Geflüchtete", "Flüchtling", "Asyl", "Asylbewerber"},
	{"Gehalt", "Lohn", "Entgelt", "Bezüge", "Besoldung"},
	{"Müll", "Abfall"},
	{"Schule", "Schüler"},
	{"Kindergarten", "Kita", "Kindertagesstätte", "Kindertageseinrichtung"},
	{"Laterne", "Beleuchtung"},
	{"Bibliothek", "Bücherei"},
	{"Internet", "Website", "Homepage", "Webseite"},
	{"Beerdigung", "Bestattung", "Beisetzung"},
	{"Tod", "Sterbefall", "Todesfall"},
	{"Kredit", "Darlehen"},
	{"Auto", "Fahrzeug", "Kfz", "Dienstwagen"},
	{"Hacker", "Cyber"},
	{"Azubi", "Auszubildende", "Ausbildung"},
	{"Firma", "Unternehmen", "Betrieb"},
	{"Rechnungsprüfungsamt", "RPA", "Rechnungsprüfung"},
	{"Abwasser", "Schmutzwasser"},
	{"Notstrom", "Netzersatz"},
	{"Putzen", "Reinigung"},
	{"Zuschuss", "Förderung", "Zuwendung"},
	{"Ganztag", "OGS", "Ganztagsschule"},
	{"Mensa", "Verpflegung", "Schulessen", "Mittagessen"},
	{"Zuzug", "Umzug", "Wegzug", "Ummeldung"},
	{"Brandbekämpfung", "Löschzug", "Feuerwehr"},
	{"Turnhalle", "Sporthalle"},
	{"Überweisung", "Zahlung", "Auszahlung"},
}

// matchWeak are words that stand in many lists and tell little.
var matchWeak = []string{
	"Angelegenheit", "Aufgabe", "Amt", "Stelle", "Wesen", "Verwaltung", "Bereich", "Dienst", "Leistung", "Gemeinde", "Stadt", "Kommune",
	"städtisch", "kommunal", "gemeindlich", "öffentlich", "allgemein", "sonstig", "zentral", "örtlich", "laufend", "eigen", "Durchführung", "Bearbeitung", "Betreuung", "Verwalten",
	"führen", "bearbeiten", "durchführen", "verwalten", "organisieren", "vorbereiten", "erledigen", "annehmen", "aufnehmen", "ausstellen",
	"betreiben", "bereitstellen", "prüfen", "melden", "beantragen", "bewilligen", "auszahlen", "vergeben", "unterhalten", "pflegen",
	"beseitigen", "vermitteln", "abrechnen", "Abrechnung", "Auskunft", "Antrag", "Person", "Bürger", "Haus", "Sache", "Fall", "Unterhaltung", "Betrieb",
	"Gesetz", "Recht", "Anlage", "Einrichtung", "Beratung", "Hilfe", "Service", "Büro", "Förderung", "Kosten", "Gebühr", "Meldung",
	"Abteilung", "Fachdienst", "Sachgebiet", "Produkt",
}
