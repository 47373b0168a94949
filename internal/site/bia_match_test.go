package site_test

import (
	"strings"
	"testing"
)

// matchSite is a site with a page of the completeness check.
func matchSite() portal {
	p := processSite()
	p["content/prozesse/abgleich.md"] = md("Abgleich", "layout: completeness", "So geht es.\n")
	return p
}

func TestTheCompletenessCheckHasItsProcessesWordsAndWorkbooks(t *testing.T) {
	files := outputs(t, matchSite().withDefaults())
	var data struct {
		Words, Pages, Forms map[string]string
		Rows                int
		Match               struct {
			Format, Lexicon string
			Processes       []struct{ ID, Title string }
		}
	}
	unpacked(t, files["prozesse/abgleich/daten.js"], &data)
	if got := data.Match.Processes; len(got) != 2 || got[0].ID != "01-01" || got[0].Title != "Deich sichern" || data.Match.Lexicon == "" {
		t.Errorf("daten.js has the processes %v", got)
	}
	if data.Words["missing"] == "" || data.Rows == 0 || data.Pages["01-02"] != "prozesse/01-02/" {
		t.Errorf("daten.js has %d rows, pages %v, %d words", data.Rows, data.Pages, len(data.Words))
	}
	for format, script := range data.Forms {
		var form struct{ Parts []struct{ Text string } }
		unpacked(t, files["prozesse/abgleich/"+script], &form)
		if len(form.Parts) == 0 {
			t.Errorf("%s: the form is empty", format)
		}
	}
	if len(data.Forms) != 2 {
		t.Errorf("the forms are %v", data.Forms)
	}
}

func TestThePageOfTheCompletenessCheckMayConnectToNothing(t *testing.T) {
	files := outputs(t, matchSite().withDefaults())
	page := string(files["prozesse/abgleich/index.html"])
	for _, want := range []string{"connect-src 'none'", `data-complete="daten.js"`, "<noscript>", "So geht es."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(string(files["prozesse/index.html"]), "abgleich.js") {
		t.Error("another page loads its script")
	}
}

func TestWithoutProcessesThereIsNothingToCompareWith(t *testing.T) {
	p := matchSite()
	delete(p, processData)
	if files := outputs(t, p.withDefaults()); files["prozesse/abgleich/daten.js"] != nil {
		t.Error("daten.js is there")
	}
}
