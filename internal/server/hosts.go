package server

import (
	"net"
	"net/netip"
	"strings"
)

// hosts are the names that a request may ask for. In DNS rebinding a page of
// a stranger lets its own name point to this machine; the browser then takes
// both for one origin, but still sends the stranger's name.
type hosts struct {
	names map[string]bool
	// anyIP allows each literal address: it cannot be pointed elsewhere.
	// Without it only loopback addresses are allowed.
	anyIP bool
}

// allowed returns the names for a server that listens on addr.
func allowed(addr string, more []string) hosts {
	h := hosts{names: map[string]bool{"localhost": true}}
	for _, name := range more {
		h.names[strings.ToLower(name)] = true
	}
	host := hostname(addr)
	if ip, err := netip.ParseAddr(host); err == nil {
		h.anyIP = !ip.IsLoopback()
	} else if host == "" {
		h.anyIP = true
	} else {
		h.anyIP = host != "localhost"
		h.names[strings.ToLower(host)] = true
	}
	return h
}

// allow looks at the Host of a request, with or without a port.
func (h hosts) allow(host string) bool {
	name := strings.ToLower(hostname(host))
	if ip, err := netip.ParseAddr(name); err == nil {
		return h.anyIP || ip.IsLoopback()
	}
	return h.names[strings.TrimSuffix(name, ".")]
}

// hostname returns host without port and brackets.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}
