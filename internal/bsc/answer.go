package bsc

// Answer is the state of one requirement (IT-Grundschutz-Check, BSI 200-2).
type Answer uint8

// The answers; Open is a question that nobody has answered.
const (
	Open Answer = iota
	Yes
	Partly
	No
	NotApplicable
)

// Answers lists the answers that can be given, in the order of all tables.
func Answers() []Answer { return []Answer{Yes, Partly, No, NotApplicable} }

var answerWords = [...]string{Open: "", Yes: "ja", Partly: "teilweise", No: "nein", NotApplicable: "entbehrlich"}

// String is the German word, as it stands in sheets and files; "" for Open.
func (a Answer) String() string {
	if int(a) >= len(answerWords) {
		return ""
	}
	return answerWords[a]
}

// ParseAnswer reads one of the four words, exactly as written; ok is false for
// every other text. Sheets are read by more lenient rules.
func ParseAnswer(s string) (a Answer, ok bool) {
	for i, word := range answerWords {
		if i > 0 && word == s {
			return Answer(i), true
		}
	}
	return Open, false
}

// Reply is what a municipality says to one question.
type Reply struct {
	Answer Answer
	// Reason is required for NotApplicable (BSI 200-2).
	Reason string
	// Responsible is a role, Due a day "2027-03-31", both as written.
	Responsible, Due string
}

// Sheet is the answers of one municipality to one catalogue.
type Sheet struct {
	Catalogue string // its id
	// Member is the id or name of the municipality, Class its size class; both
	// stay where the sheet is.
	Member, Class string
	Date          string // day of the check, "2026-05-12"
	// Author and Interviewed are roles.
	Author, Interviewed string
	Replies             map[string]Reply // by id of the question
}

// Answer returns the answer to a question, Open if there is none.
func (s *Sheet) Answer(id string) Answer { return s.Replies[id].Answer }
