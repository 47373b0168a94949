package release

// noLinks reports whether a disk refused a second name for a file as such.
func noLinks(error) bool { return true }
