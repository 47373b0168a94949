// Package exchange is the copying from the neighbour: it takes a template and
// the data of a municipality and makes the document that goes home.
//
// A Registry (registry.go) is data/felder.yaml: the fields that all templates
// share, read once for the form in the browser, for the templates and for the
// command line. A Profile (profile.go) is what one municipality filled in; it
// never comes near a build.
//
// Make (make.go) puts the text of a template, its keys and a Profile together
// to a document.Document, with cover, history and the stamp by which a copy is
// recognised later (stamp.go). The packages below office write it.
//
// The result depends on the template, the registry, the words, the profile and
// the day of copying alone, so that browser, command line and build give the
// same parts.
package exchange
