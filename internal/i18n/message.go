package i18n

import "strings"

// T returns the message for key with its {placeholders} filled from args, or
// "[key]" when there is none. A placeholder without an argument stays as it
// is. Arguments are put in as they are: they are not searched for
// placeholders, and not escaped.
func (c *Catalogue) T(key string, args map[string]string) string {
	text, ok := c.messages[key]
	if !ok {
		c.miss(key)
		return "[" + key + "]"
	}
	if len(args) == 0 {
		return text
	}
	return fill(text, args)
}

// N returns the message for a number of things: key.one for 1, key.other
// otherwise. {n} is the number, written as in the language.
func (c *Catalogue) N(key string, n int, args map[string]string) string {
	all := map[string]string{"n": c.Number(n)}
	for name, value := range args {
		all[name] = value
	}
	if n == 1 {
		return c.T(key+".one", all)
	}
	return c.T(key+".other", all)
}

func (c *Catalogue) miss(key string) {
	c.mu.Lock()
	c.missing[key] = true
	c.mu.Unlock()
}

// get returns a message, or fallback for a catalogue that does not have it.
func (c *Catalogue) get(key, fallback string) string {
	if text, ok := c.messages[key]; ok {
		return text
	}
	return fallback
}

// fill replaces every {name} in one pass.
func fill(text string, args map[string]string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		value, known := args[text[open+1:open+end]]
		if !known { // keep the brace, go on behind it
			b.WriteString(text[:open+1])
			text = text[open+1:]
			continue
		}
		b.WriteString(text[:open])
		b.WriteString(value)
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

// Placeholders returns the names in braces of a message, in order.
func Placeholders(text string) []string {
	var names []string
	for {
		_, after, found := strings.Cut(text, "{")
		if !found {
			return names
		}
		name, rest, found := strings.Cut(after, "}")
		if !found {
			return names
		}
		if isName(name) {
			names = append(names, name)
			text = rest
			continue
		}
		text = after
	}
}

func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}
