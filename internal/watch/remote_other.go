//go:build !linux

package watch

// remote knows no file systems here: Windows and macOS pass on what their
// network drives tell, and Options.Poll serves the rest.
func remote(string) bool { return false }
