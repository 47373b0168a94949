package german

import (
	"strings"
	"sync"
)

// cacheSize bounds one of the two generations of a cache, in entries.
const cacheSize = 1 << 16

// cache remembers what was made of a word. Values are immutable and depend on
// the key and the lexicon alone, so it does not matter who puts them. When the
// young generation is full it becomes the old one: what is used stays, at most
// 2*cacheSize entries.
type cache[V any] struct {
	mu         sync.RWMutex
	young, old map[string]V
}

func newCache[V any]() *cache[V] {
	return &cache[V]{young: map[string]V{}}
}

func (c *cache[V]) get(key string) (V, bool) {
	c.mu.RLock()
	v, ok := c.young[key]
	if ok {
		c.mu.RUnlock()
		return v, true
	}
	v, ok = c.old[key]
	c.mu.RUnlock()
	if ok {
		c.put(key, v)
	}
	return v, ok
}

// put keeps a copy of key: it may be a piece of a large text.
func (c *cache[V]) put(key string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= cacheSize {
		c.young, c.old = make(map[string]V, cacheSize/4), c.young
	}
	c.young[strings.Clone(key)] = v
}
