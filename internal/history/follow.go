package history

// Step is a file as one commit left it: Commit is the place in Log.Commits, Path
// where the file stood then. New says that the commit made the file.
type Step struct {
	Commit     int
	Path, Blob string
	New        bool
}

// Follow lists what happened to files, the newest step first. paths are those of
// today; where git sees that a file was moved, its steps go on under the former
// path. Files that git does not know, or that the newest commit no longer has,
// are left out.
func (l *Log) Follow(paths []string) map[string][]Step {
	today := make(map[string]string, len(paths)) // path at the time → path of today
	for _, path := range paths {
		today[path] = path
	}
	steps := make(map[string][]Step, len(paths))
	for i, commit := range l.Commits {
		moved := map[string]string{}
		for _, change := range commit.Changes {
			path, ok := today[change.Path]
			if !ok {
				continue
			}
			if change.Blob != "" {
				steps[path] = append(steps[path], Step{Commit: i, Path: change.Path, Blob: change.Blob, New: change.New})
			}
			if change.Blob == "" || change.New || change.From != "" {
				delete(today, change.Path) // what was there before was another file
			}
			if change.From != "" {
				moved[change.From] = path
			}
		}
		for from, path := range moved {
			today[from] = path
		}
	}
	return steps
}
