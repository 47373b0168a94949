// Package office is what the writers of office files have in common: files
// with gaps, and the container that office files are.
//
// # From a writer to a copy
//
// A writer (odt, docx, ods, xlsx) writes the parts of a file once. Where the
// answer of a reader stands it puts a Gap, where the text depends on an answer
// a Choice. Cut takes the parts with these marks apart and makes a Form of
// them: a file with gaps, which is small, knows nothing of documents, and can
// be filled anywhere. Fill puts the answers in. The build fills a form with
// nothing (the template as it is offered), "nachbar copy" and the browser with
// the profile of a municipality. The browser has the same few lines in
// TypeScript and reads the form as JSON, so all of them make the same parts,
// byte for byte.
//
// Marks are characters of the private use area, which no text of a template
// holds (Plain removes them). They may stand in any part that is text.
//
// # Answers
//
// An answer is text as a person reads it; an empty one is none. It is escaped
// for the place where it stands: Fill never lets an answer become markup.
// Names that begin with "@" are not asked for: "@copied" is the day of the copy
// as 2027-03-10.
package office
