# Two commands: `make graph` shows what countygraph does, `make test` runs every test.
# Everything that is installed goes into .venv; remove the folder to start anew.
PYTHON ?= python3
BIN := .venv/bin
GOLD ?= ../shared/gold

.PHONY: graph test lint readme bench-extraction clean

graph: .venv/.installed  ## environment, graph of the seed, a summary, one worked trace, and a page
	@$(BIN)/countygraph build
	@$(BIN)/countygraph stats
	@$(BIN)/countygraph trace 零地技改
	@$(BIN)/countygraph view -o yongjia-2024.html
	@echo; echo "Open yongjia-2024.html in a browser. Ask more with $(BIN)/countygraph --help"

test: .venv/.installed-dev lint  ## every test that this machine can run; skipped ones say why
	$(BIN)/python -m pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy graph loaders ontology queries seeds

readme: .venv/.installed-dev  ## write the command reference in the README anew from --help
	$(BIN)/python -m tests.readme --write

bench-extraction: .venv/.installed-dev  ## score the extraction against gold annotations, beside jieba's speed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m tests.bench.extraction $(GOLD) --per-document
	$(BIN)/python -m tests.bench.leave_one_out $(GOLD)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "countygraph needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make an environment. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

.venv/.installed: pyproject.toml | .venv/bin/python
	@echo "Installing countygraph into .venv (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
