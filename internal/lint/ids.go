package lint

import (
	"bytes"
	"math/bits"
	"slices"
)

// idRefs are the attributes whose value names elements of the page.
const idRefs = 1<<aActiveDescendant | 1<<aControls | 1<<aDescribedBy | 1<<aDetails | 1<<aErrorMessage | 1<<aFlowTo |
	1<<aLabelledBy | 1<<aOwns | 1<<aFor | 1<<aForm | 1<<aHeaders | 1<<aList | 1<<aPopoverTarget

// id keeps the id of the element.
func (s *scanner) id() {
	id := s.get(aID)
	if len(id) == 0 || bytes.ContainsAny(id, " \t\n\f\r") {
		s.report("html-id-bad", s.off, "id", string(id))
	}
	s.ids = append(s.ids, newUse(id, s.off, aID))
}

// idRefs keeps the ids that the attributes of the element point at.
func (s *scanner) idRefs() {
	for set := s.seen & idRefs; set != 0; set &= set - 1 {
		a := attr(bits.TrailingZeros64(set))
		for _, id := range bytes.Fields(s.get(a)) {
			s.targets = append(s.targets, newUse(id, s.off, a))
		}
	}
}

func newUse(text []byte, off int, a attr) use {
	return use{hash: hashBytes(text), text: text, off: off, attr: a}
}

// anchor keeps a link within the page. "#" and "#top" always work, a text
// fragment needs no id.
func (s *scanner) anchor(frag []byte, a attr) {
	if i := bytes.Index(frag, []byte(":~:")); i >= 0 {
		frag = frag[:i]
	}
	if len(frag) > 0 && !bytes.EqualFold(frag, []byte("top")) {
		s.targets = append(s.targets, newUse(frag, s.off, a))
	}
}

// finishIDs reports ids used twice and attributes that point at none. It
// returns the hashes of all ids, sorted.
func (s *scanner) finishIDs() []uint64 {
	hashes := make([]uint64, len(s.ids))
	for i, id := range s.ids {
		hashes[i] = id.hash
	}
	slices.Sort(hashes)
	unique := slices.Compact(hashes)
	if len(unique) < len(s.ids) {
		s.duplicates()
	}
	for _, t := range s.targets {
		s.checkTarget(t, unique)
	}
	s.checkLabels(unique)
	return unique
}

// duplicates reports every id that was used before.
func (s *scanner) duplicates() {
	seen := make(map[string]bool, len(s.ids))
	for _, id := range s.ids {
		if seen[string(id.text)] {
			s.report("html-id-twice", id.off, "id", string(id.text))
		}
		seen[string(id.text)] = true
	}
}

// checkTarget looks for the id an attribute names; an address may write it
// percent-encoded.
func (s *scanner) checkTarget(t use, ids []uint64) {
	if _, ok := slices.BinarySearch(ids, t.hash); ok {
		return
	}
	if isIDRef := idRefs&(1<<t.attr) != 0; isIDRef {
		s.report("html-target-missing", t.off, "attr", attrNames[t.attr], "id", string(t.text))
		return
	}
	decoded := unpercent(string(t.text))
	if _, ok := slices.BinarySearch(ids, hashString(decoded)); !ok {
		s.report("html-anchor-missing", t.off, "attr", attrNames[t.attr], "id", decoded)
	}
}

// checkLabels pairs labels and form controls.
func (s *scanner) checkLabels(ids []uint64) {
	if len(s.unlabeled)+len(s.labels) == 0 {
		return
	}
	controls := map[uint64]bool{}
	for _, id := range s.labelable {
		controls[id] = true
	}
	labelled := map[uint64]bool{}
	for _, label := range s.labels {
		labelled[label.hash] = true
		if _, exists := slices.BinarySearch(ids, label.hash); exists && !controls[label.hash] {
			s.report("html-label-target", label.off, "id", string(label.text))
		}
	}
	for _, control := range s.unlabeled {
		if control.text == nil || !labelled[control.hash] {
			s.report("html-control-label", control.off)
		}
	}
}
