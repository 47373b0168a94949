// Package host serves the current release of a store to the world: "nachbar
// host". This comment is its specification.
//
// # Releases
//
// A Host looks where the link "current" of the store leads: when the folder
// says that it changed, every Options.Poll, and when Reload is called. A new
// release is read whole, every file is held to pruefsummen.txt and that to
// release.json, and only then it takes the place of the one before, in one
// step. A release that is not what it should be is never shown: the one before
// stays, and log, health and metrics say so. Every request is answered from
// one release, the one that was current when it came; who is reading finishes
// with it.
//
// A page that somebody has got from the release before may still ask for the
// style sheets, scripts and parts of the search index that it was made with.
// Those have the hash of their contents in their names, and are answered from
// the two releases before for Options.Linger. Nothing else is: a page that was
// withdrawn is gone at once.
//
// # Answers
//
// Files up to 1 MiB are kept in memory within Options.Memory, all others are
// read from the disk. "/a/" is the file "a/index.html"; "/a" is led there, as
// are paths with empty parts, "." and "..". Everything else is 404 with the
// portal's own page. ETag is the hash of the content, with a suffix for each
// encoding; conditions and ranges are those of RFC 9110. What can be packed is
// packed with gzip and Brotli in the background after a release was loaded, once
// for each content, and sent plain until then. Headers are those of package
// httpheader; Strict-Transport-Security comes with TLS, or with
// Options.BehindTLS. Searches are answered by package searchhttp from the
// release's own shards, so there are no files that the release does not have.
//
//	/_nachbar/health   whether a release is shown, and which (JSON)
//	/_nachbar/hook     Options.Hook, if there is one
//
// Metrics (Prometheus text) are at an address of their own.
//
// The plainest requests, a GET of a file in memory as browsers send it, are read by
// package quick and answered without net/http (fast.go), which halves what they
// cost. All others, and with them their connections, are left to net/http. Both
// ways give the same answers; TLS, a member area and networks in the access log
// go without the first.
//
// # Bounds
//
// See Limits and package conns: headers have 16 KiB and 8 seconds, requests 30
// seconds, a reader takes at least Limits.MinRate bytes a second, and there are
// never more connections than the process may have open files. Who is idle for
// longest leaves first. The access log has no addresses, unless they are asked
// for, and then only networks; queries are never in it.
//
// # Members
//
// A Host shows one audience. Options.Members may wrap its handler: whoever it
// lets in reads another audience of the same release by WithAudience, and
// answers to them are private to their browser. Package member is such a wrapper,
// by OpenID Connect or by what a proxy says.
package host
