# Each target does all the set-up it needs; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared

.PHONY: setup setup-dev demo test check format eval train-attribution train-events lock clean

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# Modules are compiled when they are first imported: most never are.
INSTALL := $(PIP) install --no-compile

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

setup: $(VENV)/.ready ## what headwater needs to run

setup-dev: $(VENV)/.ready-dev ## what its tests and checks need besides (PySpark among them)

demo: setup ## read the example reports and show the incidents
	$(BIN)/headwater run examples/reports --gazetteer examples/gazetteer.csv --actors examples/actors.toml --out demo-case
	$(BIN)/headwater report demo-case -o demo-case/case.html

test: check ## everything that has to hold
	$(BIN)/pytest

check: setup-dev ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: setup-dev ## score on the corpora under DATA and compare with evaluation/floors.json
	$(BIN)/python -m evaluation --data $(DATA)

train-attribution: ## train the attribution model on DATA and put it into the package
	test -d .venv-train || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	PYTHONPATH=src .venv-train/bin/python -m training.attribution --data $(DATA)/data --out build/attribution --resume

train-events: ## train the models of events on DATA and put them into the package
	test -d .venv-train || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt --editable .
	mkdir -p build/events
	.venv-train/bin/python -m training.events --data $(DATA)/data --cache build/events/messages.pkl

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header pyproject.toml

lock: ## renew both lock files; what runs is pinned to what is tested
	$(PIP) install uv
	$(COMPILE) --group dev -o requirements-dev.lock
	$(COMPILE) --group build --constraint requirements-dev.lock -o requirements.lock

clean:
	rm -rf demo-case $(VENV) .mypy_cache .ruff_cache .pytest_cache
