package bsc

// Score counts the answers to some questions.
//
// Its rate of fulfilment is (ja + ½ teilweise) ÷ (questions − entbehrlich).
// Questions without an answer count as asked and not fulfilled; how many they
// are, and how many are entbehrlich, is always told beside the rate.
type Score struct {
	Questions, Yes, Partly, No, NotApplicable, Open int
}

// Add counts one answer.
func (s *Score) Add(a Answer) {
	s.Questions++
	switch a {
	case Yes:
		s.Yes++
	case Partly:
		s.Partly++
	case No:
		s.No++
	case NotApplicable:
		s.NotApplicable++
	default:
		s.Open++
	}
}

// Applicable is the number of questions that are not entbehrlich.
func (s Score) Applicable() int { return s.Questions - s.NotApplicable }

// Rate is the rate of fulfilment from 0 to 1; ok is false if every question is
// entbehrlich, or there is none: then there is no rate.
func (s Score) Rate() (rate float64, ok bool) {
	if s.Applicable() == 0 {
		return 0, false
	}
	return float64(2*s.Yes+s.Partly) / float64(2*s.Applicable()), true
}

// Result is the score of a sheet, in total and by topic.
type Result struct {
	Total  Score
	Topics []TopicScore // in the order of the catalogue
}

// TopicScore is the score of one topic.
type TopicScore struct {
	Topic string // id
	Score
}

// Evaluate counts a sheet's answers to the questions of the catalogue; replies
// to other questions are passed over.
func (c *Catalogue) Evaluate(s *Sheet) Result {
	var r Result
	for _, t := range c.Topics {
		r.Topics = append(r.Topics, TopicScore{Topic: t.ID})
	}
	for _, q := range c.Questions {
		a := s.Answer(q.ID)
		r.Total.Add(a)
		for i := range r.Topics {
			if r.Topics[i].Topic == q.Topic {
				r.Topics[i].Add(a)
			}
		}
	}
	return r
}
