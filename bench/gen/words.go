package main

// noun is a German noun as the sentences need it.
type noun struct {
	singular, plural string
	article          string // nominative: "der", "die", "das"
}

// nouns are the things a municipality plans for.
var nouns = []noun{
	{"Notfallplan", "Notfallpläne", "der"}, {"Wiederanlauf", "Wiederanläufe", "der"}, {"Geschäftsprozess", "Geschäftsprozesse", "der"},
	{"Krisenstab", "Krisenstäbe", "der"}, {"Stromausfall", "Stromausfälle", "der"}, {"Serverraum", "Serverräume", "der"},
	{"Dienstleister", "Dienstleister", "der"}, {"Vertrag", "Verträge", "der"}, {"Ansprechpartner", "Ansprechpartner", "der"},
	{"Arbeitsplatz", "Arbeitsplätze", "der"}, {"Ausweichstandort", "Ausweichstandorte", "der"}, {"Meldeweg", "Meldewege", "der"},
	{"Übung", "Übungen", "die"}, {"Sicherung", "Sicherungen", "die"}, {"Vertretung", "Vertretungen", "die"},
	{"Verwaltung", "Verwaltungen", "die"}, {"Gemeinde", "Gemeinden", "die"}, {"Ersatzbeschaffung", "Ersatzbeschaffungen", "die"},
	{"Zuständigkeit", "Zuständigkeiten", "die"}, {"Rufnummer", "Rufnummern", "die"}, {"Checkliste", "Checklisten", "die"},
	{"Anforderung", "Anforderungen", "die"}, {"Schnittstelle", "Schnittstellen", "die"}, {"Auswertung", "Auswertungen", "die"},
	{"Leitstelle", "Leitstellen", "die"}, {"Datensicherung", "Datensicherungen", "die"}, {"Lieferkette", "Lieferketten", "die"},
	{"Fachverfahren", "Fachverfahren", "das"}, {"Rathaus", "Rathäuser", "das"}, {"Netz", "Netze", "das"},
	{"Protokoll", "Protokolle", "das"}, {"Formular", "Formulare", "das"}, {"Risiko", "Risiken", "das"},
	{"Gebäude", "Gebäude", "das"}, {"Gerät", "Geräte", "das"}, {"Ergebnis", "Ergebnisse", "das"},
	{"Handbuch", "Handbücher", "das"}, {"Lagebild", "Lagebilder", "das"}, {"Ehrenamt", "Ehrenämter", "das"},
}

var adjectives = []string{
	"aktuelle", "zentrale", "wichtige", "gemeinsame", "vereinbarte", "örtliche", "regionale", "geprüfte", "zuständige",
	"vorhandene", "neue", "benachbarte", "kritische", "einfache", "verbindliche", "regelmäßige", "größere", "frühere",
}

// verbs stand in the third person plural; the rest of the sentence follows.
var verbs = []string{
	"regeln", "ergänzen", "ersetzen", "beschreiben", "sichern", "prüfen", "entlasten", "unterstützen", "benennen",
	"erfassen", "verändern", "begrenzen", "begleiten", "ordnen", "schützen",
}

var adverbs = []string{
	"im laufenden Jahr", "ohne Verzug", "vor Ort", "in jeder Dienststelle", "nach einem Ausfall", "auch am Wochenende",
	"schriftlich und auf Papier", "mit wenig Aufwand", "innerhalb von vier Stunden", "über Ämtergrenzen hinweg",
	"bei Bedarf", "nach der Übung", "gemeinsam mit der Nachbargemeinde", "im Notbetrieb",
}

var openers = []string{
	"In der Regel", "Nach den Erfahrungen der letzten Jahre", "Für kleine Verwaltungen", "Im Ernstfall", "Zu Beginn",
	"Darüber hinaus", "Aus Sicht der Leitung", "Bei längeren Ausfällen", "Im Alltag", "Nach Abschluss der Arbeiten",
}

// tags are the frequent ones; rare ones are made of a noun and a number.
var tags = []string{
	"Notfall", "Planung", "Strom", "Personal", "Übung", "Technik", "Recht", "Meldung", "Gebäude", "Wasser", "Schule", "Haushalt",
}
