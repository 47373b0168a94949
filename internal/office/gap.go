package office

import (
	"errors"
	"fmt"
	"strings"
)

// The marks. A gap is gapOpen name gapClose, a choice is
// choiceOpen name {caseOpen value caseText pieces} choiceClose.
const (
	gapOpen     = '\uE000'
	gapClose    = '\uE001'
	choiceOpen  = '\uE002'
	caseOpen    = '\uE003'
	caseText    = '\uE004'
	choiceClose = '\uE005'
)

const marks = string(gapOpen) + string(gapClose) + string(choiceOpen) + string(caseOpen) + string(caseText) + string(choiceClose)

// Gap marks the place of an answer. How lines of the answer are parted is said
// by the part that it stands in, see Part.
func Gap(field string) string { return string(gapOpen) + field + string(gapClose) }

// Case is what a choice becomes if the answer is Value. As the value of a case
// "" stands for no answer and Other for any that no other case names.
type Case struct{ Value, Text string }

// Other is the value of the case for all other answers.
const Other = "*"

// Choice marks a text that depends on an answer; the text of a case may hold
// gaps and choices again. Without a case that fits there is no text.
func Choice(field string, cases ...Case) string {
	var b strings.Builder
	b.WriteRune(choiceOpen)
	b.WriteString(field)
	for _, c := range cases {
		b.WriteRune(caseOpen)
		b.WriteString(c.Value)
		b.WriteRune(caseText)
		b.WriteString(c.Text)
	}
	b.WriteRune(choiceClose)
	return b.String()
}

// Answered is the Choice between a text for any answer and one for none.
func Answered(field, answered, missing string) string {
	return Choice(field, Case{"", missing}, Case{Other, answered})
}

// Plain removes from a text what would be read as a mark.
func Plain(text string) string {
	if !strings.ContainsAny(text, marks) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= gapOpen && r <= choiceClose {
			return -1
		}
		return r
	}, text)
}

var errMarks = errors.New("marks do not fit together")

// Cut takes a text with marks apart.
func Cut(text string) ([]Piece, error) {
	pieces, rest, err := cut(text)
	if err == nil && rest != "" {
		err = errMarks
	}
	if err != nil {
		return nil, fmt.Errorf("cut office part: %w", err)
	}
	return pieces, nil
}

// cut reads pieces up to the end of a case, a choice or the text.
func cut(text string) (pieces []Piece, rest string, err error) {
	for text != "" {
		i := strings.IndexAny(text, marks)
		if i < 0 {
			return append(pieces, Piece{Text: text}), "", nil
		}
		if i > 0 {
			pieces = append(pieces, Piece{Text: text[:i]})
			text = text[i:]
		}
		mark, after := []rune(text[:3])[0], text[3:]
		var p Piece
		switch mark {
		case gapOpen:
			var closed bool
			if p.Field, text, closed = strings.Cut(after, string(gapClose)); !closed || p.Field == "" {
				return nil, "", errMarks
			}
		case choiceOpen:
			if p, text, err = cutChoice(after); err != nil {
				return nil, "", err
			}
		default:
			return pieces, text, nil
		}
		pieces = append(pieces, p)
	}
	return pieces, "", nil
}

// cutChoice reads a choice behind its first mark.
func cutChoice(text string) (p Piece, rest string, err error) {
	i := strings.IndexAny(text, string(caseOpen)+string(choiceClose))
	if i <= 0 {
		return p, "", errMarks
	}
	p.Field, text = text[:i], text[i:]
	for {
		if rest, ok := strings.CutPrefix(text, string(choiceClose)); ok {
			return p, rest, nil
		}
		after, ok := strings.CutPrefix(text, string(caseOpen))
		if !ok {
			return p, "", errMarks
		}
		value, after, ok := strings.Cut(after, string(caseText))
		if !ok {
			return p, "", errMarks
		}
		c := Branch{Value: value}
		if c.Pieces, text, err = cut(after); err != nil {
			return p, "", err
		}
		p.Cases = append(p.Cases, c)
	}
}
