package bia

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
)

func TestTheTableHoldsAllProcessesAndNoFormula(t *testing.T) {
	c, _ := load(t, strings.Replace(good, `title: "Planen"`, `title: "=1+1"`, 1))
	src, err := c.CSV()
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[2][2] != "'=1+1" || rows[1][6] != "24h" || rows[1][7] != "4" || rows[2][7] != "" || rows[1][1] != "01 Innere Verwaltung" {
		t.Errorf("%q", rows)
	}
}

func TestTheCatalogueForProgramsSaysWhatTheFilesSay(t *testing.T) {
	c, _ := load(t, good)
	src, err := c.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Areas     []struct{ ID, Title string }
		Processes []struct {
			ID, Title, MTA string
			RTOHours       int
			Damage         map[string][]int
			Needs          []string
		}
	}
	if err := json.Unmarshal(src, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Areas) != 1 || len(got.Processes) != 2 || got.Processes[0].MTA != "24h" || got.Processes[0].RTOHours != 4 ||
		got.Processes[0].Damage["task"][5] != 4 || got.Processes[0].Needs[0] != "01-02" {
		t.Errorf("%+v", got)
	}
}
