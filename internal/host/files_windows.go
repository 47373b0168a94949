package host

// connLimit is as many connections as wanted: the system has no lower limit.
func connLimit(wanted int) int { return wanted }
