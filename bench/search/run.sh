#!/usr/bin/env bash
# Measures the search beside Pagefind: building the index, bytes and time of a query.
#
#   LAWS=DIR bench/search/run.sh [PAGES…]       1000 10000 60000 without arguments
#
# LAWS is a folder of laws as Markdown; it is cut into pages of about 2,700 bytes.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$PWD/bench/work/search
log=$work/results.jsonl
laws=${LAWS:?LAWS names no folder of laws}
[ -d "$laws/content" ] && laws=$laws/content

say() { echo "bench: $*"; }

build_tools() {
	mkdir -p "$work/bin"
	go run ./web/bundle >/dev/null
	go build -trimpath -o "$work/bin/" ./cmd/nachbar ./bench/cut ./bench/measure
	[ -d bench/search/node_modules ] || npm --prefix bench/search ci --silent
}

measure() { "$work/bin/measure" -log "$log" "$@" 2>>"$work/output.txt"; }

# nachbar_build NAME SITE OUT
nachbar_build() { measure -name "$1" -- "$work/bin/nachbar" build --quiet -C "$2" -o "$3"; }

size() {
	local pages=$1 site=$work/site$1
	[ -d "$site" ] || "$work/bin/cut" -in "$laws" -pages "$pages" -out "$site"
	cp "$site/nachbar.yaml" "$site/with-search.yaml"
	nachbar_build "nachbar-$pages" "$site" "$work/out$pages"
	rm -rf "$site/.nachbar"
	cp "$site/without-search.yaml" "$site/nachbar.yaml"
	nachbar_build "bare-$pages" "$site" "$work/bare$pages"
	mv "$site/with-search.yaml" "$site/nachbar.yaml"
	measure -name "pagefind-$pages" -- bench/search/node_modules/.bin/pagefind --site "$work/bare$pages" --force-language de
	for engine in nachbar:out pagefind:bare; do
		node bench/search/browser.mjs "${engine%:*}" "$work/${engine#*:}$pages" "$site/queries.json" |
			sed "s/^{/{\"pages\":$pages,/" >>"$work/browser.jsonl"
	done
}

main() {
	build_tools
	rm -rf "$work"/out* "$work"/bare* "$log" "$work/browser.jsonl" "$work/output.txt"
	[ $# -gt 0 ] || set -- 1000 10000 60000
	for pages in "$@"; do
		say "$pages pages"
		size "$pages"
	done
	node bench/search/table.mjs "$log" "$work/browser.jsonl" | tee "$work/table.txt"
	say "bench/results/search.txt holds the last full run: copy bench/work/search/table.txt there to keep this one"
}

main "$@"
