# One verb per command; CI runs the same ones (.ci/run). Each prepares what it needs by itself; a second run is fast.
.PHONY: help install demo test test-cluster check fix client browser docs fuzz fuzz-wire bench bench-load ci
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
WORKERS ?= 2
PORT ?= 8000
MINUTES ?= 10

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: ## everything a developer needs: .venv, Node modules, Chromium
	@scripts/setup python-dev node chromium cluster

demo: ## the demo at http://127.0.0.1:8000 (PORT=… for another)
	@scripts/setup python
	@$(PYTHON) -m djust demo --port $(PORT)

test: install ## every test: client, then server, then both in a real browser
	@scripts/checked "client tests" npm --prefix client test --silent
	@scripts/checked "built client is up to date" node client/scripts/build.js --check
	@$(PYTHON) -m pytest -n $(WORKERS)

check: install ## what a reviewer should not have to look for: lint, types, architecture
	@failed=0; \
	scripts/checked "ruff" .venv/bin/ruff check . || failed=1; \
	scripts/checked "mypy" .venv/bin/mypy || failed=1; \
	scripts/checked "tsc, built client" npm --prefix client run --silent check || failed=1; \
	scripts/checked "docs" $(MAKE) --no-print-directory docs || failed=1; \
	scripts/checked "architecture" $(PYTHON) -m pytest -q tests/architecture || failed=1; \
	exit $$failed

fix: install ## let the tools repair what they can
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

client: ## build the client into src/djust/static/djust/
	@scripts/setup node
	@npm --prefix client run --silent build

browser: install ## only the tests in a real browser
	@$(PYTHON) -m pytest -n $(WORKERS) tests/browser

test-cluster: install ## only several processes behind nginx: restarted, killed, cut off
	@$(PYTHON) -m pytest tests/cluster

docs: ## the documentation, into build/docs/; a warning is an error
	@scripts/setup python-dev
	@.venv/bin/sphinx-build -q -W --keep-going -b html docs build/docs
	@echo "build/docs/index.html"

fuzz: install ## random templates and states in the browser, for MINUTES=10
	@$(PYTHON) -m tests.browser.fuzz --minutes $(MINUTES)

fuzz-wire: ## random and mutated messages to codec, keys, parameters and mailbox, for MINUTES=10
	@scripts/setup python-dev
	@$(PYTHON) -m tests.fuzz --minutes $(MINUTES)

bench: ## bytes and milliseconds, as ratios to Django's own render of the same page
	@scripts/setup python-dev
	@$(PYTHON) -m benchmarks

bench-load: ## what one process carries, beside a bare Channels echo: events/s, latency, memory, a broadcast
	@scripts/setup python-dev
	@$(PYTHON) -m benchmarks.load

ci: ## what CI runs
	@.ci/run
