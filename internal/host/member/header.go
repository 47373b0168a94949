package member

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// byHeader reports whether the proxy says that a request is a member's, and takes
// its headers off the request.
func (a *Area) byHeader(r *http.Request) bool {
	h := a.opt.Header
	if h == nil {
		return false
	}
	users, groups := r.Header.Values(h.User), r.Header.Values(h.Groups)
	r.Header.Del(h.User)
	r.Header.Del(h.Groups)
	if !h.trusts(r.RemoteAddr) || len(users) != 1 || strings.TrimSpace(users[0]) == "" {
		return false
	}
	if h.Groups == "" {
		return true
	}
	if len(groups) != 1 {
		return false
	}
	for group := range strings.FieldsFuncSeq(groups[0], func(r rune) bool { return r == ',' || r == ';' }) {
		if slices.Contains(h.Allow, strings.TrimSpace(group)) {
			return true
		}
	}
	return false
}

// trusts reports whether a connection is the proxy's.
func (h *Header) trusts(remote string) bool {
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	address := peer.Addr().Unmap().WithZone("")
	return slices.ContainsFunc(h.From, func(p netip.Prefix) bool { return p.Contains(address) })
}
