package member

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

// Invented people of the local provider.
var people = map[string]*storage.User{
	"m-1": {ID: "m-1", Username: "mona", Password: "geheim", FirstName: "Mona", LastName: "Muster", Email: "mona@muster.example", EmailVerified: true},
	"f-1": {ID: "f-1", Username: "fred", Password: "geheim", FirstName: "Fred", LastName: "Fremd", Email: "fred@fremd.example", EmailVerified: true},
}

// groups are those of the people.
var groups = map[string][]any{"m-1": {"alle", "mitglieder"}, "f-1": {"alle"}}

type userStore struct{}

func (userStore) GetUserByID(id string) *storage.User { return people[id] }

func (userStore) GetUserByUsername(name string) *storage.User {
	for _, u := range people {
		if u.Username == name {
			return u
		}
	}
	return nil
}

func (userStore) ExampleClientID() string { return "service" }

// directory is the storage of the provider, which knows groups as well.
type directory struct {
	*storage.Storage
	p *localProvider
}

func (d directory) SetUserinfoFromRequest(ctx context.Context, info *oidc.UserInfo, token op.IDTokenRequest, scopes []string) error {
	if !d.p.onlyUserInfo {
		info.AppendClaims("groups", groups[token.GetSubject()])
	}
	return d.Storage.SetUserinfoFromRequest(ctx, info, token, scopes)
}

func (d directory) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, tokenID, subject, origin string) error {
	info.AppendClaims("groups", groups[subject])
	return d.Storage.SetUserinfoFromToken(ctx, info, tokenID, subject, origin)
}

// localProvider is a real OpenID provider on this machine: discovery, keys, codes,
// tokens and user info are those of a library for providers. Its answers can be
// tampered with on their way.
type localProvider struct {
	*httptest.Server
	store        directory
	onlyUserInfo bool // groups are not in the token

	mu     sync.Mutex
	tamper func(p *localProvider, claims map[string]any) string // a new token, "" for none
	codes  int                                                  // requests for tokens
	down   bool
	extra  string // added to the way back
}

const (
	clientID     = "portal"
	clientSecret = "ein-geheimnis-des-tests"
	portalURL    = "https://portal.example"
)

var quietOnce sync.Once

func newLocalProvider(t testing.TB) *localProvider {
	t.Helper()
	quietOnce.Do(func() { slog.SetDefault(slog.New(slog.DiscardHandler)) }) // the library logs there
	p := &localProvider{}
	clients := map[string]*storage.Client{
		clientID: storage.WebClient(clientID, clientSecret, portalURL+CallbackPath),
		"other":  storage.WebClient("other", clientSecret, portalURL+CallbackPath),
	}
	p.store = directory{storage.NewStorageWithClients(userStore{}, clients), p}
	mux := http.NewServeMux()
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, mux) }))
	t.Cleanup(p.Close)
	config := &op.Config{
		CryptoKey: [32]byte{1}, CryptoKeyId: "k", CodeMethodS256: true, AuthMethodPost: true, SupportedUILocales: []language.Tag{language.German},
	}
	server, err := op.NewProvider(config, p.store, op.StaticIssuer(p.URL), op.WithAllowInsecure())
	if err != nil {
		t.Fatal(err)
	}
	callback := op.AuthCallbackURL(server)
	withIssuer := op.NewIssuerInterceptor(server.IssuerFromRequest)
	mux.Handle("/login/username", withIssuer.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := p.store.CheckUsernamePassword(r.FormValue("username"), r.FormValue("password"), r.FormValue("authRequestID")); err != nil {
			http.Error(w, "Anmeldeseite", http.StatusUnauthorized)
			return
		}
		http.Redirect(w, r, callback(r.Context(), r.FormValue("authRequestID")), http.StatusFound)
	}))
	mux.Handle("/", server)
	return p
}

