// Package disclosure decides what may be published about a small number of
// units whose answers are confidential, and proves it.
//
// It knows tables, groups and answers, not municipalities or questions of a
// trade: the Basis-Sicherheitscheck and, later, the values of business impact
// analyses are two of its users. The attacker it holds against is a unit that
// knows its own answers, colludes with others up to a number, knows who took
// part, reads every release and this code. A leak is that for one unit and one
// question an answer, or "not yes", becomes certain.
//
// The rules, and where they are:
//
//	R1  a round is published once and never again          ledger.go
//	R2  few fixed classes, merged by numbers of units only  classes.go
//	R3  questions over all units: coded ends, rounded       policy.go, make.go
//	R4  questions by class as a codebook allows, or never   codebook.go
//	R5  topics by class as shares in steps of 5 points      make.go
//	R6  all that is shown is a function of a Release        release.go
//	R7  few leavers make falling figures unclear            change.go
//	R8  questions of some units: bands and steps of shares  band.go
//	R9  the public does not see which end a question is at  view.go
//	R10 units that tell their answers raise T               ledger.go, policy.go
//	R11 the gate finds nothing exposed, nothing undecided   gate.go
//	T4  quartiles of the units' own rates                   make.go
//
// Publish is the one door that holds all of them, PublishBands that for R8.
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
