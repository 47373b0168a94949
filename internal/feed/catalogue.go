package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Catalogue is what a portal offers to take home, for programs: a catalogue of
// DCAT (W3C, version 3) in JSON-LD, with terms of Dublin Core and schema.org.
// Its words are explained in the file itself, so that nothing has to be fetched
// to understand it.
type Catalogue struct {
	Title, Description, Publisher, Lang string
	// URL is the address of the catalogue's page.
	URL string
	// Modified is the day of the newest change.
	Modified time.Time
	Items    []CatalogueItem
}

// CatalogueItem is a template or a policy. License is an address.
type CatalogueItem struct {
	ID, Kind, Title, Description, Version string
	URL, License                          string
	Modified                              time.Time
	Keywords                              []string
	BasedOn                               []CatalogueSource
	Files                                 []CatalogueFile
}

// CatalogueSource is a version that an item was made of; URL is "" if the
// portal does not show it.
type CatalogueSource struct{ ID, Version, URL string }

// CatalogueFile is an unfilled file. Type is its media type, Sum its SHA-256 in
// hexadecimal.
type CatalogueFile struct {
	URL, Type, Sum string
	Size           int64
}

// term is a word of the file: the term that it stands for, and its type.
type term struct {
	ID   string `json:"@id"`
	Type string `json:"@type,omitempty"`
}

// terms are the words of the file.
func terms() map[string]any {
	return map[string]any{
		"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
		"schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
		"id": "dct:identifier", "title": "dct:title", "description": "dct:description", "language": "dct:language",
		"publisher": "schema:publisher", "kind": "schema:additionalType", "version": "dcat:version", "keyword": "dcat:keyword",
		"modified": term{"dct:modified", "xsd:date"}, "license": term{"dct:license", "@id"},
		"landingPage": term{"dcat:landingPage", "@id"}, "isBasedOn": "schema:isBasedOn",
		"dataset": "dcat:dataset", "distribution": "dcat:distribution", "downloadURL": term{"dcat:downloadURL", "@id"},
		"encodingFormat": "schema:encodingFormat", "byteSize": term{"dcat:byteSize", "xsd:nonNegativeInteger"}, "sha256": "schema:sha256",
	}
}

type ldCatalogue struct {
	Context     map[string]any `json:"@context"`
	Type        string         `json:"@type"`
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"language"`
	Publisher   string         `json:"publisher,omitempty"`
	LandingPage string         `json:"landingPage"`
	Modified    string         `json:"modified,omitempty"`
	Items       []ldItem       `json:"dataset"`
}

type ldItem struct {
	Node        string     `json:"@id"`
	Type        []string   `json:"@type"`
	ID          string     `json:"id"`
	Kind        string     `json:"kind"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	Version     string     `json:"version"`
	Modified    string     `json:"modified,omitempty"`
	License     string     `json:"license"`
	Keywords    []string   `json:"keyword,omitempty"`
	LandingPage string     `json:"landingPage"`
	BasedOn     []ldSource `json:"isBasedOn,omitempty"`
	Files       []ldFile   `json:"distribution"`
}

type ldSource struct {
	Node    string `json:"@id,omitempty"`
	ID      string `json:"id"`
	Version string `json:"version"`
}

type ldFile struct {
	Type   string `json:"@type"`
	URL    string `json:"downloadURL"`
	Format string `json:"encodingFormat"`
	Size   int64  `json:"byteSize"`
	Sum    string `json:"sha256"`
}

// CatalogueJSON writes the catalogue.
func CatalogueJSON(c Catalogue) ([]byte, error) {
	out := ldCatalogue{
		Context: terms(), Type: "dcat:Catalog", Title: c.Title, Description: c.Description, Language: c.Lang,
		Publisher: c.Publisher, LandingPage: c.URL, Modified: dayOf(c.Modified), Items: []ldItem{},
	}
	for _, item := range c.Items {
		out.Items = append(out.Items, item.ld())
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		return nil, fmt.Errorf("write catalogue: %w", err)
	}
	return b.Bytes(), nil
}

func (i *CatalogueItem) ld() ldItem {
	out := ldItem{
		Node: i.URL, Type: []string{"dcat:Dataset", "schema:DigitalDocument"}, ID: i.ID, Kind: i.Kind, Title: i.Title,
		Description: i.Description, Version: i.Version, Modified: dayOf(i.Modified), License: i.License,
		Keywords: i.Keywords, LandingPage: i.URL, Files: []ldFile{},
	}
	for _, s := range i.BasedOn {
		out.BasedOn = append(out.BasedOn, ldSource{s.URL, s.ID, s.Version})
	}
	for _, f := range i.Files {
		out.Files = append(out.Files, ldFile{"dcat:Distribution", f.URL, f.Type, f.Size, f.Sum})
	}
	return out
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
