package site_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
)

// catalogueOf is katalog.json as a program reads it.
type catalogueOf struct {
	Context map[string]any `json:"@context"`
	Type    string         `json:"@type"`
	Dataset []struct {
		Node      string `json:"@id"`
		ID        string
		Version   string
		Modified  string
		License   string
		IsBasedOn []struct {
			Node    string `json:"@id"`
			ID      string
			Version string
		}
		Distribution []struct {
			DownloadURL    string
			EncodingFormat string
			ByteSize       int
			Sha256         string
		}
	}
}

func catalogue(t *testing.T, src []byte) catalogueOf {
	t.Helper()
	var c catalogueOf
	if err := json.Unmarshal(src, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheCatalogueTellsTheTruthAboutEveryFile(t *testing.T) {
	p := exchangeSite()
	p["content/vorlagen/klein/index.md"] = strings.Replace(templateOf("klein", "", "Kurz.\n"), "purpose:", "basedOn: [karte@1.0.0]\npurpose:", 1)
	files := outputs(t, p.withDefaults())
	c := catalogue(t, files["katalog.json"])
	if c.Type != "dcat:Catalog" || len(c.Dataset) != 3 {
		t.Fatalf("the catalogue is a %s of %d", c.Type, len(c.Dataset))
	}
	checked := 0
	for _, item := range c.Dataset {
		if item.Version != "1.0.0" || item.Modified != "2027-01-05" || !strings.HasPrefix(item.License, "https://creativecommons.org/") {
			t.Errorf("%s is %+v", item.ID, item)
		}
		for _, f := range item.Distribution {
			body := files[f.DownloadURL]
			sum := sha256.Sum256(body)
			if body == nil || len(body) != f.ByteSize || hex.EncodeToString(sum[:]) != f.Sha256 || !strings.HasPrefix(f.EncodingFormat, "application/vnd.o") {
				t.Errorf("%s is not as the catalogue tells: %+v", f.DownloadURL, f)
			}
			checked++
			if page := string(files["katalog/index.html"]); !strings.Contains(page, f.Sha256) || !strings.Contains(page, `href="../`+f.DownloadURL+`"`) {
				t.Errorf("the page misses %s", f.DownloadURL)
			}
		}
	}
	if checked != 6 {
		t.Errorf("%d files were checked", checked)
	}
	for _, item := range c.Dataset {
		if item.ID == "klein" && (len(item.IsBasedOn) != 1 || item.IsBasedOn[0].ID != "karte" || item.IsBasedOn[0].Node != "vorlagen/karte/") {
			t.Errorf("it was made of %+v", item.IsBasedOn)
		}
	}
}

// Every word of the catalogue is explained in it, so that no program has to
// fetch anything.
func TestTheCatalogueExplainsItsWords(t *testing.T) {
	src := outputs(t, exchangeSite().withDefaults())["katalog.json"]
	c := catalogue(t, src)
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if _, known := c.Context[key]; !known && !strings.HasPrefix(key, "@") {
					t.Errorf("%q is not explained", key)
				}
				walk(value)
			}
		case []any:
			for _, item := range v {
				walk(item)
			}
		}
	}
	var all map[string]any
	if err := json.Unmarshal(src, &all); err != nil {
		t.Fatal(err)
	}
	delete(all, "@context")
	walk(all)
}

func TestTheCatalogueHasFullAddressesIfTheSiteKnowsItsOwn(t *testing.T) {
	p := exchangeSite()
	p["nachbar.yaml"] += "baseURL: https://portal.example.org/p/\n"
	files := outputs(t, p.withDefaults())
	if c := catalogue(t, files["katalog.json"]); c.Dataset[0].Node != "https://portal.example.org/p/vorlagen/karte/" {
		t.Errorf("the first one is %s", c.Dataset[0].Node)
	}
	if again := outputs(t, p.withDefaults()); !bytes.Equal(again["katalog.json"], files["katalog.json"]) {
		t.Error("the same site has another catalogue")
	}
}

func TestWithoutTemplatesThereIsNoCatalogue(t *testing.T) {
	p := exchangeSite()
	for name := range p {
		if strings.HasPrefix(name, "content/vorlagen/") || strings.HasPrefix(name, "content/richtlinien/") {
			delete(p, name)
		}
	}
	if files := outputs(t, p.withDefaults()); files["katalog.json"] != nil || files["katalog/index.html"] != nil {
		t.Error("there is an empty catalogue")
	}
}

// What members alone see leaves no trace in the public lineage.
func TestLineageKeepsToItsAudience(t *testing.T) {
	p := exchangeSite()
	p["nachbar.yaml"] = "title: Portal\nlanguage: de\naudiences: [{name: oeffentlich, tlp: CLEAR}, {name: mitglieder, tlp: AMBER}]\n"
	before := outputs(t, p.withDefaults())
	p["content/vorlagen/geheim/index.md"] = strings.Replace(templateOf("geheim", "", "Kurz.\n"), "purpose:", "tlp: AMBER\nbasedOn: [karte@1.0.0]\npurpose:", 1)
	after := outputs(t, p.withDefaults())
	for name, body := range after {
		if !bytes.Equal(before[name], body) {
			t.Errorf("%s changed with what members see", name)
		}
	}
	opt := p.withDefaults()
	opt.Audience = "mitglieder"
	if outputs(t, opt)["vorlagen/karte/vergleich/geheim/index.html"] == nil {
		t.Error("members do not see both side by side")
	}
}
