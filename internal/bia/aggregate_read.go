package bia

import (
	"path"

	"github.com/kaaw/nachbar/internal/disclosure"
)

// RoundsDir is the folder of published rounds below the data folder:
// "bia/runden/2026.json" for members, "2026.oeffentlich.json" for everybody.
const RoundsDir = "bia/runden"

// RoundFile is the file of a published round below the data folder.
func RoundFile(round string, public bool) string {
	if public {
		return path.Join(RoundsDir, round+".oeffentlich.json")
	}
	return path.Join(RoundsDir, round+".json")
}

// Share is a published share of municipalities, in points of percent: more than
// Lo and up to Hi; Lo = 0 includes 0. With Edge the share is up to Lo or more
// than Hi, and which of both is not told. Known is false if nothing is told.
type Share struct {
	Lo, Hi      int
	Edge, Known bool
}

// Shared is what is published about a process in a round: how many
// municipalities worked it out themselves, as a band, the shares with an MTPD of
// up to 24 hours and up to 3 days, and the class that the median is in.
type Shared struct {
	Lo, Hi           int
	Day, ThreeDays   Share
	Median           Class
	MedianAtMost     bool // the median is Median or shorter
	MedianMore       bool // the median is longer than Median
	MedianUnderstood bool
}

// The cumulative shares, by the number of classes that they count.
const (
	withinDay       = 2 // 4h and 24h
	withinThreeDays = 3 // and 3T
)

// Published reads what a release tells about a process, whose group is called
// "<round>/<process>"; ok is false if it has nothing about it.
//
// The median is the class of the municipality in the middle, the slower one of
// two. It is a function of the published shares (R8): shares end at one half, or
// the median is not told.
func Published(r *disclosure.Release, process string) (s Shared, ok bool) {
	group := r.Round + "/" + process
	g, ok := r.Groups[group]
	if !ok {
		return s, false
	}
	s.Lo, s.Hi = g.N, max(g.N, g.Most)
	for _, c := range r.Cells {
		if c.Group != group || c.P > 0 {
			continue
		}
		share := Share{int(c.Lo*100 + 0.5), int(c.Hi*100 + 0.5), c.Edge, true}
		switch len(c.Num) {
		case withinDay:
			s.Day = share
		case withinThreeDays:
			s.ThreeDays = share
		}
	}
	s.median()
	return s, true
}

// median derives the class of the municipality in the middle.
func (s *Shared) median() {
	most := func(h Share) bool { return h.Known && !h.Edge && h.Lo >= 50 }
	few := func(h Share) bool { return h.Known && !h.Edge && h.Hi <= 50 }
	s.MedianUnderstood = true
	switch {
	case most(s.Day):
		s.Median, s.MedianAtMost = "24h", true
	case few(s.Day) && most(s.ThreeDays):
		s.Median = "3T"
	case few(s.ThreeDays):
		s.Median, s.MedianMore = "3T", true
	default:
		s.MedianUnderstood = false
	}
}
