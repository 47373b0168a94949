package german

// A compound is cut into parts that cover it fully, the cheapest way. A part
// costs what the lexicon says plus partCost; the last one must be a noun.
const (
	minCompound = 6
	maxCompound = 64
	minPart     = 3 // shorter ones are not in a lexicon
	maxPart     = 24
	partCost    = 10
)

// links stand between parts, with what they cost.
var links = []struct {
	text string
	cost int
}{{"", 0}, {"s", 1}, {"n", 2}, {"en", 2}, {"es", 2}, {"e", 3}, {"er", 3}, {"ens", 3}}

// split returns the parts of a folded word, without the links, or nil.
func (l *Lexicon) split(word string) []string {
	if l == nil || len(word) < minCompound || len(word) > maxCompound || !plain(word) || l.words[word]&whole != 0 {
		return nil
	}
	const far = 1 << 20
	var (
		cost [maxCompound + 1]int // of the cheapest way to here
		from [maxCompound + 1]span
	)
	n := len(word)
	for i := 1; i <= n; i++ {
		cost[i] = far
	}
	for i := 0; i <= n-minPart; i++ {
		if cost[i] == far {
			continue
		}
		for j := i + minPart; j <= min(n, i+maxPart); j++ {
			c, ok := l.words[word[i:j]]
			if !ok || i == 0 && j == n {
				continue
			}
			price := cost[i] + partCost + int(c&costBits)
			if j == n {
				if c&head != 0 && price < cost[n] {
					cost[n], from[n] = price, span{i, j}
				}
				continue
			}
			for _, link := range links {
				k := j + len(link.text)
				if k > n-minPart || word[j:k] != link.text {
					continue
				}
				if price+link.cost < cost[k] {
					cost[k], from[k] = price+link.cost, span{i, j}
				}
			}
		}
	}
	if cost[n] == far {
		return nil
	}
	return trace(word, from[:n+1])
}

// trace follows the cheapest way back to the beginning of the word.
func trace(word string, from []span) []string {
	count := 0
	for i := len(word); i > 0; i = from[i].start {
		count++
	}
	parts := make([]string, count)
	for i := len(word); i > 0; i = from[i].start {
		count--
		parts[count] = word[from[i].start:from[i].end]
	}
	return parts
}
