package host

// limitFiles has nothing to lower.
func limitFiles(uint64) error { return nil }
