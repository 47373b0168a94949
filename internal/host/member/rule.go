package member

import (
	"strings"
)

// Rule says who of those that a provider knows is a member.
type Rule struct {
	// Claim is the name of a claim, "groups", or a way to one, "realm_access.roles".
	Claim string
	// Allow are values of which the claim has to have one, exactly as they are. With
	// the claim "email" a value may be "@kommune.example": all confirmed addresses of
	// that domain, and no domain below it. "*" alone lets in everybody.
	Allow []string
}

// everybody is the rule that the provider decides.
const everybody = "*"

// check finds rules that nobody can mean.
func (r Rule) check() error {
	if len(r.Allow) == 0 {
		return problem("nothing says who is a member")
	}
	for _, value := range r.Allow {
		switch {
		case value == "" || strings.TrimSpace(value) != value:
			return problem("%q is no value of a claim", value)
		case value == everybody && len(r.Allow) > 1:
			return problem("%q stands alone", everybody)
		case value != everybody && r.Claim == "":
			return problem("no claim for %q", value)
		case r.Claim == "email" && value != everybody && !address(value):
			return problem("%q is neither a mail address nor a domain with @ in front", value)
		}
	}
	return nil
}

// address reports whether text is a mail address, or the end of one from its @.
func address(text string) bool {
	at := strings.LastIndexByte(text, '@')
	domain := text[at+1:]
	return at >= 0 && domain != "" && strings.Trim(domain, ".") == domain && !strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' })
}

// needs reports whether claims lack what the rule is about.
func (r Rule) needs(claims map[string]any) bool {
	return r.Allow[0] != everybody && lookup(claims, r.Claim) == nil
}

// allows decides about somebody.
func (r Rule) allows(claims map[string]any) bool {
	if r.Allow[0] == everybody {
		return true
	}
	for _, value := range texts(lookup(claims, r.Claim)) {
		for _, allowed := range r.Allow {
			if r.Claim == "email" {
				if mail(value, allowed) && confirmed(claims) {
					return true
				}
			} else if value == allowed {
				return true
			}
		}
	}
	return false
}

// mail reports whether an address is the one that is allowed, or of its domain.
// Upper and lower case of ASCII are the same; nothing else is.
func mail(value, allowed string) bool {
	if !address(value) || strings.Count(value, "@") != 1 || value[0] == '@' {
		return false
	}
	if allowed[0] == '@' {
		value = value[strings.IndexByte(value, '@'):]
	}
	return strings.EqualFold(value, allowed)
}

// confirmed reports whether the provider has seen that the address is theirs.
func confirmed(claims map[string]any) bool {
	v := claims["email_verified"]
	return v == true || v == "true"
}

// lookup finds a claim by its name, or else by the way that its dots say.
func lookup(claims map[string]any, name string) any {
	if v, ok := claims[name]; ok {
		return v
	}
	first, rest, ok := strings.Cut(name, ".")
	if !ok {
		return nil
	}
	below, _ := claims[first].(map[string]any)
	return lookup(below, rest)
}

// texts are the values of a claim: one text, or a list of them.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, one := range v {
			if text, ok := one.(string); ok {
				all = append(all, text)
			}
		}
		return all
	}
	return nil
}
