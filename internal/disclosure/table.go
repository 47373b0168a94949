// Package disclosure decides what may be published about a small number of
// units whose answers are confidential, and proves it.
//
// It knows tables, groups and answers, not municipalities or questions of a
// trade: the Basis-Sicherheitscheck and, later, the values of business impact
// analyses are two of its users. The attacker it holds against is a unit that
// knows its own answers, colludes with others up to a number, knows who took
// part, reads every release and this code.
package disclosure

// Table is the answers of one round, without names. It is never written
// anywhere; only a Release made of it is.
type Table struct {
	Round, Catalogue, Closed string
	Example                  bool
	Unanswered               string
	// Set names the answer set, "bsc"; Answers are its words, Sensitive the
	// families (as positions in Answers) of which none may be certain.
	Set       string
	Answers   []string
	Sensitive [][]int
	// Yes, Half and Applicable are the answers that count as fulfilled, as half
	// fulfilled, and at all, as positions in Answers.
	Yes, Half, Applicable []int
	// Questions are the ids, in the order of the units' answers; Topics group them.
	Questions []string
	Topics    []Topic
	// Classes are the ids of the size classes in their order, Titles their names.
	Classes, Titles []string
	Units           []Unit
}

// Topic is a group of questions, as positions in Table.Questions.
type Topic struct {
	ID        string
	Questions []int
}

// Unit is one member of the population in one round.
type Unit struct {
	// Key is the same for the same member in all rounds and says nothing else.
	Key string
	// Class is a position in Table.Classes.
	Class int
	// Answers are positions in Table.Answers, one for each question.
	Answers []uint8
}
