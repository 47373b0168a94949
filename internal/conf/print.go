package conf

// Print is about editions on paper.
type Print struct {
	// Sections are the logical paths of the sections that have a print edition: all
	// their texts on one page, with cover and contents.
	Sections []string `yaml:"sections" nb:"max=60,doc=schema.conf.print.sections"`
}
