#!/usr/bin/env bash
# Measures nachbar against its goals and against Hugo; see bench/README.md.
#
#   bench/run.sh [laws] [edit] [reload] [gen] [bombs]     all parts without arguments
#
#   LAWS=DIR    folder of the German laws as Markdown; without it the parts that
#               need them are left out
#   RUNS=5      interleaved runs of everything but the largest site
#   LARGE=2     runs of the site of 100,000 pages
#   HUGO=FILE   Hugo; installed with "go install" when missing
set -euo pipefail
cd "$(dirname "$0")/.."

hugo_version=v0.165.0
work=$PWD/bench/work
log=$work/results.jsonl
bin=$work/bin
runs=${RUNS:-5}
large=${LARGE:-2}
hugo=${HUGO:-$(go env GOPATH)/bin/hugo}

say() { echo "bench: $*"; }

build_tools() {
	mkdir -p "$bin"
	[ -e static/assets/nachbar.css ] || go run ./web/bundle
	go build -trimpath -o "$bin/" ./cmd/nachbar ./bench/...
}

need_hugo() {
	if [ ! -x "$hugo" ]; then
		say "installing Hugo $hugo_version"
		go install "github.com/gohugoio/hugo@$hugo_version"
	fi
	"$hugo" version | grep -q "$hugo_version" || say "other Hugo than $hugo_version: $("$hugo" version)"
}

measure() { "$bin/measure" -log "$log" "$@" 2>>"$work/output.txt"; }

# --- the laws -----------------------------------------------------------------

have_laws() {
	if [ -z "${LAWS:-}" ]; then
		say "LAWS names no folder: $1 is left out"
		return 1
	fi
}

# laws_site copies the laws into a site for nachbar and one for Hugo, once.
laws_site() {
	laws=$work/laws
	[ -d "$laws/content" ] && return
	say "copying the laws"
	mkdir -p "$laws" "$work/hugo"
	local from=$LAWS
	[ -d "$LAWS/content" ] && from=$LAWS/content
	cp -r "$from" "$laws/content"
	cp bench/laws.yaml "$laws/nachbar.yaml"
	cp -r bench/hugo/. "$work/hugo/"
	printf '\n[[module.mounts]]\nsource = "%s"\ntarget = "%s"\n' \
		"$laws/content" content az content "$PWD/static" static >>"$work/hugo/hugo.toml"
}

# nachbar_laws NAME OUT builds the laws.
nachbar_laws() { measure -name "$1" -- "$bin/nachbar" build --quiet -C "$work/laws" -o "$2" --stats "$work/stats.json"; }

# laws builds into a new folder each time and removes nothing before the end:
# after many files were removed ext4 looks long for places of new ones, and that
# would be counted to whoever comes next.
laws() {
	have_laws "the comparison with Hugo" || return 0
	need_hugo
	laws_site
	for i in $(seq "$runs"); do
		[ ! -e "$work/laws/.nachbar" ] || mv "$work/laws/.nachbar" "$work/cache-$i"
		nachbar_laws laws-nachbar "$work/out-laws-$i"
		sync
		measure -name laws-hugo -- "$hugo" --source "$work/hugo" --destination "$work/out-hugo-$i" --noBuildLock --logLevel error
		sync
	done
	compare_runs
	check_complete
}

# compare_runs holds the builds against each other: all bytes of all pages, and
# so all heading anchors, have to be the same.
compare_runs() {
	for i in $(seq 2 "$runs"); do
		cmp "$work/out-laws-1/pruefsummen.txt" "$work/out-laws-$i/pruefsummen.txt"
	done
	say "$runs builds are the same bytes, anchors included"
}

# check_complete counts the laws in both outputs.
check_complete() {
	local laws nachbar hugos
	laws=$(find "$work/laws/content" -mindepth 3 -name 'index.md' | wc -l)
	nachbar=$(pages_of "$work/out-laws-1")
	hugos=$(pages_of "$work/out-hugo-1")
	say "$laws laws, $nachbar pages by nachbar, $hugos by Hugo"
	[ "$laws" = "$nachbar" ] && [ "$laws" = "$hugos" ]
}

# pages_of counts the pages two folders deep that are no pages of lists.
pages_of() { find "$1" -mindepth 3 -maxdepth 3 -path '*/?/*/index.html' -not -path '*/seite/*' | wc -l; }

edit() {
	have_laws "the rebuild of the laws" || return 0
	laws_site
	local file=$work/laws/content/b/bverfschg/index.md
	nachbar_laws laws-warm "$work/out-edit" >/dev/null
	for i in $(seq "$((2 * runs))"); do
		echo "Änderung $i." >>"$file"
		nachbar_laws laws-nachbar-edit "$work/out-edit"
	done
	grep '"written"' "$work/stats.json"
}

# --- the preview ----------------------------------------------------------------

reload() {
	rm -rf "$work/portal"
	mkdir -p "$work/portal"
	cp -r nachbar.yaml content data "$work/portal/"
	"$bin/reload" -log "$log" -name portal-reload -bin "$bin/nachbar" -site "$work/portal" \
		-file content/leitfaden/bia.md -page /leitfaden/bia/ -edits "$((3 * runs))"
	have_laws "the preview of the laws" || return 0
	laws_site
	"$bin/reload" -log "$log" -name laws-reload -bin "$bin/nachbar" -site "$work/laws" \
		-file content/b/bverfschg/index.md -page /b/bverfschg/ -edits "$((3 * runs))"
}

# --- generated sites --------------------------------------------------------------

generated() {
	local name=$1 pages=$2
	[ -d "$work/$name" ] || "$bin/gen" -pages "$pages" -out "$work/$name"
}

nachbar_gen() { measure -name "$1" -- "$bin/nachbar" build --quiet -C "$work/$2" -o "$work/out-$2" --stats "$work/stats.json"; }

gen() {
	generated gen10k 10000
	generated gen100k 100000
	for i in $(seq "$large"); do
		for size in 10k 100k; do
			rm -rf "$work/out-gen$size" "$work/gen$size/.nachbar"
			nachbar_gen "gen$size-nachbar" "gen$size"
		done
	done
	local file
	file=$(find "$work/gen100k/content/archiv" -name '*.md' | sort | sed -n 5000p)
	for i in $(seq "$((2 * runs))"); do
		echo "Änderung $i." >>"$file"
		nachbar_gen gen100k-nachbar-edit gen100k
	done
	grep '"written"' "$work/stats.json"
}

bombs() { "$bin/bombs" -log "$log" -bin "$bin/nachbar" -work "$work/bombs" 2>>"$work/output.txt"; }

# --- all of it ------------------------------------------------------------------

main() {
	mkdir -p "$work" bench/results
	build_tools
	rm -f "$log" "$work/output.txt"
	[ $# -gt 0 ] || set -- laws edit reload gen bombs
	for part in "$@"; do
		say "$part"
		"$part"
	done
	"$bin/report" -log "$log" | tee "$work/latest.txt"
	say "bench/results holds the last full run: copy work/latest.txt and work/results.jsonl there to keep this one"
}

main "$@"
