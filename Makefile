# Muster's commands. `make help` lists them. They need git, make and Python 3.11 or newer, and nothing else.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo run test browser check format lint types contracts race chaos bench pictures matrix lock clean

help: ## list the commands
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make the environment in .venv, with muster in it

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Muster needs Python 3.11 or newer; this is %s. Try: make PYTHON=python3.12 setup" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv (once, a minute or two) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## the practice workspace and the bot, with sample data; prints one URL
	@$(BIN)/muster demo

run: setup ## serve a real workspace; settings come from the environment
	@$(BIN)/muster run

test: setup ## every test that needs no browser
	@$(BIN)/pytest -m "not browser" -n 4

browser: setup ## the page in headless Chromium
	@$(BIN)/pytest -m browser

check: setup format lint types contracts test browser ## all that must hold before a change lands

format: setup ## is every file formatted?
	@$(BIN)/ruff format --check --quiet . && echo "format: as it should be"

lint: setup ## ruff, with the wall clock banned
	@$(BIN)/ruff check --quiet . && echo "lint: nothing found"

types: setup ## mypy, strict
	@$(BIN)/mypy

contracts: setup ## who may import whom
	@$(BIN)/lint-imports

race: setup ## 100,000 contended claims on 500 shifts, on each database
	@$(BIN)/python -m chaos winner

chaos: setup ## every promise in full, on both databases (docs/chaos.md); `python -m chaos NAME` measures one
	@$(BIN)/python -m chaos

bench: setup ## medians of speed and memory, each beside its yardstick
	@$(BIN)/python -m bench

matrix: setup ## write docs/authorisation.md anew, from the declaration that the tests hold
	@$(BIN)/python -m tests.handlers.matrix.document docs/authorisation.md

pictures: setup ## draw the README's pictures anew, from the demo
	@$(BIN)/python -m tests.browser.pictures docs/pictures

lock: ## pin the dependencies anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and the demo's data
	@rm -rf $(VENV) .demo
