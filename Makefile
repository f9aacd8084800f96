# A fresh clone needs Python 3.11 or newer, make and a network:  make example,  make test
PYTHON ?= python3
BIN    := .venv/bin
SITE   := examples/sdg-workshop

.PHONY: example serve test test-compiled lint format bench figures golden clean

example: .venv/installed
	$(BIN)/liquidsite build --source $(SITE) --destination $(SITE)/_site
	@echo "The site is in $(SITE)/_site. To see it in a browser, run: make serve"

serve: .venv/installed
	$(BIN)/liquidsite serve --source $(SITE) --destination $(SITE)/_site

test: .venv/developed
	$(BIN)/python -m pytest

# Needs a C compiler. The wheel goes into a folder of its own, before src on the path.
COMPILED := build-output/compiled

test-compiled: .venv/developed
	rm -rf $(COMPILED)
	LIQUIDSITE_COMPILE=1 $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir $(COMPILED) .
	$(BIN)/python -m zipfile -e $(COMPILED)/*.whl $(COMPILED)
	PYTHONPATH=$(COMPILED) $(BIN)/liquidsite --version | grep compiled
	PYTHONPATH=$(COMPILED) $(BIN)/python -m pytest tests/kramdown tests/conformance tests/convert \
		tests/highlight tests/test_golden.py tests/builder/test_forms.py \
		tests/builder/test_property.py

lint: .venv/developed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	MYPYPATH=bench $(BIN)/mypy bench

format: .venv/developed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

PARTS  := sample_site sample_hugo sample_eleventy tools process chart reload_soak cluster

# Each prints its figures; those that need Ruby's side say so when it is not there.
bench: .venv/developed
	for script in $(filter-out $(PARTS:%=bench/%.py),$(wildcard bench/*.py)); do \
		echo "== $$script"; $(BIN)/python $$script || exit; done

# The figures and the chart that the README shows, on a machine that does nothing else. Half an
# hour; with QUICK=--quick ten minutes, as Jekyll and Eleventy then build no 20,000 posts.
figures: .venv/developed
	$(BIN)/python bench/build.py $(QUICK) --posts 1000,5000,20000 --out bench/figures.json
	$(BIN)/python bench/chart.py bench/figures.json docs

# Needs the real Jekyll: see CONTRIBUTING.md.
golden: .venv/developed
	$(BIN)/python tests/golden/record.py

clean:
	rm -rf .venv dist build-output $(SITE)/_site $(SITE)/.jekyll-cache .*_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Dependency groups came with pip 25.1.
.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/developed: pyproject.toml | .venv/installed
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
