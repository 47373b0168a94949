package sample

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/disclosure"
	"github.com/kaaw/nachbar/internal/disclosure/audit"
)

var update = flag.Bool("update", false, "write the rounds of the portal anew")

// root is the portal's folder.
const root = "../../.."

func loadCatalogues(t *testing.T) bsc.Catalogues {
	t.Helper()
	all, problems, err := bsc.Load(os.DirFS(root), "data/"+bsc.Dir)
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	return all
}

// publish counts the rounds of a plan one after the other, as an editor would.
func publish(t *testing.T, p Plan) (rounds []*bsc.Round, out []*disclosure.Publication) {
	t.Helper()
	rounds, err := Draw(p, loadCatalogues(t))
	if err != nil {
		t.Fatal(err)
	}
	ledger := &disclosure.Ledger{}
	var past []disclosure.Published
	for _, r := range rounds {
		table, problems := r.Table(bsc.Refuse)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		table.Closed = r.ID + "-06-30"
		done, problems, err := disclosure.Publish(t.Context(), disclosure.Request{
			Table: &table, Past: past, Ledger: ledger, Options: disclosure.Options{Policy: disclosure.DefaultPolicy()},
		})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		ledger, past = done.Ledger, append(past, disclosure.Published{Table: &table, Release: done.Members})
		out = append(out, done)
	}
	return rounds, out
}

// Two programs that share no code look for a member of these rounds whose answer
// follows from what is published; the second one also without any answers.
func TestTheRoundsOfThePortalGiveNobodyAway(t *testing.T) {
	rounds, published := publish(t, Default(1))
	o := audit.Options{Colluding: 2, Members: map[string][]byte{}}
	for i, p := range published {
		src, err := p.Members.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		o.Releases = append(o.Releases, audit.Source{Name: rounds[i].ID + ".json", Data: src})
		o.Members[rounds[i].ID] = rounds[i].CSV()
	}
	report, err := audit.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%+v", f)
	}
}

// The rounds that the portal shows are drawn by this program and by nobody's
// hand: whoever doubts it draws them again.
func TestTheRoundsOfThePortalAreDrawnByThisProgram(t *testing.T) {
	_, published := publish(t, Default(1))
	for _, p := range published {
		for suffix, release := range map[string]*disclosure.Release{".json": p.Members, ".oeffentlich.json": p.Public} {
			name := filepath.Join(root, "data", bsc.Dir, "runden", release.Round+suffix)
			want, err := release.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name, want, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			got, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s is not what is drawn (go test ./internal/bsc/sample -update writes it)", name)
			}
		}
	}
}
