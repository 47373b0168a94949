package member

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Bounds of what is asked of a provider.
const (
	askTime  = 5 * time.Second // for one answer
	maxReply = 1 << 20         // bytes of one
	askAgain = 5 * time.Second // after a provider could not be reached
	knownFor = time.Hour       // until its addresses are asked for again
)

// errUnreachable says that a provider does not answer as one.
var errUnreachable = errors.New("provider cannot be used")

// provider is the OpenID provider, which may not be there.
type provider struct {
	login  *Login
	client *http.Client
	now    func() time.Time

	mu     sync.Mutex
	known  *connection
	tried  time.Time
	failed error
}

// connection is what a provider said of itself.
type connection struct {
	provider *oidc.Provider
	verifier *oidc.IDTokenVerifier
	config   oauth2.Config
	signOut  string // end_session_endpoint, "" for none
	answers  bool   // it names itself when it answers (RFC 9207)
}

func newProvider(login *Login, now func() time.Time) *provider {
	return &provider{login: login, now: now, client: &http.Client{
		Timeout: askTime, Transport: bounded{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// bounded cuts long replies.
type bounded struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, maxReply), resp.Body}
	}
	return resp, err
}

// get returns what is known of the provider, and asks if that is nothing or old. One
// asks at a time; what failed a moment ago fails again without asking.
func (p *provider) get(ctx context.Context) (*connection, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	since := p.now().Sub(p.tried)
	if p.known != nil && p.failed == nil && since < knownFor || p.failed != nil && since < askAgain {
		return p.known, p.lost()
	}
	found, err := p.discover(ctx)
	p.tried, p.failed = p.now(), err
	if err == nil {
		p.known = found
	}
	return p.known, p.lost()
}

// lost is why there is nothing known of the provider; what was known once may do.
func (p *provider) lost() error {
	if p.known != nil {
		return nil
	}
	return p.failed
}

// signOutURL is where the provider signs out, "" if it is not known.
func (p *provider) signOutURL() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil || p.known.signOut == "" {
		return ""
	}
	u, err := url.Parse(p.known.signOut)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("client_id", p.login.ClientID)
	q.Set("post_logout_redirect_uri", p.login.URL+"/")
	u.RawQuery = q.Encode()
	return u.String()
}

// discover reads the provider's own description (OpenID Connect Discovery 1.0). All
// its addresses have to be as safe as the issuer's.
func (p *provider) discover(ctx context.Context) (*connection, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askTime)
	defer cancel()
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), p.login.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	var more struct {
		Keys    string   `json:"jwks_uri"`
		SignOut string   `json:"end_session_endpoint"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		Answers bool     `json:"authorization_response_iss_parameter_supported"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, fmt.Errorf("%w: read description: %w", errUnreachable, err)
	}
	endpoint := found.Endpoint()
	for _, address := range []string{endpoint.AuthURL, endpoint.TokenURL, more.Keys, more.SignOut, found.UserInfoEndpoint()} {
		if address == "" && (address == more.SignOut || address == found.UserInfoEndpoint()) {
			continue
		}
		if _, err := secureURL(address); err != nil {
			return nil, fmt.Errorf("%w: %w", errUnreachable, err)
		}
	}
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if p.login.Secret == "" || len(more.Methods) > 0 && !slices.Contains(more.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &connection{
		provider: found, signOut: more.SignOut, answers: more.Answers,
		verifier: found.Verifier(&oidc.Config{ClientID: p.login.ClientID, Now: func() time.Time { return p.now().Add(-Skew) }}),
		config: oauth2.Config{
			ClientID: p.login.ClientID, ClientSecret: p.login.Secret, Endpoint: endpoint,
			RedirectURL: p.login.URL + CallbackPath, Scopes: append([]string{oidc.ScopeOpenID}, p.login.Scopes...),
		},
	}, nil
}

// claims trades a code for a token and returns what the provider says of somebody.
// The error is errUnreachable if it was the provider's fault.
func (p *provider) claims(ctx context.Context, c *connection, f flow, code string) (map[string]any, error) {
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, p.client), 2*askTime)
	defer cancel()
	tokens, err := c.config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return nil, exchangeError(err)
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok || len(raw) > maxReply {
		return nil, errors.New("no identity token")
	}
	id, err := c.verifier.Verify(ctx, raw)
	if network := (*url.Error)(nil); errors.As(err, &network) {
		return nil, fmt.Errorf("%w: keys: %w", errUnreachable, network.Err)
	}
	if err != nil {
		return nil, fmt.Errorf("identity token: %w", err)
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return nil, errors.New("identity token: no claims")
	}
	if err := p.about(id, claims, f); err != nil {
		return nil, err
	}
	if !p.login.Rule.needs(claims) || c.provider.UserInfoEndpoint() == "" {
		return claims, nil
	}
	info, err := c.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return nil, fmt.Errorf("%w: user info", errUnreachable)
	}
	more := map[string]any{}
	if info.Subject != id.Subject || id.Subject == "" || info.Claims(&more) != nil {
		return nil, errors.New("user info is about somebody else")
	}
	return more, nil
}

// about checks what the library leaves to us: that the token is an answer to this
// sign-in (nonce), and for this client if it is for several (azp).
func (p *provider) about(id *oidc.IDToken, claims map[string]any, f flow) error {
	if !same(id.Nonce, f.Nonce) {
		return errors.New("identity token: not for this sign-in")
	}
	if id.IssuedAt.After(p.now().Add(5 * Skew)) {
		return errors.New("identity token: from the future")
	}
	azp, given := claims["azp"]
	if len(id.Audience) > 1 && !given || given && azp != p.login.ClientID {
		return errors.New("identity token: authorized for another client")
	}
	return nil
}

// exchangeError tells a refusal from a provider that is down. What the provider
// wrote is not repeated, but for its error code.
func exchangeError(err error) error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		if refused.Response != nil && refused.Response.StatusCode >= 500 {
			return fmt.Errorf("%w: status %d", errUnreachable, refused.Response.StatusCode)
		}
		return fmt.Errorf("code refused: %.40q", refused.ErrorCode)
	}
	var network *url.Error
	if errors.As(err, &network) {
		return fmt.Errorf("%w: %w", errUnreachable, network.Err)
	}
	return errors.New("no token for the code")
}
