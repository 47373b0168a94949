package search

// synonyms are the names of the same thing, ready to be found in a query.
type synonyms struct {
	first map[string][]name // by the key of their first word
	names [][]name          // by group
}

// name is one of the names in a group.
type name struct {
	text  string
	group int
	keys  []string
	words [][]form
}

// maxSynonyms is how many names stand in for one.
const maxSynonyms = 8

// compile analyses the names once.
func (p *planner) compile(groups [][]string) synonyms {
	s := synonyms{first: map[string][]name{}}
	for i, group := range groups {
		var names []name
		for _, text := range group {
			n := name{text: text, group: i}
			for _, sl := range p.slots(text) {
				if !sl.joined {
					n.keys = append(n.keys, sl.key)
					n.words = append(n.words, sl.groups[0].words[0])
				}
			}
			if len(n.keys) > 0 && len(n.keys) <= MaxTerms {
				names = append(names, n)
				s.first[n.keys[0]] = append(s.first[n.keys[0]], n)
			}
		}
		s.names = append(s.names, names)
	}
	return s
}

// apply gives the slots that spell a name the other names of its group.
func (s *synonyms) apply(slots []slot) {
	var words []*slot
	for i := range slots {
		if !slots[i].joined {
			words = append(words, &slots[i])
		}
	}
	for i := 0; i < len(words); {
		n := s.longest(words[i:])
		if n == nil {
			i++
			continue
		}
		for _, word := range words[i : i+len(n.keys)] {
			s.standIn(word, n)
		}
		i += len(n.keys)
	}
}

// longest is the longest name that begins at the first of the words.
func (s *synonyms) longest(words []*slot) *name {
	var best *name
	candidates := s.first[words[0].key]
next:
	for i := range candidates {
		n := &candidates[i]
		if len(n.keys) > len(words) || best != nil && len(n.keys) <= len(best.keys) {
			continue
		}
		for k, key := range n.keys {
			if words[k].key != key {
				continue next
			}
		}
		best = n
	}
	return best
}

func (s *synonyms) standIn(word *slot, n *name) {
	for _, other := range s.names[n.group] {
		if other.text == n.text || len(word.groups) > maxSynonyms {
			continue
		}
		word.groups = append(word.groups, group{why: bySynonym, label: other.text, weight: AliasWeight, words: other.words, share: 1 / float64(len(n.keys))})
	}
}
