// Package objectstore keeps releases in an S3-compatible object store, from
// where any number of readers get the same static files.
//
//	<prefix>/releases/<id>/<audience>/…   the objects of each audience
//	<prefix>/releases/<id>/release.json   the manifest, when all objects are there
//	<prefix>/current.json                 which release readers are to see (Pointer)
//	<prefix>/index.html                   leads on to it
//
// A release is taken from a store on a disk, where it was verified. Objects
// come first: what did not change since the release before is copied by the
// server, the rest is uploaded. Then all are listed and held to the release,
// then the manifest is written, and the pointer last. Whoever dies on the way
// leaves the old pointer, and nothing that it leads to is ever touched.
//
// Object stores have no locks: one publisher a prefix, which the lock of its
// store on the disk sees to.
//
// What readers must not see does not belong into a bucket that is open to all:
// without being told otherwise Upload takes only audiences labelled TLP:CLEAR.
package objectstore

import (
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"strings"
)

// Location is where in which store releases are kept, and with which key.
type Location struct {
	Endpoint string // host and port
	Secure   bool   // TLS
	Region   string
	Bucket   string
	Prefix   string // without slashes at its ends; may be empty

	key, secret, token string
}

// LocationError says what is wrong with an address or with the environment.
type LocationError struct {
	// Kind is "address", "endpoint", "insecure" or "credentials".
	Kind string
	// Value is the address or the endpoint; never a secret.
	Value string
}

func (e *LocationError) Error() string { return "object store: " + e.Kind + " " + e.Value }

// Is reports whether a target is the address of an object store.
func Is(target string) bool { return strings.HasPrefix(target, "s3://") }

// Parse reads s3://bucket/prefix. Key and endpoint come from the variables that
// all tools use: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN,
// AWS_REGION, AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL. Without an endpoint it
// is that of Amazon. An endpoint without TLS has to be on this machine. All
// errors are LocationErrors.
func Parse(target string, env func(string) (string, bool)) (Location, error) {
	rest, ok := strings.CutPrefix(target, "s3://")
	bucket, prefix, _ := strings.Cut(rest, "/")
	prefix = strings.TrimSuffix(prefix, "/")
	if !ok || !validBucket(bucket) || prefix != "" && !validPrefix(prefix) {
		return Location{}, &LocationError{"address", target}
	}
	first := func(names ...string) string {
		for _, name := range names {
			if v, ok := env(name); ok && v != "" {
				return v
			}
		}
		return ""
	}
	l := Location{
		Bucket: bucket, Prefix: prefix, Region: first("AWS_REGION", "AWS_DEFAULT_REGION"),
		key: first("AWS_ACCESS_KEY_ID"), secret: first("AWS_SECRET_ACCESS_KEY"), token: first("AWS_SESSION_TOKEN"),
	}
	if l.Region == "" {
		l.Region = "us-east-1"
	}
	if l.key == "" || l.secret == "" {
		return Location{}, &LocationError{"credentials", target}
	}
	return l, l.endpoint(first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"))
}

// endpoint reads the address of the server.
func (l *Location) endpoint(address string) error {
	if address == "" {
		l.Endpoint, l.Secure = "s3."+l.Region+".amazonaws.com", true
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" ||
		u.Scheme != "https" && u.Scheme != "http" {
		return &LocationError{"endpoint", redacted(u)}
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return &LocationError{"insecure", u.Host}
	}
	l.Endpoint, l.Secure = u.Host, u.Scheme == "https"
	return nil
}

// redacted is an address without a password; "" if it is none.
func redacted(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func validBucket(name string) bool {
	return len(name) >= 3 && len(name) <= 63 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

func validPrefix(prefix string) bool {
	return fs.ValidPath(prefix) && prefix != "." && len(prefix) <= 200 &&
		strings.Trim(prefix, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_/") == ""
}

// String is the address, as people write it.
func (l Location) String() string {
	return strings.TrimSuffix(fmt.Sprintf("s3://%s/%s", l.Bucket, l.Prefix), "/")
}
