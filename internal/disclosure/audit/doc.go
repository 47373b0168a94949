// Package audit attacks what was published about a Basis-Sicherheitscheck.
//
// It is the second opinion beside package disclosure and shares no code with
// it: it reads the files of releases ("nachbar-round/1") with a reader of its
// own and tries to find out what single members answered. The attacker is a
// member, or up to t of them together, who know their own answers, who took
// part, all releases and the method.
//
// A target is an atom (members that no published group tells apart), a question
// and a family of answers, {nein} or {teilweise, nein}. It is exposed if, in
// every data set that agrees with all releases and with the coalition, fewer
// than a tenth of the atom's other members (at least one) are outside the
// family. It is safe if there is such a data set, or proven that there always
// is; whatever is neither within the budgets is undecided, and that counts as a
// failure.
//
// With the answers of the rounds (known.go, walk.go) every coalition of real
// members is tried; "safe" rests on a second data set of single members that is
// checked in whole numbers, quartiles included. Without them (unknown.go,
// escape.go) all answers are tried that a coalition might have given. "Exposed"
// rests in both on a search whose every dead end is proven in whole numbers
// (search.go, lp.go).
//
// No error, finding or report names a member or quotes an answer of one.
package audit
