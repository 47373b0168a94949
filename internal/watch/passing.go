package watch

import "strings"

// passing reports whether a file or folder of this name is never content:
// what editors, office programs and desktops write beside the files they have
// open, and the folders of version control and of tools.
func passing(name string) bool {
	switch name {
	case ".git", ".hg", ".svn", ".idea", ".vscode", ".nachbar", "node_modules",
		".DS_Store", "Thumbs.db", "desktop.ini",
		"4913": // vim tries with this name whether it may write to a folder
		return true
	}
	for _, prefix := range []string{
		".#",             // emacs lock
		".~lock.",        // LibreOffice lock
		"~$",             // Microsoft Office owner file
		".goutputstream", // GNOME editors
		".nfs",           // deleted but open on NFS
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	for _, suffix := range []string{
		"~",            // backup
		".swp",         // vim
		".swo",         // vim, second
		".swx",         // vim, probe
		".kate-swp",    // kate
		".tmp",         // many
		".part",        // downloads
		".crdownload",  // downloads
		"___jb_tmp___", // JetBrains
		"___jb_old___", // JetBrains
	} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return len(name) > 1 && name[0] == '#' && name[len(name)-1] == '#' // emacs autosave
}
