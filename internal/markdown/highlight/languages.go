package highlight

// scannerOf returns the scanner of a language, nil if it is unknown.
func scannerOf(language string) func(*scanner) {
	switch language {
	case "yaml", "yml":
		return scanYAML
	case "json", "jsonc", "jsonld":
		return scanJSON
	case "ini", "toml", "properties", "conf", "cfg", "systemd", "editorconfig":
		return scanSettings
	case "html", "xml", "svg", "xhtml":
		return scanMarkup
	case "css":
		return scanCSS
	case "diff", "patch":
		return scanDiff
	case "console", "shell-session":
		return scanConsole
	case "nginx", "apache", "apacheconf", "dockerfile", "docker":
		return scanDirectives
	}
	if l := programOf(language); l != nil {
		return l.scan
	}
	return nil
}

func programOf(language string) *program {
	switch language {
	case "sh", "bash", "shell", "zsh":
		return shell
	case "powershell", "ps1", "pwsh":
		return powershell
	case "go", "golang":
		return golang
	case "js", "javascript", "mjs", "ts", "typescript":
		return javascript
	case "py", "python":
		return python
	case "sql":
		return sql
	case "java", "c", "cpp", "c++", "cs", "csharp", "kotlin", "php", "rust":
		return curly
	}
	return nil
}

var shell = &program{
	line: []string{"#"}, long: `"'`, vars: "$", inWord: "-", options: true,
	words: words(
		"k", "if then else elif fi for while until do done case esac in function select return exit break continue",
		"nb", "cd echo printf read export local set unset source test eval exec shift trap umask wait kill sudo mkdir rm cp mv ln ls cat grep sed awk find chmod chown tar curl wget git ssh scp rsync systemctl apt apt-get dnf docker",
		"kc", "true false",
	),
}

var powershell = &program{
	line: []string{"#"}, block: []string{"<#", "#>"}, raw: []string{"@\"", "\"@", "@'", "'@"},
	strings: `"'`, vars: "$", inWord: "-", options: true, fold: true,
	words: words(
		"k", "begin break catch class continue data do dynamicparam else elseif end exit filter finally for foreach function if in param process return switch throw trap try until using while",
	),
}

var golang = &program{
	line: []string{"//"}, block: []string{"/*", "*/"}, raw: []string{"`", "`"}, strings: `"'`,
	words: words(
		"k", "break case continue default defer else fallthrough for go goto if range return select switch",
		"kd", "chan const func interface map struct type var",
		"kn", "import package",
		"kt", "any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
		"kc", "true false nil iota",
		"nb", "append cap clear close copy delete len make max min new panic print println recover",
	),
}

var javascript = &program{
	line: []string{"//"}, block: []string{"/*", "*/"}, strings: `"'`, long: "`", inWord: "$",
	words: words(
		"k", "async await break case catch continue debugger default delete do else finally for from if in instanceof new of return switch throw try typeof void while with yield as satisfies keyof readonly",
		"kd", "class const enum extends function implements interface let namespace private protected public static type var abstract declare",
		"kn", "export import",
		"kt", "any bigint boolean never number object string symbol unknown",
		"kc", "true false null undefined NaN Infinity this super",
	),
}

var python = &program{
	line: []string{"#"}, raw: []string{`"""`, `"""`, "'''", "'''"}, strings: `"'`,
	words: words(
		"k", "and as assert async await break class continue def del elif else except finally for global if in is lambda match nonlocal not or pass raise return try while with yield",
		"kn", "from import",
		"kc", "True False None",
		"nb", "abs all any bool bytes dict enumerate filter float int isinstance len list map max min open print range repr reversed round set sorted str sum super tuple type zip",
		"bp", "self cls",
	),
}

var sql = &program{
	line: []string{"--"}, block: []string{"/*", "*/"}, long: `'"`, fold: true,
	words: words(
		"k", "add all alter and any as asc begin between by cascade case check column commit constraint create cross database default delete desc distinct drop else end exists explain foreign from full function grant group having if in index inner insert into is join key left like limit natural not null offset on or order outer primary procedure references revoke right rollback row rows select set table then to transaction trigger truncate union unique update using values view when where with",
		"kt", "bigint blob boolean char date decimal double float int integer interval numeric real serial smallint text time timestamp timestamptz uuid varchar",
		"kc", "true false",
		"nb", "avg coalesce count current_date current_timestamp lower max min now round sum upper",
	),
}

// curly serves the languages that look like C.
var curly = &program{
	line: []string{"//"}, block: []string{"/*", "*/"}, strings: `"'`,
	words: words(
		"k", "abstract as async await break case catch class const continue default defer delete do else enum extends extern final finally fn for foreach friend function goto if impl implements import in inline instanceof interface internal is let loop match mod module move mut namespace new override package private protected pub public readonly record ref return sealed sizeof static struct super switch template this throw throws trait try type typedef typename union unsafe use using val var virtual void volatile when where while yield",
		"kt", "bool boolean byte char double float i32 i64 int long short signed size_t str string String u8 u32 u64 uint unsigned usize",
		"kc", "true false null nil nullptr None Some Ok Err",
	),
}
