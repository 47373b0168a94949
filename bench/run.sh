#!/usr/bin/env bash
# Measures nachbar, beside Hugo where there is a peer, and prints medians with
# the goals they are held to.
#
#   bench/run.sh [CORPUS]
#
# CORPUS is a folder of Markdown, one folder a page (the figures in README.md are
# from 6,637 German laws); without it that part is left out. ROUNDS=3 and
# PAGES="10000 100000" can be set. Everything happens in bench/work.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
corpus=${1:-${CORPUS:-}}
rounds=${ROUNDS:-3}
work=$root/bench/work
log=$work/results.jsonl
rm -rf "$work"
mkdir -p "$work/bin" "$root/bench/results"
for tool in measure gen reload bombs report; do go build -o "$work/bin/$tool" "./bench/$tool"; done
cp bin/nachbar "$work/bin/nachbar"
export PATH="$work/bin:$PATH"
timed() { local name=$1; shift; measure -log "$log" -name "$name" -- "$@"; }

laws() {
	local site=$work/laws out=$work/laws-out peer=$work/hugo
	mkdir -p "$site"
	cp -rL "$corpus" "$site/content"
	printf 'title: Gesetze\nstrict: false\ntlp: CLEAR\naudiences: [{name: oeffentlich, tlp: CLEAR}]\n' >"$site/nachbar.yaml"
	cp -r bench/hugo "$peer"
	ln -s "$site/content" "$peer/content"
	command -v hugo >/dev/null || GOBIN=$work/bin go install github.com/gohugoio/hugo@v0.165.0
	for _ in $(seq "$rounds"); do
		rm -rf "$out" "$site/.nachbar" "$peer/public" "$peer/resources"
		timed laws-nachbar nachbar build -q -C "$site" -o "$out" 2>/dev/null
		timed laws-hugo hugo --quiet -s "$peer"
	done
	local first
	first=$(find "$site/content" -name index.md -size -100k | sort | head -n 1)
	for n in $(seq "$rounds"); do
		echo "Zusatz $n" >>"$first"
		timed laws-nachbar-edit nachbar build -q -C "$site" -o "$out" 2>/dev/null
	done
	local file=${first#"$site"/} page=${first#"$site"/content}
	reload -log "$log" -name laws-reload -bin "$work/bin/nachbar" -site "$site" -file "$file" -page "${page%index.md}"
}

portal() {
	mkdir -p "$work/portal"
	cp -r nachbar.yaml content data "$work/portal/"
	reload -log "$log" -name portal-reload -bin "$work/bin/nachbar" -site "$work/portal" \
		-file content/leitfaden/bia.md -page /leitfaden/bia/
}

generated() {
	local pages=$1 name=gen$(($1 / 1000))k site=$work/gen$1 out=$work/gen$1-out
	gen -pages "$pages" -out "$site"
	timed "$name-nachbar" nachbar build -q -C "$site" -o "$out"
	local file
	file=$(find "$site/content" -name '*.md' ! -name '_index.md' | sort | head -n 1)
	for n in $(seq "$rounds"); do
		echo "Zusatz $n" >>"$file"
		timed "$name-nachbar-edit" nachbar build -q -C "$site" -o "$out"
	done
	rm -rf "$out" "$site"
}

if [ -n "$corpus" ]; then laws; else echo "bench: no CORPUS named, the comparison with Hugo is left out"; fi
portal
for pages in ${PAGES:-10000 100000}; do generated "$pages"; done
bombs -log "$log" -bin "$work/bin/nachbar" -work "$work/bombs"
report -log "$log" | tee bench/results/latest.txt
