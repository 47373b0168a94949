// Package member decides who reads the audience of members on a host. This
// comment is its specification.
//
// # Two trees
//
// An Area wraps the handler of a host.Host. What lies below its path
// ("/mitglieder/"), or under a host name of its own, is the tree of another
// audience of the same release; all else is the public one. A request without
// permission gets the same answer for every path, made before anything is looked
// up: a redirect to the page for signing in if a browser opens a page, 403 for all
// else. It has no ETag, no length and no date of a file of the members.
//
// # Sessions
//
// The cookie "__Host-nachbar" has nothing but the end of the session and the name
// of the audience, sealed with AES-256-GCM. Nothing of who it is is kept, here or
// there: no name, no mail address, no token of the provider. A session ends after
// Lifetime, whatever happens, and when somebody signs out; a session that was
// signed out is refused until it would have ended, as long as the program runs.
// Sessions belong to a provider, a client and a rule: when one of them changes, all
// have ended. Of two keys the first seals and both open, so that a key can be
// replaced without anybody noticing.
//
// # Signing in
//
// OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636), state and
// nonce. Those wait in a second sealed cookie for the answer of the provider, for
// FlowTime, and serve once. The provider is asked for its addresses and keys when
// somebody signs in, not before: the public portal needs no provider. Tokens are
// held to signature (asymmetric ones only), issuer, audience, authorized party,
// expiry with Skew, and nonce. Who may come in says a Rule over the claims of the
// token, or of the UserInfo endpoint if the token has none of that name.
//
//	GET  /_nachbar/anmelden?weiter=PATH      the page for signing in
//	GET  /_nachbar/anmelden/los?weiter=PATH  to the provider
//	GET  /_nachbar/anmelden/zurueck          back from it (the redirect URL)
//	GET  /_nachbar/abmelden                  the page for signing out
//	POST /_nachbar/abmelden                  ends the session
//
// PATH is one of the member area, or the area's start page is meant.
//
// # A proxy that knows
//
// Instead, a proxy in front may say who somebody is, in a header. It is believed
// only from the addresses of the proxy and only if there is exactly one; from
// everybody else it is taken off, and never reaches the portal. There are no
// sessions then: each request is decided for itself.
package member
