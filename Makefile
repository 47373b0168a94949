# nachbar: "make serve" shows the portal, "make test" proves it. Both install
# what they need and say so.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

# The program needs no C compiler and no library of the system.
export CGO_ENABLED := 0

ADDR ?= 127.0.0.1:1313
OUT  ?= public
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

# --- what the program is made of ---------------------------------------------

web/node_modules/.installed: web/package.json web/package-lock.json
	@echo "make: installing npm libraries into web/node_modules (npm ci)"
	npm ci --prefix web --no-audit --no-fund
	touch $@

.PHONY: assets
assets: web/node_modules/.installed ## bundle style sheets and scripts into static/assets
	@go run ./web/bundle

.PHONY: build
build: assets ## build bin/nachbar
	@mkdir -p bin
	go build -trimpath -o bin/nachbar ./cmd/nachbar

.PHONY: serve
serve: build ## build the portal, show it and follow changes
	bin/nachbar serve --addr $(ADDR)

.PHONY: site
site: build ## build the portal into $(OUT)
	bin/nachbar build -o $(OUT)

# --- proof --------------------------------------------------------------------

.PHONY: tools
tools: ## install what the tests need: Chromium, Java
	@scripts/tools.sh

.PHONY: test
test: build tools lint ## run all tests
	go test ./...
	npm --prefix web test
	npm --prefix web run e2e

S3_SERVER := github.com/versity/versitygw/cmd/versitygw@v1.8.0

bin/tools/versitygw:
	@echo "make: installing an S3 server for the tests into bin/tools (takes minutes)"
	GOBIN=$(CURDIR)/bin/tools go install $(S3_SERVER)

.PHONY: soak
soak: build bin/tools/versitygw ## run the long proofs: thousands of kills, power cuts, clients
	NACHBAR_SOAK=1 NACHBAR_S3=$(CURDIR)/bin/tools/versitygw go test -count=1 -timeout 120m ./...

.PHONY: lint
lint: web/node_modules/.installed ## check form and types
	@unformatted=$$(gofmt -l cmd internal web embed.go); \
	if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	npm --prefix web run types

.PHONY: bench
bench: build ## measure against peers, see bench/README.md
	LAWS="$(LAWS)" bench/run.sh

.PHONY: clean
clean: ## remove everything that can be made again
	rm -rf bin public .nachbar static/assets static/licenses web/node_modules web/build bench/work
