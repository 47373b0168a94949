// Package oscal writes the parts of OSCAL, the Open Security Controls Assessment
// Language of NIST, that several exports of the portal share: metadata,
// properties and uuids that stay the same; and component definitions and
// profiles, for tools that manage information security.
//
// Files are JSON after the schemas of Version. Texts of requirements that others
// wrote are never in them: controls are named by their ids.
package oscal

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"strings"
)

// Version is the version of OSCAL that files are written in.
const Version = "1.1.3"

// Metadata describes a file. LastModified is a time, see Midnight; Version that
// of the file's content.
type Metadata struct {
	Title        string  `json:"title"`
	LastModified string  `json:"last-modified"`
	Version      string  `json:"version"`
	OSCAL        string  `json:"oscal-version"`
	Props        []Prop  `json:"props,omitempty"`
	Parties      []Party `json:"parties,omitempty"`
	Remarks      string  `json:"remarks,omitempty"`
}

// Prop is a property; Space is the namespace of names that are not of OSCAL.
type Prop struct {
	Name    string `json:"name"`
	Space   string `json:"ns,omitempty"`
	Value   string `json:"value"`
	Class   string `json:"class,omitempty"`
	Remarks string `json:"remarks,omitempty"`
}

// Party is who is responsible: a "person" or an "organization".
type Party struct {
	UUID string `json:"uuid"`
	Type string `json:"type"`
	Name string `json:"name"`
}

// Link leads to another file, or to a resource of this one ("#uuid").
type Link struct {
	Href string `json:"href"`
	Rel  string `json:"rel,omitempty"`
}

// BackMatter holds what links of a file lead to.
type BackMatter struct {
	Resources []Resource `json:"resources"`
}

// Resource is something that a link leads to.
type Resource struct {
	UUID        string `json:"uuid"`
	Title       string `json:"title"`
	Description string `json:"description"`
	// Links are where it is found.
	Links []ResourceLink `json:"rlinks,omitempty"`
}

// ResourceLink is an address of a resource.
type ResourceLink struct {
	Href string `json:"href"`
}

// Midnight is the start of a day ("2026-11-23") as OSCAL writes times.
func Midnight(day string) string { return day + "T00:00:00Z" }

// Marshal writes a file: indented, with texts as they are.
func Marshal(file any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(file); err != nil {
		return nil, fmt.Errorf("write OSCAL: %w", err)
	}
	return b.Bytes(), nil
}

// Space is the namespace of uuids, itself a uuid.
type Space [16]byte

// UUID is a uuid of version 5 (RFC 9562, 5.5): the same names give the same.
func (s Space) UUID(names ...string) string {
	h := sha1.New()
	h.Write(s[:])
	h.Write([]byte(strings.Join(names, "\x00")))
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
