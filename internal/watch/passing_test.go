package watch

import "testing"

func TestFilesOfEditorsArePassing(t *testing.T) {
	for name, want := range map[string]bool{
		"bia.md": false, "_index.md": false, "bild.png": false, ".well-known": false,
		".htaccess": false, "sedimente": false, "#": false, "C#.md": false, "tmp": false,
		".bia.md.swp": true, ".bia.md.swx": true, "4913": true, "bia.md~": true, // vim
		".#bia.md": true, "#bia.md#": true, // emacs
		".goutputstream-Y3XGZ2": true, ".bia.md.kate-swp": true,
		"bia.md___jb_tmp___": true, ".~lock.bia.odt#": true, "~$bia.docx": true,
		".git": true, "node_modules": true, ".DS_Store": true, "karte.png.part": true,
	} {
		if got := passing(name); got != want {
			t.Errorf("passing(%q) = %v, want %v", name, got, want)
		}
	}
}
