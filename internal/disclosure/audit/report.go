package audit

import (
	"fmt"
	"html"
	"strings"
)

// maxListed is how many findings a report spells out.
const maxListed = 200

// Markdown is the report for somebody who has to answer for the publication,
// the data protection officer for example. elapsed is how long the audit took,
// in words, "" to leave it out: the rest depends on the input alone.
func (r *Report) Markdown(elapsed string) string {
	var b strings.Builder
	b.WriteString("# Prüfbericht: Was aus der Veröffentlichung über einzelne Mitglieder folgt\n\n")
	if r.Passed() {
		b.WriteString("**Ergebnis: Es wurde nichts gefunden.** Keine Antwort eines einzelnen Mitglieds ist mit den unten genannten Mitteln ableitbar.\n\n")
	} else {
		fmt.Fprintf(&b, "**Ergebnis: nicht bestanden.** %d Befunde zu Antworten, %d Angaben auf Seiten ohne Beleg. Was nicht entschieden werden konnte, zählt wie ein Fund.\n\n", len(r.Findings), len(r.Unfounded))
	}
	r.tried(&b)
	r.found(&b)
	r.assumptions(&b)
	if elapsed != "" {
		fmt.Fprintf(&b, "\nDauer der Prüfung: %s\n", elapsed)
	}
	return b.String()
}

func (r *Report) tried(b *strings.Builder) {
	b.WriteString("## Was versucht wurde\n\n")
	fmt.Fprintf(b, "Angenommen wird ein Mitglied, das seine eigenen Antworten kennt und sich mit anderen abspricht (zusammen höchstens %d). "+
		"Es weiß, wer teilgenommen hat, kennt alle Veröffentlichungen und das Verfahren. "+
		"Es will von den übrigen Mitgliedern einer Gruppe erfahren, ob alle oder fast alle (mehr als neun von zehn) zu einer Frage dieselbe Antwort oder „teilweise oder nein“ gegeben haben.\n\n", r.Colluding)
	for _, x := range r.Rounds {
		example := ""
		if x.Example {
			example = " (erfundene Beispieldaten)"
		}
		fmt.Fprintf(b, "- Runde %s%s: %d Mitglieder, Gruppen %s; %d Fragen, %d Zellen, %d Quartile; Dateien %s\n",
			x.Round, example, x.Units, strings.Join(x.Groups, ", "), x.Questions, x.Cells, x.Quantiles, strings.Join(x.Files, ", "))
		if r.Known {
			fmt.Fprintf(b, "  - mit den echten Antworten: %d Ziele, %d Mal eine Gruppe von Mitgliedern gegen ein Ziel\n", x.KnownTargets, x.KnownCoalitions)
		}
		fmt.Fprintf(b, "  - ohne die Antworten, für alles, was die Mitglieder geantwortet haben könnten: %d Ziele, %d Zusammensetzungen gegen Ziele\n", x.UnknownTargets, x.UnknownCoalitions)
	}
	if r.Monotone {
		b.WriteString("- Zwischen den Runden: der Angreifer glaubt, dass ein „ja“ in späteren Runden ein „ja“ bleibt.\n")
	}
	if r.site {
		fmt.Fprintf(b, "- Veröffentlichte Seiten: %d Dateien mit %d Zahlen gelesen.\n", r.Pages, r.Figures)
	}
	b.WriteByte('\n')
}

func (r *Report) found(b *strings.Builder) {
	b.WriteString("## Was gefunden wurde\n\n")
	if r.Passed() {
		b.WriteString("Nichts.\n\n")
		return
	}
	for i, f := range r.Findings {
		if i == maxListed {
			fmt.Fprintf(b, "- und %d weitere\n", len(r.Findings)-i)
			break
		}
		fmt.Fprintf(b, "- Runde %s, Gruppe %s, Frage %s, „%s“: %s (%s; Beteiligte: %s)\n", f.Round, f.Group, f.Question, f.Family, f.Word, f.How, f.Coalition)
	}
	for i, u := range r.Unfounded {
		if i == maxListed {
			fmt.Fprintf(b, "- und %d weitere Angaben ohne Beleg\n", len(r.Unfounded)-i)
			break
		}
		fmt.Fprintf(b, "- Seite %s: die Angabe „%s“ folgt aus keiner Veröffentlichung (%s)\n", u.Page, u.Figure, u.Where)
	}
	b.WriteByte('\n')
}

func (r *Report) assumptions(b *strings.Builder) {
	b.WriteString("## Wovon das Ergebnis abhängt\n\n")
	b.WriteString("- Die Prüfung ist ein zweites Programm. Sie teilt keinen Programmteil mit dem, das veröffentlicht.\n" +
		"- „Nicht ableitbar“ heißt: Es gibt andere Antworten, die zu allen veröffentlichten Angaben passen. Sie wurden mit ganzen Zahlen nachgerechnet.\n" +
		"- „Ableitbar“ heißt: Es ist bewiesen, dass es solche Antworten nicht gibt.\n" +
		"- Mehrere Dateien einer Runde gelten als Angaben über dieselben Mitglieder; die größere enthält Nachzügler.\n")
	if r.Known {
		b.WriteString("- Mit den Antworten sind auch die Quartile geprüft: Jede andere Antwortlage erfüllt auch sie.\n")
	}
	b.WriteString("- Ohne die Antworten bleiben die Quartile außer Betracht; geprüft ist nur ihre Form. Große Themen werden dort mit Antwortlagen entschieden, " +
		"die zu jeder möglichen Aussage der Beteiligten passen, oder mit unteren Schranken, die mit Gleitkommazahlen und einem Sicherheitsabstand gerechnet sind.\n" +
		"- Dass eine Angabe verdeckt ist, wertet die Prüfung nicht als eigene Information.\n")
	if r.Monotone {
		b.WriteString("- Zwischen den Runden werden nur die Anzahlen je Frage verbunden, nicht die Anteile je Gruppe.\n")
	}
	if r.site {
		b.WriteString("- Zahlen auf Seiten werden mit allem verglichen, was sich aus den Zellen ergibt. Ob eine Zahl an der richtigen Stelle steht, prüft das nicht.\n")
	}
}

// HTML is the same report as a page without scripts and styles.
func (r *Report) HTML(elapsed string) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"de\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Prüfbericht</title>\n")
	depth := 0
	list := func(to int) {
		for ; depth < to; depth++ {
			b.WriteString("<ul>\n")
		}
		for ; depth > to; depth-- {
			b.WriteString("</ul>\n")
		}
	}
	for line := range strings.Lines(r.Markdown(elapsed)) {
		line = strings.TrimSuffix(line, "\n")
		text := func(s string) string { return strings.ReplaceAll(html.EscapeString(s), "**", "") }
		switch {
		case line == "":
			list(0)
		case strings.HasPrefix(line, "# "):
			list(0)
			fmt.Fprintf(&b, "<h1>%s</h1>\n", text(line[2:]))
		case strings.HasPrefix(line, "## "):
			list(0)
			fmt.Fprintf(&b, "<h2>%s</h2>\n", text(line[3:]))
		case strings.HasPrefix(line, "- "):
			list(1)
			fmt.Fprintf(&b, "<li>%s</li>\n", text(line[2:]))
		case strings.HasPrefix(line, "  - "):
			list(1)
			fmt.Fprintf(&b, "<li>%s</li>\n", text(line[4:]))
		default:
			list(0)
			fmt.Fprintf(&b, "<p>%s</p>\n", text(line))
		}
	}
	list(0)
	b.WriteString("</html>\n")
	return b.String()
}
