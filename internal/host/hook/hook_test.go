package hook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

var secret = []byte("ein-langes-geheimnis")

func sign(body string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(body))
	return hex.EncodeToString(mac.Sum(nil))
}

func push(ref, after string) string {
	return fmt.Sprintf(`{"ref":%q,"before":"0","after":%q,"repository":{"name":"portal"}}`, ref, after)
}

// counting is a hook whose runs are counted when somebody asks for them.
func counting(t *testing.T, table string) (h *Hook, wanted func() int) {
	t.Helper()
	r := NewRunner(func(context.Context) error { return nil }, nil)
	h, err := New(Options{Secret: secret, Ref: "main", Table: table, Runner: r})
	if err != nil {
		t.Fatal(err)
	}
	return h, func() int {
		n := len(r.wanted)
		for len(r.wanted) > 0 {
			<-r.wanted
		}
		return n
	}
}

func send(h http.Handler, body string, pairs ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/_nachbar/hook", strings.NewReader(body))
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Header.Set(pairs[i], pairs[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPushesOfEachForgeAreTaken(t *testing.T) {
	form := url.Values{"payload": {push("refs/heads/main", "7")}}.Encode()
	for forge, c := range map[string]struct {
		body  string
		pairs []string
	}{
		"github":      {push("refs/heads/main", "1"), []string{"X-Hub-Signature-256", "sha256=", "X-GitHub-Event", "push", "X-GitHub-Delivery", "a"}},
		"github form": {form, []string{"X-Hub-Signature-256", "sha256=", "X-GitHub-Event", "push", "Content-Type", "application/x-www-form-urlencoded"}},
		"gitea":       {push("refs/heads/main", "2"), []string{"X-Gitea-Signature", "", "X-Gitea-Event", "push", "X-Gitea-Delivery", "b"}},
		"forgejo":     {push("refs/heads/main", "3"), []string{"X-Forgejo-Signature", "", "X-Forgejo-Event", "push"}},
		"gitlab":      {push("refs/heads/main", "4"), []string{"X-Gitlab-Token", "=" + string(secret), "X-Gitlab-Event", "Push Hook"}},
		"a tag":       {push("refs/tags/main", "5"), []string{"X-Hub-Signature-256", "sha256="}},
	} {
		h, wanted := counting(t, filepath.Join(t.TempDir(), "t"))
		pairs := c.pairs
		if value, token := strings.CutPrefix(pairs[1], "="); token {
			pairs[1] = value
		} else {
			pairs[1] += sign(c.body)
		}
		if got := send(h, c.body, pairs...); got.Code != http.StatusAccepted || wanted() != 1 {
			t.Errorf("%s: %d %s", forge, got.Code, got.Body)
		}
	}
}

func TestWhatIsNotSignedIsRefusedBeforeItIsRead(t *testing.T) {
	h, wanted := counting(t, filepath.Join(t.TempDir(), "t"))
	body := push("refs/heads/main", "1")
	right := sign(body)
	for what, pairs := range map[string][]string{
		"nothing":        nil,
		"empty":          {"X-Hub-Signature-256", ""},
		"another":        {"X-Hub-Signature-256", "sha256=" + sign(body+" ")},
		"cut":            {"X-Hub-Signature-256", "sha256=" + right[:62]},
		"longer":         {"X-Hub-Signature-256", "sha256=" + right + "00"},
		"no hex":         {"X-Hub-Signature-256", "sha256=" + strings.Repeat("zz", 32)},
		"wrong token":    {"X-Gitlab-Token", string(secret[1:])},
		"one is wrong":   {"X-Hub-Signature-256", "sha256=00", "X-Gitea-Signature", right},
		"token not sent": {"X-Gitlab-Token", ""},
	} {
		if got := send(h, body, pairs...); got.Code != http.StatusForbidden {
			t.Errorf("%s: %d", what, got.Code)
		}
	}
	if got := send(h, strings.Repeat("x", maxBody+1), "X-Hub-Signature-256", "sha256="+right); got.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", got.Code)
	}
	r := httptest.NewRecorder()
	if h.ServeHTTP(r, httptest.NewRequest(http.MethodGet, "/", nil)); r.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", r.Code)
	}
	if wanted() != 0 {
		t.Error("something is published")
	}
	if _, err := New(Options{Secret: []byte("kurz")}); !errors.Is(err, ErrShort) {
		t.Errorf("a short secret: %v", err)
	}
}

func TestOtherEventsDoNothing(t *testing.T) {
	h, wanted := counting(t, filepath.Join(t.TempDir(), "t"))
	for what, c := range map[string]struct {
		body, event string
		want        int
	}{
		"ping":           {`{"zen":"x"}`, "ping", 200},
		"another branch": {push("refs/heads/entwurf", "1"), "push", 200},
		"ends alike":     {push("refs/heads/x/main", "1"), "push", 200},
		"deleted":        {push("refs/heads/main", strings.Repeat("0", 40)), "push", 200},
		"an issue":       {push("refs/heads/main", "1"), "issues", 200},
		"no JSON":        {"{", "push", 400},
		"a list":         {"[]", "push", 400},
	} {
		if got := send(h, c.body, "X-Hub-Signature-256", "sha256="+sign(c.body), "X-GitHub-Event", c.event); got.Code != c.want {
			t.Errorf("%s: %d, want %d", what, got.Code, c.want)
		}
	}
	if wanted() != 0 {
		t.Error("something is published")
	}
}

func TestADeliveryCountsOnceEvenAfterARestart(t *testing.T) {
	name := filepath.Join(t.TempDir(), "state", "t")
	h, wanted := counting(t, name)
	body, other := push("refs/heads/main", "1"), push("refs/heads/main", "2")
	ask := func(h *Hook, body, id string) int {
		return send(h, body, "X-Hub-Signature-256", "sha256="+sign(body), "X-GitHub-Delivery", id).Code
	}
	if got := ask(h, body, "a"); got != http.StatusAccepted || wanted() != 1 {
		t.Fatalf("first: %d", got)
	}
	again, wantedAgain := counting(t, name)
	for _, h := range []*Hook{h, again} {
		if got := ask(h, body, "a"); got != http.StatusConflict {
			t.Errorf("again: %d", got)
		}
		if got := ask(h, body, "b"); got != http.StatusConflict {
			t.Errorf("again under another id: %d", got)
		}
		if got := ask(h, other, "a"); got != http.StatusConflict {
			t.Errorf("another body under the id: %d", got)
		}
	}
	if wanted()+wantedAgain() != 0 {
		t.Error("a delivery is published again")
	}
	if got := ask(again, other, "c"); got != http.StatusAccepted {
		t.Errorf("the next push: %d", got)
	}
	if file, err := os.ReadFile(name); err != nil || strings.Contains(string(file), "portal") || strings.Contains(string(file), `"a"`) {
		t.Errorf("the table has %s, %v", file, err)
	}
}

func TestTheTableIsBoundedAndOutlivesACut(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t")
	tab, err := openTable(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxKnown + 50 {
		tab.remember(delivery{Time: time.Unix(int64(i), 0), Body: hash("body", fmt.Append(nil, i))})
	}
	if fresh, err := tab.add(time.Unix(1, 0), "", []byte("neu")); !fresh || err != nil {
		t.Fatal(err)
	}
	if len(tab.known) != maxKnown || len(tab.keys) != maxKnown {
		t.Errorf("%d deliveries under %d keys", len(tab.known), len(tab.keys))
	}
	file, err := os.ReadFile(name)
	if err = errors.Join(err, os.WriteFile(name, file[:len(file)-10], 0o600)); err != nil {
		t.Fatal(err)
	}
	cut, err := openTable(name)
	if err != nil || len(cut.known) != maxKnown-1 {
		t.Errorf("%d deliveries, %v", len(cut.known), err)
	}
	if fresh, _ := cut.add(time.Unix(1, 0), "", fmt.Append(nil, maxKnown)); fresh {
		t.Error("a delivery in front of the cut is forgotten")
	}
	if fresh, err := (&table{path: "/dev/null/x", keys: map[string]int{}}).add(time.Unix(1, 0), "a", nil); fresh || err == nil {
		t.Error("what cannot be noted is taken")
	}
}

func TestPushesDuringARunAreOneMoreRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var runs, last, pushes atomic.Int64
		r := NewRunner(func(context.Context) error {
			seen := pushes.Load()
			time.Sleep(time.Minute)
			last.Store(seen)
			if runs.Add(1) == 1 {
				return errors.New("broken commit")
			}
			return nil
		}, nil)
		done := make(chan struct{})
		go func() { r.Run(ctx); close(done) }()
		for range 50 {
			pushes.Add(1)
			r.Start()
			time.Sleep(time.Second)
		}
		time.Sleep(10 * time.Minute)
		if runs.Load() != 2 || last.Load() != 50 {
			t.Errorf("%d runs, the last one knows %d pushes", runs.Load(), last.Load())
		}
		if s := r.State(); s.OK != 1 || s.Failed != 1 || s.Err != nil || s.Running || s.Last.IsZero() {
			t.Errorf("state %+v", s)
		}
		cancel()
		<-done
	})
}

// FuzzHook holds that nothing but a push to the branch is ever published, and
// only with the secret.
func FuzzHook(f *testing.F) {
	f.Add(push("refs/heads/main", "1"), "push", "application/json", true)
	f.Add("payload=%7B%22ref%22", "push", "application/x-www-form-urlencoded", true)
	f.Add(`{"ref":["refs/heads/main"]}`, "", "", false)
	name := filepath.Join(f.TempDir(), "t")
	f.Fuzz(func(t *testing.T, body, event, kind string, right bool) {
		h, wanted := counting(t, name)
		h.table = &table{path: name, keys: map[string]int{}}
		signature := sign(body)
		if !right {
			signature = sign(body + "x")
		}
		got := send(h, body, "X-Hub-Signature-256", "sha256="+signature, "X-GitHub-Event", event, "Content-Type", kind)
		if n := wanted(); (got.Code == http.StatusAccepted) != (n == 1) || n == 1 && (!right || !strings.Contains(body, "main")) {
			t.Errorf("%d, published %d times", got.Code, n)
		}
	})
}
