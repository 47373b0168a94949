#!/usr/bin/env bash
# Installs the programs that the tests drive, where they are missing: Chromium
# for the pages, Java for the HTML checker, LibreOffice for templates, Poppler to
# read what was printed, pandoc for documents of others.
set -euo pipefail

missing=()
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v pandoc >/dev/null || missing+=(pandoc)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
# The engine without windows is faster; not every system has it.
if [[ "${missing[0]}" = chromium-headless-shell ]] && ! apt-cache show chromium-headless-shell >/dev/null 2>&1; then
	missing=("${missing[@]:1}")
	command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
echo "make: installing ${missing[*]} (apt-get)"
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
