# Each target does all the set-up it needs; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared

.PHONY: setup demo test check format eval train-attribution lock clean

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

setup: $(VENV)/.ready

demo: setup ## read the example reports and show the incidents
	$(BIN)/headwater run examples/reports --gazetteer examples/gazetteer.csv --actors examples/actors.toml --out demo-case
	$(BIN)/headwater report demo-case -o demo-case/case.html

test: check ## everything that has to hold
	$(BIN)/pytest

check: setup ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: setup ## score on the corpora under DATA and compare with evaluation/floors.json
	$(BIN)/python -m evaluation --data $(DATA)

train-attribution: ## train the attribution model on DATA and put it into the package
	test -d .venv-train || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	PYTHONPATH=src .venv-train/bin/python -m training.attribution --data $(DATA)/data --out build/attribution --resume

lock: ## renew requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf demo-case $(VENV) .mypy_cache .ruff_cache .pytest_cache
