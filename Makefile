# Everything runs in .venv, which the targets set up by themselves: `make demo` in a fresh clone is enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help demo test kernels examples check style pages bench docs minimums matrix release clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    report on the five articles in seeds/"
	@echo "make test    run the tests, examples in the docs included"
	@echo "make check   style, types, order of rooms, tests, docs: what must pass before a commit"
	@echo "make bench DATA=FOLDER   measure beside other systems, and write the figures to benchmarks/results/"
	@echo "make docs    build the documentation into site/"
	@echo "make matrix  run the core of the tests under every supported Python that is here"
	@echo "make minimums   the same with the oldest versions of all packages"
	@echo "make release    build what is published from the last commit, check it, and tag the commit"
	@echo "make clean   remove everything that was built or set up"

demo: $(VENV)/.core
	@$(BIN)/dedup report seeds

test: kernels
	@$(BIN)/pytest --numprocesses auto --dist worksteal
	@$(MAKE) --no-print-directory examples

# Compiled once, before several processes need them at the same time.
kernels: $(VENV)/.dev
	@$(BIN)/python -m dedup.kernels

# In one process: reading every module and page takes longer than running their examples.
examples: $(VENV)/.dev
	@$(BIN)/pytest --quiet --doctest-modules --doctest-glob='*.md' dedup docs README.md

check: style pages test

style: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

pages: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.core
	@$(BIN)/python benchmarks/startup.py
	@$(PIP) --requirement benchmarks/requirements.txt
	$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA)) $(BENCH)
	@$(BIN)/python -m benchmarks.page

docs: $(VENV)/.docs
	@$(BIN)/python docs/gen_cli.py
	@$(BIN)/python docs/gen_screens.py
	@$(MAKE) --no-print-directory pages
	@echo "The documentation is in site/index.html"

matrix:
	@mkdir -p build
	.ci/matrix

minimums:
	@mkdir -p build
	.ci/matrix --minimums

release:
	.ci/release

clean:
	rm -rf $(VENV) .venv-bench-* build dist site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find dedup tests docs benchmarks -name __pycache__ -prune -exec rm -rf {} +

# A stamp says that these packages are installed, for the pyproject.toml as it is.
$(VENV)/.core: pyproject.toml | $(VENV)/.made
	@echo "Installing dedup into $(VENV)" >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.made
	@echo "Installing dedup and what its tests need into $(VENV)" >&2
	@$(PIP) --editable '.[all,dev]'
	@touch $@ $(VENV)/.core

$(VENV)/.docs: pyproject.toml | $(VENV)/.made
	@echo "Installing what the documentation needs into $(VENV)" >&2
	@$(PIP) --editable '.[docs]'
	@touch $@ $(VENV)/.core

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "dedup needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1);" \
	    "name another one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) lacks the venv module; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) -V)" >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@
