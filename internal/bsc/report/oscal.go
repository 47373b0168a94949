package report

import (
	"errors"
	"fmt"

	"github.com/kaaw/nachbar/internal/bsc"
	"github.com/kaaw/nachbar/internal/office/form"
	"github.com/kaaw/nachbar/internal/oscal"
)

// ErrNoDay says that neither the sheet nor the report has a day, which OSCAL
// asks for.
var ErrNoDay = errors.New("neither the sheet nor the report has a day")

// StatementID is the id of the part of an OSCAL catalogue in which a question's
// requirement stands.
func StatementID(question string) string { return question + "_smt" }

// The parts of assessment results that a sheet fills, with the names of OSCAL.
type (
	oscalFile struct {
		Results oscalAssessment `json:"assessment-results"`
	}
	oscalAssessment struct {
		UUID       string           `json:"uuid"`
		Metadata   oscal.Metadata   `json:"metadata"`
		ImportAP   oscal.Link       `json:"import-ap"`
		Results    []oscalResult    `json:"results"`
		BackMatter oscal.BackMatter `json:"back-matter"`
	}
	oscalResult struct {
		UUID         string             `json:"uuid"`
		Title        string             `json:"title"`
		Description  string             `json:"description"`
		Start        string             `json:"start"`
		Reviewed     oscalReviewed      `json:"reviewed-controls"`
		Observations []oscalObservation `json:"observations"`
		Risks        []oscalRisk        `json:"risks,omitempty"`
		Findings     []oscalFinding     `json:"findings,omitempty"`
	}
	oscalReviewed struct {
		Selections []oscalSelection `json:"control-selections"`
	}
	oscalSelection struct {
		Description string         `json:"description"`
		Include     []oscalControl `json:"include-controls,omitempty"`
	}
	oscalControl struct {
		ID string `json:"control-id"`
	}
	oscalObservation struct {
		UUID        string   `json:"uuid"`
		Description string   `json:"description"`
		Methods     []string `json:"methods"`
		Collected   string   `json:"collected"`
	}
	oscalFinding struct {
		UUID         string          `json:"uuid"`
		Title        string          `json:"title"`
		Description  string          `json:"description"`
		Target       oscalTarget     `json:"target"`
		Observations []oscalObserved `json:"related-observations"`
		Risks        []oscalRiskRef  `json:"related-risks,omitempty"`
		Remarks      string          `json:"remarks,omitempty"`
	}
	oscalTarget struct {
		Type           string      `json:"type"`
		ID             string      `json:"target-id"`
		Status         oscalStatus `json:"status"`
		Implementation *oscalState `json:"implementation-status,omitempty"`
	}
	oscalStatus struct {
		State  string `json:"state"`
		Reason string `json:"reason"`
	}
	oscalState struct {
		State string `json:"state"`
	}
	oscalObserved struct {
		UUID string `json:"observation-uuid"`
	}
	oscalRiskRef struct {
		UUID string `json:"risk-uuid"`
	}
	oscalRisk struct {
		UUID         string             `json:"uuid"`
		Title        string             `json:"title"`
		Description  string             `json:"description"`
		Statement    string             `json:"statement"`
		Status       string             `json:"status"`
		Deadline     string             `json:"deadline,omitempty"`
		Remediations []oscalRemediation `json:"remediations"`
	}
	oscalRemediation struct {
		UUID        string `json:"uuid"`
		Lifecycle   string `json:"lifecycle"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Remarks     string `json:"remarks,omitempty"`
	}
)

// OSCAL is the sheet as assessment results in JSON: one finding for each
// answer, one risk with what to do for each "nein" and "teilweise". Open
// questions were not reviewed. The same sheet gives the same uuids.
func OSCAL(in *Input) ([]byte, error) {
	day := in.Sheet.Date
	if !isDay(day) {
		day = in.Date
	}
	if !isDay(day) {
		return nil, fmt.Errorf("write assessment results: %w", ErrNoDay)
	}
	o := writer{in: in, day: oscal.Midnight(day)}
	data, err := oscal.Marshal(oscalFile{o.assessment()})
	if err != nil {
		return nil, fmt.Errorf("write assessment results: %w", err)
	}
	return data, nil
}

// writer writes one file.
type writer struct {
	in  *Input
	day string
}

// id is the uuid of a part of the file.
func (o *writer) id(part string) string {
	s := o.in.Sheet
	return space.UUID("assessment-results", s.Catalogue, s.Member, s.Date, part)
}

func (o *writer) assessment() oscalAssessment {
	in, w := o.in, o.in.Words
	head := in.model(Long)
	changed := o.day
	if isDay(in.Date) {
		changed = oscal.Midnight(in.Date)
	}
	return oscalAssessment{
		UUID: o.id("file"),
		Metadata: oscal.Metadata{
			Title: head.Title, LastModified: changed, Version: in.Catalogue.Version, OSCAL: oscal.Version,
			Props:   []oscal.Prop{{Name: "marking", Value: Label}},
			Parties: []oscal.Party{{UUID: o.id("party"), Type: "organization", Name: head.Owner}},
		},
		ImportAP: oscal.Link{Href: "#" + o.id("plan")},
		Results:  []oscalResult{o.result(head.Title)},
		BackMatter: oscal.BackMatter{Resources: []oscal.Resource{{
			UUID: o.id("plan"), Title: w.T("long.frame.version", "title", in.Catalogue.Title, "version", in.Catalogue.Version), Description: w.T("long.method.answers"),
		}}},
	}
}

func (o *writer) result(title string) oscalResult {
	w := o.in.Words
	r := oscalResult{
		UUID: o.id("result"), Title: title, Description: w.T("long.method.limits"), Start: o.day,
		Observations: []oscalObservation{{o.id("observation"), w.T("long.method.answers"), []string{"INTERVIEW"}, o.day}},
	}
	selection := oscalSelection{Description: w.T("long.method.rate")}
	for i := range o.in.Catalogue.Questions {
		q := &o.in.Catalogue.Questions[i]
		reply := o.in.reply(q.ID)
		if reply.Answer == bsc.Open {
			continue
		}
		selection.Include = append(selection.Include, oscalControl{q.ID})
		finding := o.finding(q, reply)
		if reply.Answer == bsc.No || reply.Answer == bsc.Partly {
			risk := o.risk(q, reply)
			r.Risks = append(r.Risks, risk)
			finding.Risks = []oscalRiskRef{{risk.UUID}}
		}
		r.Findings = append(r.Findings, finding)
	}
	r.Reviewed.Selections = []oscalSelection{selection}
	return r
}

// finding is an answer; "entbehrlich" is satisfied for another reason.
func (o *writer) finding(q *bsc.Question, r bsc.Reply) oscalFinding {
	target := oscalTarget{Type: "statement-id", ID: StatementID(q.ID)}
	state := ""
	switch r.Answer {
	case bsc.Yes:
		target.Status, state = oscalStatus{"satisfied", "pass"}, "implemented"
	case bsc.Partly:
		target.Status, state = oscalStatus{"not-satisfied", "fail"}, "partial"
	case bsc.NotApplicable:
		target.Status, state = oscalStatus{"satisfied", "other"}, "not-applicable"
	default:
		target.Status = oscalStatus{"not-satisfied", "fail"}
		if r.Due != "" {
			state = "planned"
		}
	}
	if state != "" {
		target.Implementation = &oscalState{state}
	}
	return oscalFinding{
		UUID: o.id("finding " + q.ID), Title: form.Normal(q.Short), Description: form.Normal(q.Text), Target: target,
		Observations: []oscalObserved{{o.id("observation")}}, Remarks: r.Reason,
	}
}

// risk is what may happen while a requirement is not fulfilled, and what to do.
func (o *writer) risk(q *bsc.Question, r bsc.Reply) oscalRisk {
	risk := oscalRisk{
		UUID: o.id("risk " + q.ID), Title: form.Normal(q.Short), Description: form.Normal(q.Text), Statement: form.Normal(q.Risk), Status: "open",
		Remediations: []oscalRemediation{{
			UUID: o.id("remediation " + q.ID), Lifecycle: "recommendation", Title: form.Normal(q.Short), Description: form.Normal(q.Advice),
		}},
	}
	if isDay(r.Due) {
		risk.Deadline = oscal.Midnight(r.Due)
	}
	if r.Responsible != "" {
		risk.Remediations[0].Remarks = o.in.Words.T("long.question.who", "who", r.Responsible)
	}
	return risk
}
