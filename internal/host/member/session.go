package member

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"time"
)

// Names of cookies. The prefix has browsers refuse them without TLS, for other
// paths and from other hosts.
const (
	sessionCookie = "__Host-nachbar"
	flowCookie    = "__Host-nachbar-anmeldung"
)

// flow is what waits for the answer of a provider.
type flow struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	To       string `json:"t"` // where to go afterwards
	Until    int64  `json:"u"` // seconds
}

// purposes keep the two cookies apart, and those of other settings.
func (a *Area) purpose(name string) string { return "nachbar member 1 " + name + " " + a.binding }

// newSession is the cookie of somebody who was let in.
func (a *Area) newSession() *http.Cookie {
	until := a.now().Add(Lifetime)
	data := binary.BigEndian.AppendUint64(nil, uint64(until.Unix()))
	data = append(data, a.opt.Audience...)
	return cookie(sessionCookie, a.opt.Login.Keys.seal(data, a.purpose("session")), Lifetime)
}

// session reports whether a request has a session that is good now, and until when.
// A second cookie of the name is nothing that browsers send.
func (a *Area) session(r *http.Request) (value string, until time.Time, ok bool) {
	sent := r.CookiesNamed(sessionCookie)
	if len(sent) != 1 {
		return "", time.Time{}, false
	}
	value = sent[0].Value
	data, ok := a.opt.Login.Keys.open(value, a.purpose("session"))
	if !ok || len(data) < 8 || subtle.ConstantTimeCompare(data[8:], []byte(a.opt.Audience)) != 1 {
		return "", time.Time{}, false
	}
	until = time.Unix(int64(binary.BigEndian.Uint64(data)), 0)
	now := a.now()
	if !now.Before(until) || until.Sub(now) > Lifetime+Skew || a.ended.has(sha256.Sum256([]byte(value)), now) {
		return "", time.Time{}, false
	}
	return value, until, true
}

// newFlow is the cookie of somebody who went to the provider.
func (a *Area) newFlow(f flow) *http.Cookie {
	data, err := json.Marshal(f)
	if err != nil { // strings and a number: it does not happen
		data = nil
	}
	return cookie(flowCookie, a.opt.Login.Keys.seal(data, a.purpose("flow")), FlowTime)
}

// flow reads what waits for the answer of the provider.
func (a *Area) flow(r *http.Request) (f flow, ok bool) {
	sent := r.CookiesNamed(flowCookie)
	if len(sent) != 1 {
		return flow{}, false
	}
	data, ok := a.opt.Login.Keys.open(sent[0].Value, a.purpose("flow"))
	if !ok || json.Unmarshal(data, &f) != nil || f.State == "" || f.Nonce == "" || f.Verifier == "" {
		return flow{}, false
	}
	return f, a.now().Before(time.Unix(f.Until, 0))
}

// cookie is one for this host alone; with an age of 0 it is taken away.
func cookie(name, value string, age time.Duration) *http.Cookie {
	c := &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(age / time.Second),
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode,
	}
	if age == 0 {
		c.MaxAge = -1
	}
	return c
}
