# `make` lists the targets. Everything is installed into .venv, at the versions of constraints.txt.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
IMAGE ?= thalweg
TESTS ?= tests

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check typescript format benchmark screenshots image browser clean
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/installed ## start the server and print its address (HOST=, PORT=)
	@exec $(BIN)/thalweg serve --host $(HOST) --port $(PORT)

test: export PYTHONDONTWRITEBYTECODE =
test: .venv/installed-for-tests browser ## run all tests, in a real browser too (TESTS= for some of them)
	@$(BIN)/python -m pytest -m alone $(TESTS); alone=$$?; \
	$(BIN)/python -m pytest -m "not alone" -n auto --maxprocesses 4 --dist worksteal $(TESTS); rest=$$?; \
	case $$alone$$rest in 00|05|50) ;; *) exit 1 ;; esac  # 5: none of these tests, and not in both

check: .venv/installed-for-tests typescript ## format, lint, types of Python and JavaScript, then all tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

typescript:
	@if command -v npm >/dev/null 2>&1; then \
	  [ node_modules/.package-lock.json -nt package.json ] || npm install --silent; \
	  npx --no-install tsc -p tsconfig.json && echo "JavaScript: types are right"; \
	else \
	  echo "SKIPPED: types of JavaScript are not checked, because Node.js (npm) is not on this machine."; \
	fi

format: .venv/installed-for-tests ## format the Python code and sort its imports
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format .

benchmark: .venv/installed-for-tests ## print the table of speeds, beside torch where it can be had
	@$(PIP) -e '.[test,bench]' || echo "torch could not be installed: the table shows Thalweg alone."
	@$(BIN)/python -m tests.benchmarks

screenshots: .venv/installed-for-tests browser ## picture every layout, theme, language and state into screenshots/, to look at
	@$(BIN)/python docs/screenshots.py

image: ## build the container image with docker or podman (IMAGE=)
	@engine=$$(command -v docker || command -v podman) || { echo "make image needs docker or podman."; exit 1; }; \
	"$$engine" build --tag $(IMAGE) .

clean: ## remove everything that make and the tests have made
	rm -rf .venv node_modules build dist screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find app tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. A stamp older than pyproject.toml or constraints.txt means: install again.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Thalweg needs Python 3.11 or newer, and $(PYTHON) is: $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another one with: make PYTHON=python3.13 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "$(PYTHON) cannot make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing Thalweg into .venv ..."
	@$(PIP) -e .
	@$(BIN)/python -m compileall -q app
	@touch $@

.venv/installed-for-tests: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing Thalweg and what its tests need into .venv ..."
	@$(PIP) -e '.[test,check]'
	@touch .venv/installed $@

# What the tests drive besides Python: a browser, a font with Japanese, curl. Debian's packages where something is missing.

browser:
	@missing=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || missing="$$missing chromium"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	fc-list :lang=ja 2>/dev/null | grep -q . || missing="$$missing fontconfig fonts-noto-cjk"; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then echo "Please install:$$missing. The tests need them."; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	else echo "Please run: sudo apt-get install$$missing. The tests need them."; exit 1; fi; \
	echo "Installing Debian packages:$$missing ..."; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$as_root apt-get update -qq && $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null
