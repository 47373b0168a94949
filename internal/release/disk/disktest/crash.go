package disktest

import "maps"

// change is one step that a system takes at once: names in a folder, or the
// bytes of a file.
type change struct {
	dir   *inode
	names map[string]*inode // nil removes a name

	file *inode
	body []byte

	synced int // after how many changes it is on the disk for good; -1 for never
}

// change takes a step and remembers it.
func (m *Memory) change(c *change) {
	c.synced = -1
	if c.dir != nil {
		apply(c.dir, c.names)
	} else {
		c.file.body = c.body
	}
	m.changes = append(m.changes, c)
}

func apply(dir *inode, names map[string]*inode) {
	for base, n := range names {
		if n == nil {
			delete(dir.names, base)
		} else {
			dir.names[base] = n
		}
	}
}

// Sync implements disk.Disk: the bytes of a file, but not its name; the names
// in a folder, but not what they stand for.
func (m *Memory) Sync(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("sync", name)
	if err == nil {
		m.settle(func(c *change) bool { return c.dir == n || c.file == n })
	}
	return err
}

// SyncAll implements disk.Disk: everything below a folder, and its name.
func (m *Memory) SyncAll(dir string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := m.find("syncfs", dir)
	if err != nil {
		return err
	}
	parent, _, err := m.folder("syncfs", dir)
	if err != nil {
		return err
	}
	below := map[*inode]bool{parent: true}
	n.all(below)
	m.settle(func(c *change) bool { return below[c.dir] || below[c.file] })
	return nil
}

// all puts an inode and all below it into a set.
func (n *inode) all(set map[*inode]bool) {
	set[n] = true
	for _, below := range n.names {
		below.all(set)
	}
}

// settle marks changes as being on the disk from now on.
func (m *Memory) settle(which func(*change) bool) {
	for _, c := range m.changes {
		if c.synced < 0 && which(c) {
			c.synced = len(m.changes)
		}
	}
}

// Changes is how many changes there were.
func (m *Memory) Changes() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.changes)
}

// Loss says what a power cut does to a change that was not synced: 0 loses it,
// 1 keeps it, and 2 keeps half of the bytes of a file.
type Loss func(i int) int

// Pending are the numbers of those of the first n changes that a power cut
// right after them may take.
func (m *Memory) Pending(n int) []int {
	var out []int
	for i, c := range m.changes[:n] {
		if c.synced < 0 || c.synced >= n {
			out = append(out, i)
		}
	}
	return out
}

// Crash is what is on the disk when the power fails after the first n changes.
// A sync that follows change n directly was not reached; those before it
// count.
func (m *Memory) Crash(n int, loss Loss) *Memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := NewMemory()
	copies := map[*inode]*inode{m.root: out.root}
	pending := map[int]bool{}
	for _, i := range m.Pending(n) {
		pending[i] = true
	}
	for i, c := range m.changes[:n] {
		fate := 1
		if pending[i] {
			fate = loss(i)
		}
		if fate != 0 {
			c.replay(copies, fate == 2)
		}
	}
	out.ticks = m.ticks
	out.changes = nil
	return out
}

// replay takes a step in a copy.
func (c *change) replay(copies map[*inode]*inode, half bool) {
	if c.file != nil {
		n := copyOf(copies, c.file)
		size := len(c.body)
		if half && size > len(n.body) {
			size = len(n.body) + (size-len(n.body))/2
		}
		n.body = c.body[:size:size]
		return
	}
	names := maps.Clone(c.names)
	for base, n := range names {
		if n != nil {
			names[base] = copyOf(copies, n)
		}
	}
	apply(copyOf(copies, c.dir), names)
}

// copyOf is the copy of an inode, empty at first.
func copyOf(copies map[*inode]*inode, n *inode) *inode {
	if copies[n] == nil {
		c := &inode{mode: n.mode, target: n.target, time: n.time}
		if n.names != nil {
			c.names = map[string]*inode{}
		}
		copies[n] = c
	}
	return copies[n]
}
