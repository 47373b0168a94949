//go:build !linux

package disk

func syncAll(dir string) error { return syncEach(dir) }
