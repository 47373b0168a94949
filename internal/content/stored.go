package content

import "github.com/kaaw/nachbar/internal/diag"

// stored is a file without what its place in the store says.
type stored struct {
	Front       Common
	Guide       *GuideKeys
	Event       *EventKeys
	Template    *TemplateKeys
	Survey      *SurveyKeys
	Process     *ProcessKeys
	FrontHash   [16]byte
	Hash        [32]byte
	Size        int64
	BodyOffset  int
	BodyLine    int
	BodyEmpty   bool
	Mislabelled bool
	TitleKey    string
	Problems    diag.List
}

func (f *file) stored() stored {
	return stored{
		Front: f.front, Guide: f.guide, Event: f.event, Template: f.template, Survey: f.survey, Process: f.process, FrontHash: f.frontHash, Hash: f.hash, Size: f.size,
		BodyOffset: f.bodyOffset, BodyLine: f.bodyLine, BodyEmpty: f.bodyEmpty, Mislabelled: f.mislabelled, TitleKey: f.titleKey, Problems: f.problems,
	}
}

func (s *stored) file(source string, fallback Kind) *file {
	return &file{
		keys:   keys{front: s.Front, guide: s.Guide, event: s.Event, template: s.Template, survey: s.Survey, process: s.Process},
		source: source, fallback: fallback, frontHash: s.FrontHash, hash: s.Hash, size: s.Size,
		bodyOffset: s.BodyOffset, bodyLine: s.BodyLine, bodyEmpty: s.BodyEmpty, mislabelled: s.Mislabelled, titleKey: s.TitleKey, problems: s.Problems,
	}
}