// serve answers, or does what a test wants to go wrong.
func (p *localProvider) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	p.mu.Lock()
	down, tamper, extra := p.down, p.tamper, p.extra
	if r.URL.Path == "/oauth/token" {
		p.codes++
	}
	p.mu.Unlock()
	if down {
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	rec := httptest.NewRecorder()
	next.ServeHTTP(rec, r)
	body := rec.Body.Bytes()
	if tamper != nil && r.URL.Path == "/oauth/token" && rec.Code == http.StatusOK {
		body = p.tampered(body, tamper)
	}
	maps.Copy(w.Header(), rec.Header())
	if to := rec.Header().Get("Location"); extra != "" && len(to) > len(portalURL) && to[:len(portalURL)] == portalURL {
		w.Header().Set("Location", to+extra)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(rec.Code)
	_, _ = w.Write(body)
}

// tampered is a reply with another token.
func (p *localProvider) tampered(body []byte, tamper func(*localProvider, map[string]any) string) []byte {
	reply := map[string]any{}
	if err := json.Unmarshal(body, &reply); err != nil {
		return body
	}
	token, err := jose.ParseSigned(reply["id_token"].(string), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return body
	}
	claims := map[string]any{}
	if err := json.Unmarshal(token.UnsafePayloadWithoutVerification(), &claims); err != nil {
		return body
	}
	reply["id_token"] = tamper(p, claims)
	out, err := json.Marshal(reply)
	if err != nil {
		return body
	}
	return out
}

// sign signs claims with the provider's own key.
func (p *localProvider) sign(claims map[string]any) string {
	key, err := p.store.SigningKey(context.Background())
	if err != nil {
		return ""
	}
	return signWith(jose.RS256, jose.JSONWebKey{Key: key.Key(), KeyID: key.ID()}, claims)
}

// keyID is the name of the provider's key.
func (p *localProvider) keyID() string {
	key, err := p.store.SigningKey(context.Background())
	if err != nil {
		return ""
	}
	return key.ID()
}

func signWith(alg jose.SignatureAlgorithm, key any, claims map[string]any) string {
	body, err := json.Marshal(claims)
	if err != nil {
		return ""
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return ""
	}
	signed, err := signer.Sign(body)
	if err != nil {
		return ""
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		return ""
	}
	return text
}

// strangerKey is a key that the provider does not have.
var strangerKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil
	}
	return key
})

// set changes what goes wrong.
func (p *localProvider) set(change func(*localProvider)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

// browser keeps cookies and follows redirects between a portal and its provider.
type browser struct {
	t       testing.TB
	portal  http.Handler
	cookies map[string]string
	header  http.Header
	addr    string
}

func newBrowser(t testing.TB, portal http.Handler) *browser {
	return &browser{t: t, portal: portal, cookies: map[string]string{}, header: http.Header{"Accept": {"text/html"}}, addr: "192.0.2.7:1000"}
}

// send asks the portal once.
func (b *browser) send(method, target string) *http.Response {
	b.t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.RemoteAddr = b.addr
	r.Header = b.header.Clone()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.portal.ServeHTTP(w, r)
	resp := w.Result()
	for _, c := range resp.Cookies() {
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			b.t.Errorf("cookie %s is not for this host alone", c)
		}
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return resp
}

// toProvider follows the provider's pages until it sends somebody back.
func (b *browser) toProvider(target, user string) string {
	b.t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 6 {
		resp, err := client.Get(target)
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
		to, err := resp.Location()
		if err != nil {
			b.t.Fatalf("the provider answers %d at %s", resp.StatusCode, target)
		}
		if target = to.String(); to.Path == "/login/username" {
			q := to.Query()
			q.Set("username", user)
			q.Set("password", "geheim")
			to.RawQuery = q.Encode()
			target = to.String()
		}
		if bytes.HasPrefix([]byte(target), []byte(portalURL)) {
			return target
		}
	}
	b.t.Fatal("the provider does not send anybody back")
	return ""
}

// begin goes to the provider and returns the way back, which was not taken yet.
func (b *browser) begin(user, to string) string {
	b.t.Helper()
	resp := b.send(http.MethodGet, portalURL+startPath+"?weiter="+to)
	if resp.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("start: %d", resp.StatusCode)
	}
	return b.toProvider(resp.Header.Get("Location"), user)
}

// signIn goes all the way and returns the last answer of the portal's callback.
func (b *browser) signIn(user string) *http.Response {
	b.t.Helper()
	return b.send(http.MethodGet, b.begin(user, "/mitglieder/"))
}
