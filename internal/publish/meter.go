package publish

import (
	"sync"

	"github.com/kaaw/nachbar/internal/site"
)

// meter adds up how far the builds of all audiences are. They go through their
// stages on their own, so only rendering, which is most of the time, is told, from
// when all have begun with it.
type meter struct {
	tell func(stage string, done, total int)

	mu          sync.Mutex
	done, total []int
}

// newMeter adds up n builds for tell, which may be nil.
func newMeter(n int, tell func(stage string, done, total int)) *meter {
	return &meter{tell: tell, done: make([]int, n), total: make([]int, n)}
}

// of is the meter of one audience.
func (m *meter) of(i int) func(stage string, done, total int) {
	return func(stage string, done, total int) {
		if m.tell == nil || stage != site.StageRender {
			return
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.done[i], m.total[i] = done, total
		sumDone, sumTotal := 0, 0
		for k := range m.done {
			if m.total[k] == 0 {
				return
			}
			sumDone, sumTotal = sumDone+m.done[k], sumTotal+m.total[k]
		}
		m.tell(stage, sumDone, sumTotal)
	}
}
