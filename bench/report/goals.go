package main

import "github.com/kaaw/nachbar/bench/sample"

// goal is a figure that must not be larger than most.
type goal struct {
	what  string
	unit  string
	most  float64
	value func(medians map[string]sample.Sample) (float64, bool)
}

func cpu(s sample.Sample) float64  { return s.CPU }
func rss(s sample.Sample) float64  { return s.RSS }
func wall(s sample.Sample) float64 { return s.Wall }

// goals are the promises of the project about speed and memory.
func goals() []goal {
	return []goal{
		{"laws: CPU of nachbar / CPU of Hugo", "", 1.0 / 2, ratio("laws-nachbar", "laws-hugo", cpu)},
		{"laws: memory of nachbar / memory of Hugo", "", 1.0 / 3, ratio("laws-nachbar", "laws-hugo", rss)},
		{"laws: CPU of a rebuild after one change / of a full build", "", 1.0 / 20, ratio("laws-nachbar-edit", "laws-nachbar", cpu)},
		{"laws: wall time of a rebuild after one change / of a full build", "", 1.0 / 20, ratio("laws-nachbar-edit", "laws-nachbar", wall)},
		{"laws: from saving to the reloaded page", "s", 0.3, one("laws-reload", wall)},
		{"portal: from saving to the reloaded page", "s", 0.1, one("portal-reload", wall)},
		{"CPU per page with 100,000 pages / with 10,000", "", 1.1, perPage("gen100k-nachbar", 100_000, "gen10k-nachbar", 10_000)},
		{"100,000 pages: memory", "MiB", 1536, one("gen100k-nachbar", rss)},
		{"100,000 pages: full build", "s", 120, one("gen100k-nachbar", wall)},
		{"100,000 pages: rebuild after one change", "s", 2, one("gen100k-nachbar-edit", wall)},
		{"worst bomb: CPU beyond that of a page without", "s", 0.1, one("bomb-worst", cpu)},
		{"worst bomb: memory beyond that of a page without", "MiB", 64, one("bomb-worst", rss)},
	}
}

// one is a figure as it stands.
func one(name string, get func(sample.Sample) float64) func(map[string]sample.Sample) (float64, bool) {
	return func(m map[string]sample.Sample) (float64, bool) {
		s, ok := m[name]
		return get(s), ok
	}
}

// ratio is a figure of one sample divided by that of another.
func ratio(over, under string, get func(sample.Sample) float64) func(map[string]sample.Sample) (float64, bool) {
	return func(m map[string]sample.Sample) (float64, bool) {
		a, okA := m[over]
		b, okB := m[under]
		return get(a) / get(b), okA && okB && get(b) > 0
	}
}

// perPage is the ratio of the CPU seconds for one page of two sites.
func perPage(over string, overPages float64, under string, underPages float64) func(map[string]sample.Sample) (float64, bool) {
	all := ratio(over, under, cpu)
	return func(m map[string]sample.Sample) (float64, bool) {
		value, ok := all(m)
		return value * underPages / overPages, ok
	}
}
