package view

// packagesData is the list of start packages in the data folder.
const packagesData = "pakete"

// StartPackage is a set of templates to note at once; Templates are their ids
// with spaces between them.
type StartPackage struct{ ID, Title, Templates string }

// Packages are the start packages of the site, besides those by level and role.
func (s *Site) Packages() (list []StartPackage) {
	s.c.trace.ask("data", packagesData)
	value, _ := s.c.model.Data.Value(packagesData)
	items, _ := value.([]any)
	for _, item := range items {
		entry, _ := item.(map[string]any)
		text := func(key string) string { t, _ := entry[key].(string); return t }
		list = append(list, StartPackage{text("id"), text("title"), text("templates")})
	}
	return list
}
