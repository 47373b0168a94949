package conf

// History is about what the portal tells of changes.
type History struct {
	// Role is who made a change whose commit names no role: "Redaktion der KAAW".
	// Empty means that nothing is said of it.
	Role string `yaml:"role" nb:"max=80,doc=schema.conf.history.role"`
}
