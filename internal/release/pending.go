package release

// Pending reports whether somebody wished for a release since the last one was
// made. A publisher that gave the lock back asks once more: whoever wished
// meanwhile found the lock taken and went.
func (s *Store) Pending() (bool, error) {
	var pending bool
	err := s.changeWishes(func(w *wishes) { pending = w.Granted < w.Made })
	return pending, err
}
