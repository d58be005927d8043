# Two commands do everything: `make site` builds this repository's own blog, `make test` runs the tests.
# Set-up happens once; it is repeated only when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := benchmarks/.work

.PHONY: site test check docs manual golden format benchmark clean

site: $(VENV)/.installed
	$(BIN)/dapsagi build

# Some tests wait for a browser or for what the system tells of files. What a busy machine kept waiting too long is asked
# once more, alone; what is wrong fails again.
test: $(VENV)/.installed-dev
	$(BIN)/pytest -n 2 || $(BIN)/pytest -n 0 --last-failed --last-failed-no-failures none

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(VENV)/.installed
	PYTHONPATH=tests $(BIN)/python -m manual

manual: $(VENV)/.installed
	$(BIN)/dapsagi build docs

golden: $(VENV)/.installed-dev
	WRITE_GOLDEN=1 $(BIN)/pytest -n 0 tests/site/test_golden.py

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Small sizes, in a few minutes; `$(BENCH)/venv/bin/python -m benchmarks.run --help` shows the others.
benchmark: $(VENV)/.installed $(BENCH)/.installed
	$(BENCH)/venv/bin/python -m benchmarks.run --sizes 100,1000 --runs 1
	$(BENCH)/venv/bin/python -m benchmarks.markdown_speed

clean:
	rm -rf $(VENV) $(BENCH) .dapsagi site .mypy_cache .ruff_cache .pytest_cache dist

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@# Where Python is told to keep nothing (PYTHONDONTWRITEBYTECODE), every command would compile the tool again.
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

$(BENCH)/.installed: pyproject.toml benchmarks/adapters/eleventy/package.json
	$(PYTHON) -m venv $(BENCH)/venv
	$(BENCH)/venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BENCH)/venv/bin/python -m pip install --quiet --disable-pip-version-check --editable . --group benchmark
	cp benchmarks/adapters/eleventy/package.json $(BENCH)/
	npm install --prefix $(BENCH) --no-package-lock --no-audit --no-fund || echo 'Without npm, Eleventy is left out.'
	@touch $@
