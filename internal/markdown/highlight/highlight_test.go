package highlight

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTokensGetTheirClasses(t *testing.T) {
	for _, c := range []struct{ language, code, want string }{
		{"yaml", "a: 1 # x\n", `[nt a][p :] [m 1] [c1 # x]`},
		{"yaml", "- titel: \"a # b\"\n  wann: 2027-01-14T09:00\n  ja: true", `- [nt titel][p :] [s2 "a # b"]` + "\n  [nt wann][p :] [m 2027-01-14T09:00]\n  [nt ja][p :] [kc true]"},
		{"yaml", "a: &b c\nd: *b\ne: 3 * 4", "[nt a][p :] [nl &b] c\n[nt d][p :] [nl *b]\n[nt e][p :] [m 3] * [m 4]"},
		{"yaml", "# only\n\nhttp://a.b\n[a, 'b']", "[c1 # only]\n\nhttp://a.b\n[a, [s1 'b']]"},
		{"json", `{"a": [1, "b", null]}`, `{[nt "a"]: [[m 1], [s2 "b"], [kc null]]}`},
		{"ini", "[Unit]\n; x\nUser = a # y", "[k [Unit]]\n[c1 ; x]\n[na User] = a [c1 # y]"},
		{"toml", "a = \"b\"\nc = 1.5", "[na a] = [s2 \"b\"]\n[na c] = [m 1.5]"},
		{"html", `<a href="b">c &amp; d</a><!-- e --><br/>`, `[nt <a] [na href]=[s "b"][nt >]c [ni &amp;] d[nt </a][nt >][c <!-- e -->][nt <br]/[nt >]`},
		{"css", "a { color: #fff; margin: 1px }", "[nt a] { [na color]: [mh #fff]; [na margin]: [m 1px] }"},
		{"sh", "cp -r $HOME/a \"b $c\" # d\necho ${x} it#s", "[nb cp] [na -r] [nv $HOME]/a [s2 \"b $c\"] [c1 # d]\n[nb echo] [nv ${x}] it#s"},
		{"console", "$ ls -l\na.md\n", "[gp $] [nb ls] [na -l]\n[go a.md]"},
		{"powershell", "Get-Item $x -Path 'a' # b", "[nb Get-Item] [nv $x] [na -Path] [s1 'a'] [c1 # b]"},
		{"go", "func f(a int) { return `b` } // c", "[kd func] [nf f](a [kt int]) { [k return] [s `b`] } [c1 // c]"},
		{"js", "const a = f(1, `b`) /* c */", "[kd const] a = [nf f]([m 1], [sb `b`]) [cm /* c */]"},
		{"python", "def f(self): # a\n  \"\"\"b\n c\"\"\"", "[k def] [nf f]([bp self]): [c1 # a]\n  [s \"\"\"b\n c\"\"\"]"},
		{"sql", "SELECT a FROM b WHERE c = 'd' -- e", "[k SELECT] a [k FROM] b [k WHERE] c = [s1 'd'] [c1 -- e]"},
		{"diff", "--- a\n+++ b\n@@ 1\n-c\n+d\n e", "[gh --- a]\n[gh +++ b]\n[gu @@ 1]\n[gd -c]\n[gi +d]\n e"},
		{"nginx", "listen 80; # a", "[k listen] [m 80]; # a"},
	} {
		got, known := HTML(nil, c.language, c.code)
		if !known {
			t.Errorf("%s is unknown", c.language)
		}
		if text := brackets(string(got)); text != strings.TrimSuffix(c.want, "\n") {
			t.Errorf("%s %q:\n got %s\nwant %s", c.language, c.code, text, c.want)
		}
	}
}

// brackets writes spans as [class text].
func brackets(s string) string {
	s = regexp.MustCompile(`<span class="(\w+)">`).ReplaceAllString(s, "[$1 ")
	s = strings.ReplaceAll(s, "</span>", "]")
	return strings.TrimSuffix(html.UnescapeString(s), "\n")
}

func TestUnknownLanguagesAreLeftAlone(t *testing.T) {
	for _, language := range []string{"", "klingon", "YAML"} {
		if out, known := HTML([]byte("x"), language, "<a>"); known || string(out) != "x" {
			t.Errorf("%q: %v %s", language, known, out)
		}
	}
}

var languages = strings.Fields("yaml json ini html css diff console nginx sh powershell go js python sql c")

func FuzzOnlySpansAreAdded(f *testing.F) {
	for i := range languages {
		for _, code := range []string{"a: 'b' # c", "<a b=\"c\">&d;", "\"", "$${", "!a &b *c", "/* a", "@\"", "--a", "-", "\x00<"} {
			f.Add(i, code)
		}
	}
	span := regexp.MustCompile(`<span class="(?:` + strings.Join(Classes(), "|") + `)">|</span>`)
	f.Fuzz(func(t *testing.T, i int, code string) {
		language := languages[uint(i)%uint(len(languages))]
		out, _ := HTML(nil, language, code)
		rest := span.ReplaceAllString(string(out), "")
		if strings.ContainsAny(rest, "<>\"") || strings.Count(string(out), "<span") != strings.Count(string(out), "</span") {
			t.Fatalf("%s: %s", language, out)
		}
		if plain := escape(nil, code); rest != string(plain) {
			t.Fatalf("%s: text changed: %q, want %q", language, rest, plain)
		}
	})
}

// Each unit, repeated, is a text that some lexers read again and again.
func TestCostIsLinear(t *testing.T) {
	units := []string{"\"", "'", "\\", "(", "<", "<!--", "/*", "//", "#", "$", "${", "$a", "`", "a ", " ", "\t", "\"a", "<a ", "<a b=", "--", "=", "a: ", "&a *a ", "!a", ":", "- ", "0", "1.", "@", "&", "\"\"\"", "'''", "@\"", "a\n", "\n", "$ ", "-a ", "{", "["}
	const limit = 300 * time.Millisecond // a square would be seconds
	for _, language := range languages {
		for _, unit := range units {
			code := strings.Repeat(unit, 60_000/len(unit))
			if took := fastest(func() { HTML(nil, language, code) }); took > limit {
				t.Errorf("%s: 60 kB of %q took %v", language, unit, took)
			}
		}
	}
}

// fastest returns the time that f takes while others leave it the machine.
func fastest(f func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		f()
		if best = min(best, time.Since(start)); best < 50*time.Millisecond {
			break
		}
	}
	return best
}
